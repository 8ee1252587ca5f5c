"""Pages that keep the list of safety themes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ivz.network.actions import themes
from ivz.network.models import Network, Theme
from ivz.network.rules.rights import check_may_manage
from ivz.network.views.corrections import EditPage, add_row, change_row, network_or_404
from ivz.web.requests import Request

_read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@_read_or_write
def add(request: Request, network_slug: str) -> HttpResponse:
    """Add a theme to the list that all networks share."""
    network = network_or_404(network_slug)
    check_may_manage(network, by=request.actor)
    page = _page(network, _("Add a safety theme"), kicker=_("Safety themes"))
    return add_row(request, page, Theme(), start={"valid_from": request.actor.today})


@require_POST
def begin(request: Request, network_slug: str) -> HttpResponse:
    """Bring in the five fields with the usual themes, where there are none yet."""
    network = network_or_404(network_slug)
    count = themes.begin(network, by=request.actor)
    told = ngettext("%(count)s theme is there now.", "%(count)s themes are there now.", count)
    messages.success(request, told % {"count": count})
    return redirect("portfolios:themes", network.slug)


@_read_or_write
def change(request: Request, network_slug: str, code: str) -> HttpResponse:
    """Change a theme: its names, its field, its last day and what takes its place."""
    network = network_or_404(network_slug)
    check_may_manage(network, by=request.actor)
    theme = get_object_or_404(Theme.objects.select_related("field"), code=code)
    return change_row(request, _page(network, _("Change this theme"), kicker=theme.name), theme)


def _page(network: Network, title: str, *, kicker: str) -> EditPage:
    return EditPage(
        network=network,
        title=title,
        kicker=kicker,
        back=reverse("portfolios:themes", args=[network.slug]),
        lead=_(
            "All networks here share one list of themes. A theme that goes gets a last day and, "
            "where another takes its place, a successor: what was noted under it stays findable."
        ),
    )
