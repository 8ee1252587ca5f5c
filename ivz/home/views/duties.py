"""Closing a duty from the start page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ivz.decisions.actions import close_follow_up
from ivz.decisions.models import FollowUp
from ivz.errors import RuleBroken
from ivz.home.forms.duties import VersionForm
from ivz.web.requests import Request

NO_VERSION = 0  # fits no row, so nothing is closed


@require_POST
def close(request: Request, pk: int) -> HttpResponse:
    """Mark a duty as done and say so."""
    duties = FollowUp.objects.visible_to(request.actor).select_related("body")
    duty = get_object_or_404(duties, pk=pk)
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else NO_VERSION
    try:
        close_follow_up(duty, version=version, by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, _("Done: %(what)s") % {"what": duty.what})
    return redirect("home:start")
