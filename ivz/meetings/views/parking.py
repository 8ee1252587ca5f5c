"""Pages about what was parked for a later agenda, and what waits for this one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ivz.errors import RuleBroken, passes, refusal
from ivz.insight.models import Signal
from ivz.insight.queries import signal_offered
from ivz.knowledge.models import Development
from ivz.knowledge.queries.developments import offered
from ivz.meetings.actions import parking as actions
from ivz.meetings.actions import tray as tray_actions
from ivz.meetings.forms.lateness import LATE_REASON
from ivz.meetings.forms.parking import ParkForm, ParkItemForm, made_of
from ivz.meetings.models import AgendaItem, Meeting, ParkedItem
from ivz.meetings.queries import parking as queries
from ivz.meetings.queries.meetings import suggested_labels
from ivz.meetings.rules import parking as rules
from ivz.meetings.views.lookups import item_or_404, meeting_or_404
from ivz.meetings.views.meetings import refused_page
from ivz.network.models import Body
from ivz.unsaved.answering import form_page
from ivz.web.requests import Request, version_sent, whole_number

PARK_ITEM = "meetings/park_item.html"


def _body_or_404(request: Request, slug: str) -> Body:
    within = Body.objects.filter(network__in=sorted(request.actor.network_ids))
    return get_object_or_404(within.select_related("network"), slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, body: str) -> HttpResponse:
    """List what waits for a later agenda of a body; who edits its agendas parks more."""
    found = _body_or_404(request, body)
    actor = request.actor
    context: dict[str, Any] = {
        "body": found,
        "parked": queries.parked_for(found.pk, actor=actor),
        "dropped": queries.dropped_from(found, actor=actor)[:10],
        "may_park": passes(rules.check_may_park, found, by=actor),
    }
    status = 200
    if context["may_park"]:
        places = queries.destinations(found, actor=actor, elsewhere=False)
        origin = _origin(request, found)
        form = ParkForm(request.POST or None, initial=made_of(origin), destinations=places)
        context |= {"origin": origin, "is_signal": isinstance(origin, Signal)}
        if form.is_valid() and _is_parked(form, origin, request=request):
            messages.success(request, _("Parked. It waits for its agenda."))
            return redirect("meetings:parked", found.slug)
        context["form"] = form
        status = 422 if form.errors else 200
    return render(request, "meetings/parked.html", context, status=status)


def _origin(request: Request, body: Body) -> Development | Signal | None:
    """Give the development or the signal that something is parked of, where one was named."""
    development, signal = request.GET.get("ontwikkeling", ""), request.GET.get("signaal", "")
    if signal:
        return signal_offered(signal, network=body.network, actor=request.actor)
    return offered(development, network=body.network, actor=request.actor)


def _is_parked(form: ParkForm, origin: Development | Signal | None, *, request: Request) -> bool:
    """Park what was filled in; refused, the form says why. Sent twice, it is parked once."""
    is_named = "signaal" in request.GET or "ontwikkeling" in request.GET
    if origin is None and is_named:
        text = _(
            "This stands on an agenda, waits for one, or is not there any more: nothing was parked."
        )
        form.add_error(None, text)
        return False
    try:
        actions.park(form.details(), of=origin, by=request.actor)
    except RuleBroken as broken:
        form.add_error(None, str(broken))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def park_item(request: Request, body: str, meeting: str, item: int) -> HttpResponse:
    """Park an item for a later agenda; it stays on this one, or leaves it."""
    found = meeting_or_404(request.actor, body, meeting)
    stored = item_or_404(request.actor, found, item)
    reason = refusal(rules.check_may_park_item, stored, by=request.actor)
    if reason == "":
        raise PermissionDenied
    places = queries.destinations(found.body, actor=request.actor, elsewhere=True)
    initial = {"title": stored.title, "version": stored.version}
    form = ParkItemForm(request.POST or None, initial=initial, destinations=places)
    context = {"meeting": found, "item": stored, "reason": reason, "form": form}

    def save() -> str:
        version, takes_off = form.cleaned_data["version"], form.cleaned_data["takes_off"]
        actions.park_item(
            stored, form.details(), takes_off=takes_off, version=version, by=request.actor
        )
        return _editing(found)

    def now(current: AgendaItem) -> ParkItemForm:
        return ParkItemForm(initial={"title": current.title}, destinations=places)

    if reason:
        return render(request, PARK_ITEM, context, status=422)
    done = _("Parked. It waits for its agenda.")
    return form_page(request, context, save, template=PARK_ITEM, done=done, stored=now)


@require_POST
def step(request: Request, body: str, parked: int) -> HttpResponse:
    """Drop what was parked, or put it back."""
    found = _body_or_404(request, body)
    known = ParkedItem.objects.visible_to(request.actor).select_related("body")
    wanted = get_object_or_404(known, body=found, pk=parked)
    act = actions.put_back if "terug" in request.POST else actions.drop
    try:
        act(wanted, version=version_sent(request), by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    return redirect("meetings:parked", found.slug)


@require_POST
def put_on(request: Request, body: str, meeting: str) -> HttpResponse:
    """Put what waits in the tray on the agenda, under the next free label."""
    found = meeting_or_404(request.actor, body, meeting)
    kind, _dash, key = request.POST.get("wat", "").partition("-")
    waiting = queries.waiting_at(kind, whole_number(key), found, actor=request.actor)
    late_reason = request.POST.get(LATE_REASON, "")
    if waiting is None:
        text = _("This waits no more: somebody put it on an agenda or dropped it.")
        return refused_page(request, found, why=text, late_reason=late_reason)
    label = suggested_labels(list(AgendaItem.objects.filter(meeting=found)))[0]
    try:
        item = tray_actions.put_on(
            found, waiting, label=label, late_reason=late_reason, by=request.actor
        )
    except RuleBroken as broken:
        return refused_page(request, found, why=str(broken), late_reason=late_reason)
    text = _("Item %(label)s stands on the agenda.") % {"label": item.label}
    messages.success(request, text)
    return redirect(_editing(found))


def _editing(meeting: Meeting) -> str:
    address = reverse("meetings:detail", args=[meeting.body.slug, meeting.slug])
    return f"{address}?bewerk=1#agenda"
