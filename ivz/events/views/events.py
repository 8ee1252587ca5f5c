"""Pages on events: what is coming, one event, announcing it and calling it off."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.errors import RuleBroken, passes
from ivz.events import actions, queries, rules
from ivz.events.forms import CancelForm, EventForm, event_as_stored
from ivz.events.models import NetworkEvent, ThemeWeek
from ivz.events.views.shared import event_or_404, network_of, trail, week_or_404
from ivz.network.models import Body, Network
from ivz.unsaved import keeping
from ivz.unsaved.answering import act, form_page
from ivz.web.requests import Request, version_sent
from ivz.web.templatetags.ivz import day_date

ON_A_PAGE = 25
FORM = "events/form.html"


@require_safe
def index(request: Request) -> HttpResponse:
    """Show what is coming in the network, and what was."""
    network, actor = network_of(request), request.actor
    known = queries.events_of(network, actor=actor)
    context = {
        "network": network,
        "coming": known.coming(actor.today),
        "page": Paginator(known.past(actor.today), ON_A_PAGE).get_page(request.GET.get("pagina")),
        "weeks": queries.weeks_ahead(network, actor=actor),
        "is_inside": network.pk in actor.network_ids,
        "may_announce": queries.organisers_for(network, actor=actor).exists(),
        "trail": [*trail()[:1], (_("Events"), "")],
    }
    return render(request, "events/events.html", context)


@require_safe
def page(request: Request, event: str) -> HttpResponse:
    """Show one event: when, where, for whom, by whom."""
    actor = request.actor
    row = event_or_404(actor, event)
    changes = passes(rules.check_may_change, row, by=actor)
    context = {
        "row": row,
        "network": row.network,
        "changes": changes,
        "week": row.theme_week if row.network_id in actor.network_ids else None,
        "weeks": _weeks_to_join(request, row) if changes else [],
        "form": CancelForm(initial={"version": row.version}),
        "trail": trail((row.title, "")),
    }
    return render(request, "events/event.html", context)


def _weeks_to_join(request: Request, row: NetworkEvent) -> list[ThemeWeek]:
    """Give the theme weeks in which this event could count."""
    if row.theme_week_id is not None or row.is_cancelled:
        return []
    lying_in = queries.weeks_for(row, actor=request.actor)
    return [week for week in lying_in if passes(rules.check_may_join, row, week, by=request.actor)]


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
    actor, week = request.actor, _week_asked(request)
    network = week.network if week else network_of(request)
    if not queries.organisers_for(network, actor=actor).exists():
        raise PermissionDenied
    initial = {"starts_on": week.starts_on} if week else {}
    form = _form(request, network, data=request.POST or None, initial=initial)
    heading = _("Announce an activity") if week else _("Announce an event")
    context = {
        "form": form,
        "network": network,
        "heading": heading,
        "lead": _told_before(week),
        "button": _("Announce it"),
        "back": week.get_absolute_url() if week else reverse("events:list"),
        "trail": trail((heading, "")),
    }

    event = NetworkEvent(network=network, announced_by_id=actor.person_id, theme_week=week)
    shown = _shown_first(request, context, event, button=_("Announce it to everybody"))
    if shown:
        return shown

    def save() -> str:
        event = actions.announce(network, form.details(), week=week, by=actor)
        return (week or event).get_absolute_url()

    done = _("Announced. It stands on the calendar.")
    return form_page(request, context, save, template=FORM, done=done)


def _week_asked(request: Request) -> ThemeWeek | None:
    """Give the theme week in which a new event is to count, where one is asked."""
    key = request.GET.get("themaweek", "")
    return week_or_404(request.actor, key) if key else None


def _told_before(week: ThemeWeek | None) -> str:
    if week is None:
        return _("It comes on the calendar of the network, under the name of who organises it.")
    words = _("It counts in the theme week %(week)s, from %(first)s until and on %(last)s.")
    first, last = day_date(week.starts_on), day_date(week.ends_on)
    return words % {"week": week.title, "first": first, "last": last}


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, event: str) -> HttpResponse:
    """Change what is announced; a stale save shows both texts."""
    actor, row = request.actor, event_or_404(request.actor, event)
    rules.check_may_change(row, by=actor)
    form = _form(request, row.network, data=request.POST or None, initial=event_as_stored(row))
    context = {
        "form": form,
        "network": row.network,
        "heading": _("Change the event"),
        "lead": row.title,
        "button": _("Save"),
        "back": row.get_absolute_url(),
        "trail": trail((row.title, row.get_absolute_url()), (_("Change the event"), "")),
    }

    shown = _shown_first(request, context, row, button=_("Save it for everybody"))
    if shown:
        return shown

    def save() -> str:
        version = form.cleaned_data["version"] or 0
        return actions.change(row, form.details(), version=version, by=actor).get_absolute_url()

    def stored(_current: Any) -> EventForm:
        return _form(request, row.network, initial=event_as_stored(event_or_404(actor, event)))

    return form_page(request, context, save, template=FORM, done=_("Saved."), stored=stored)


@require_POST
def cancel(request: Request, event: str) -> HttpResponse:
    """Call an event off."""
    row = event_or_404(request.actor, event)
    rules.check_may_change(row, by=request.actor)
    why = request.POST.get("why", "")[:300]
    return act(
        request,
        lambda: actions.cancel(
            row,
            why=why,
            version=version_sent(request),
            by=request.actor,
        ),
        done=_("Called off. The calendar says so."),
        to=row.get_absolute_url(),
        typed=why,
    )


@require_POST
def put_back(request: Request, event: str) -> HttpResponse:
    """Let an event go on after all."""
    row = event_or_404(request.actor, event)
    rules.check_may_change(row, by=request.actor)
    return act(
        request,
        lambda: actions.put_back(row, version=version_sent(request), by=request.actor),
        done=_("It goes on after all."),
        to=row.get_absolute_url(),
    )
