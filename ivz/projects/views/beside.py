"""The page to put work on the portfolio that did not come through intake."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ivz.projects.actions.beside import open_work
from ivz.projects.forms.beside import WorkForm
from ivz.projects.rules.rights import check_may_steer
from ivz.projects.views.shared import form_page, network_of, trail
from ivz.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Open a sideline, partner-led or shared work, or a pilot."""
    network, actor = network_of(request), request.actor
    check_may_steer(network, by=actor)
    form = WorkForm(request.POST or None, network=network, actor=actor)
    heading = _("Work beside projects")
    context = {
        "form": form,
        "network": network,
        "heading": heading,
        "lead": _("The Platform shares its progress; it is not tested on the five criteria."),
        "button": _("Put it on the portfolio"),
        "back": reverse("projects:index"),
        "trail": trail((heading, "")),
    }

    def save() -> str:
        return open_work(network, form.details(), by=actor).get_absolute_url()

    return form_page(request, context, save, done=_("It stands on the portfolio."))
