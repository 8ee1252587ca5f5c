"""Pages on events: what is coming, one event, announcing it and calling it off."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.accounts.actors import Actor
from ivz.errors import RuleBroken, passes
from ivz.events import actions, queries, rules
from ivz.events.forms import CancelForm, EventForm, event_as_stored
from ivz.events.models import NetworkEvent
from ivz.network.context import network_chosen
from ivz.network.models import Body, Network
from ivz.unsaved import keeping
from ivz.unsaved.answering import act, form_page
from ivz.web.requests import Request, version_sent

ON_A_PAGE = 25
FORM = "events/form.html"


def _network_of(request: Request) -> Network:
    chosen = network_chosen(request)
    if chosen is None:
        raise Http404
    return chosen


def _or_404(actor: Actor, key: str) -> NetworkEvent:
    known = NetworkEvent.objects.visible_to(actor)
    rows = known.select_related("network__area", "organiser", "announced_by")
    return get_object_or_404(rows.prefetch_related("invited"), key=key)


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (_("Meetings"), reverse("meetings:list")),
        (_("Events"), reverse("events:list")),
        *steps,
    ]


@require_safe
def index(request: Request) -> HttpResponse:
    """Show what is coming in the network, and what was."""
    network, actor = _network_of(request), request.actor
    known = queries.events_of(network, actor=actor)
    context = {
        "network": network,
        "coming": known.coming(actor.today),
        "page": Paginator(known.past(actor.today), ON_A_PAGE).get_page(request.GET.get("pagina")),
        "may_announce": queries.organisers_for(network, actor=actor).exists(),
        "trail": [*_trail()[:1], (_("Events"), "")],
    }
    return render(request, "events/events.html", context)


@require_safe
def page(request: Request, event: str) -> HttpResponse:
    """Show one event: when, where, for whom, by whom."""
    row = _or_404(request.actor, event)
    context = {
        "row": row,
        "network": row.network,
        "changes": passes(rules.check_may_change, row, by=request.actor),
        "form": CancelForm(initial={"version": row.version}),
        "trail": _trail((row.title, "")),
    }
    return render(request, "events/event.html", context)


def _form(request: Request, network: Network, **given: Any) -> EventForm:
    actor = request.actor
    return EventForm(
        organisers=queries.organisers_for(network, actor=actor),
        bodies=queries.bodies_to_invite(network, on=actor.today),
        **given,
    )


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What everybody will see of an event, and the button with which that is confirmed."""

    event: NetworkEvent
    invited: Sequence[Body]
    digest: str
    button: str


def _shown_first(
    request: Request, context: dict[str, Any], event: NetworkEvent, *, button: str
) -> HttpResponse | None:
    """Show what becomes public to whoever saves it, until they saw exactly that; else None.

    Policy: docs/policy/events.md#who-reads-it
    """
    form = context["form"]
    if answer := keeping.answer(request, form):
        return answer
    if not form.waits_for_a_look:
        return None
    details = form.details()
    try:
        filled_in = actions.filled_in(event, details)
    except RuleBroken:  # saving says what is wrong, at its field
        return None
    preview = Preview(event=filled_in, invited=details.invited, digest=form.digest, button=button)
    return render(request, FORM, context | {"preview": preview})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Announce an event."""
    network, actor = _network_of(request), request.actor
    if not queries.organisers_for(network, actor=actor).exists():
        raise PermissionDenied
    form = _form(request, network, data=request.POST or None)
    context = {
        "form": form,
        "network": network,
        "heading": _("Announce an event"),
        "lead": _("It comes on the calendar of the network, under the name of who organises it."),
        "button": _("Announce it"),
        "back": reverse("events:list"),
        "trail": _trail((_("Announce an event"), "")),
    }

    event = NetworkEvent(network=network, announced_by_id=actor.person_id)
    shown = _shown_first(request, context, event, button=_("Announce it to everybody"))
    if shown:
        return shown

    def save() -> str:
        return actions.announce(network, form.details(), by=actor).get_absolute_url()

    done = _("Announced. It stands on the calendar.")
    return form_page(request, context, save, template=FORM, done=done)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, event: str) -> HttpResponse:
    """Change what is announced; a stale save shows both texts."""
    actor, row = request.actor, _or_404(request.actor, event)
    rules.check_may_change(row, by=actor)
    form = _form(request, row.network, data=request.POST or None, initial=event_as_stored(row))
    context = {
        "form": form,
        "network": row.network,
        "heading": _("Change the event"),
        "lead": row.title,
        "button": _("Save"),
        "back": row.get_absolute_url(),
        "trail": _trail((row.title, row.get_absolute_url()), (_("Change the event"), "")),
    }

    shown = _shown_first(request, context, row, button=_("Save it for everybody"))
    if shown:
        return shown

    def save() -> str:
        version = form.cleaned_data["version"] or 0
        return actions.change(row, form.details(), version=version, by=actor).get_absolute_url()

    def stored(_current: Any) -> EventForm:
        return _form(request, row.network, initial=event_as_stored(_or_404(actor, event)))

    return form_page(request, context, save, template=FORM, done=_("Saved."), stored=stored)


@require_POST
def cancel(request: Request, event: str) -> HttpResponse:
    """Call an event off."""
    row = _or_404(request.actor, event)
    rules.check_may_change(row, by=request.actor)
    return act(
        request,
        lambda: actions.cancel(
            row,
            why=request.POST.get("why", "")[:300],
            version=version_sent(request),
            by=request.actor,
        ),
        done=_("Called off. The calendar says so."),
        to=row.get_absolute_url(),
    )


@require_POST
def put_back(request: Request, event: str) -> HttpResponse:
    """Let an event go on after all."""
    row = _or_404(request.actor, event)
    rules.check_may_change(row, by=request.actor)
    return act(
        request,
        lambda: actions.put_back(row, version=version_sent(request), by=request.actor),
        done=_("It goes on after all."),
        to=row.get_absolute_url(),
    )
