"""Keeping a choice on the portfolio, and removing one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ivz.projects.actions import saved_views as actions
from ivz.projects.forms.portfolio import FIELDS, KeepViewForm
from ivz.projects.models import SavedView
from ivz.projects.views.shared import act, form_page, network_of, trail
from ivz.web.requests import Request


@require_POST
def keep(request: Request) -> HttpResponse:
    """Keep what is chosen under a name; where that cannot be, the form says why."""
    if not request.actor.is_signed_in:
        raise PermissionDenied
    network, form = network_of(request), KeepViewForm(request.POST)
    chosen = _only_choices(request.POST.get("gekozen", ""))
    address = f"{reverse('projects:index')}?{chosen or 'fase='}"
    heading = _("Keep this choice")

    def save() -> str:
        name, is_default = form.cleaned_data["naam"], form.cleaned_data["standaard"]
        details = actions.ViewDetails(name=name, chosen=chosen, is_default=is_default)
        actions.keep_view(network, details, by=request.actor)
        messages.success(request, _("The view is kept under “%(name)s”.") % {"name": name})
        return address

    context = {
        "network": network,
        "form": form,
        "heading": heading,
        "button": _("Keep"),
        "back": address,
        "trail": trail((heading, "")),
    }
    return form_page(request, context, save)


def _only_choices(address: str) -> str:
    """Give what an address chooses, without anything else that stands in it."""
    given, kept = QueryDict(address[:2_000]), QueryDict(mutable=True)
    for name in FIELDS:
        if value := given.get(name, "").strip()[:100]:
            kept[name] = value
    return kept.urlencode()


@require_POST
def remove(request: Request, pk: int) -> HttpResponse:
    """Remove an own view."""
    view = get_object_or_404(SavedView.objects.visible_to(request.actor), pk=pk)
    return act(
        request,
        lambda: actions.remove_view(view, by=request.actor),
        done=_("The view “%(name)s” is removed.") % {"name": view.name},
        to=f"{reverse('projects:index')}?fase=",
    )
