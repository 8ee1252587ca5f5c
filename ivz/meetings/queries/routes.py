"""What pages ask about the route of a paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.decisions.models import Decision
from ivz.decisions.states import Outcome
from ivz.errors import passes
from ivz.meetings.models import AgendaItem, Proposal, RouteStep
from ivz.meetings.rules import routes as rules
from ivz.meetings.states import RouteAnswer, RouteAsk, RouteState

NEW_FOR = timedelta(days=60)
MOST_RECEIVED = 20


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What one body decided on one point, as it travels."""

    label: str
    outcome: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Stop:
    """One step as the reader sees it; what came back only where the reader may know."""

    step: RouteStep
    state: RouteState
    is_known: bool
    item: AgendaItem | None
    has_changed: bool
    may_take_answer_back: bool = False
    may_ask_again: bool = False
    decided: Sequence[Decided] = ()

    @property
    def position(self) -> str:
        """The answer, or that it is still to come; empty where none is asked."""
        if self.step.ask == RouteAsk.INFORM:
            return ""
        return self.step.answer if self.is_known else ""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One point on which bodies decided differently: who says what."""

    label: str
    views: Sequence[tuple[Decided, Sequence[str]]]


@dataclass(frozen=True, kw_only=True)
class Together:
    """Steps that are sent together; with more bodies than one, one combined view."""

    stops: Sequence[Stop]
    differences: Sequence[Difference] = ()
    is_next: bool = False

    @property
    def is_combined(self) -> bool:
        """Whether several bodies are asked for a position, of which the reader may know some."""
        asked = [stop for stop in self.stops if stop.step.ask != RouteAsk.INFORM]
        return len(asked) > 1 and any(stop.is_known and stop.step.sent_on for stop in asked)

    @property
    def tally(self) -> list[tuple[str, int]]:
        """How many bodies take each position, in a fixed order, those still to come last."""
        given = [stop.position for stop in self.stops]
        counts = [(str(each.label), given.count(each)) for each in RouteAnswer]
        return [(label, count) for label, count in counts if count]

    @property
    def waiting(self) -> int:
        """How many positions are still to come."""
        return sum(
            stop.is_known and not stop.step.answer and stop.step.ask != RouteAsk.INFORM
            for stop in self.stops
        )

    @property
    def standing(self) -> str:
        """How all positions stand together; empty for whoever does not know each of them."""
        asked = [stop for stop in self.stops if stop.step.ask != RouteAsk.INFORM]
        given = {stop.position for stop in asked}
        if not all(stop.is_known for stop in asked):
            return ""
        if self.waiting:
            return _("No position together yet: not everybody answered.")
        if given & {RouteAnswer.NOT_AGREED, RouteAnswer.RETURNED}:
            return _("No position together: not everybody agrees.")
        if given == {RouteAnswer.AGREED}:
            return _("One position together: agreed.")
        return _("One position together: agreed, with remarks or changes.")


@dataclass(frozen=True, kw_only=True)
class Route:
    """The whole route of a paper, in order."""

    groups: Sequence[Together]
    is_under_way: bool
    own: Sequence[Stop] = field(default=())

    @property
    def stops(self) -> list[Stop]:
        """Every step, in order."""
        return [stop for group in self.groups for stop in group.stops]


def received(actor: Actor) -> QuerySet[RouteStep]:
    """Give the stops by which papers lie with ``actor``: without answer, or newly for information.

    Newest first, twenty at most.
    """
    newly = Q(ask=RouteAsk.INFORM, sent_on__gte=actor.today - NEW_FOR)
    lying = RouteStep.objects.reaching(actor).filter(newly | ~Q(ask=RouteAsk.INFORM), answer="")
    papers = Proposal.objects.visible_to(actor)
    found = lying.filter(proposal__in=papers).select_related("body", "proposal__body")
    return found.order_by("-sent_on", "-pk")[:MOST_RECEIVED]


def route_of(proposal: Proposal, *, actor: Actor) -> Route | None:
    """Give the route of a paper, or None for whoever is not on it; four SQL queries.

    Whoever is on it sees where the paper goes; what came back only as far as the rule of
    ``visible_to`` goes, and no text of a decision that is for named people by now.
    """
    known = set(RouteStep.objects.visible_to(actor).filter(proposal=proposal).values_list("pk"))
    if not known:
        return None
    whole = RouteStep.objects.select_related("body__network")
    prefetch_related_objects([proposal], Prefetch("steps", whole))
    steps = list(proposal.steps.all())
    items = _items(proposal, actor=actor)
    decided = _decided_on(step for step in steps if (step.pk,) in known)
    stops = [
        _stop(step, decided=decided.get(step.pk), item=items.get(step.body_id), actor=actor)
        for step in steps
    ]
    following = {step.pk for step in rules.next_group(steps)}
    groups = [list(group) for _position, group in groupby(stops, lambda stop: stop.step.position)]
    return Route(
        groups=[
            Together(
                stops=group,
                differences=differences_in(group),
                is_next=any(stop.step.pk in following for stop in group),
            )
            for group in groups
        ],
        is_under_way=any(step.is_to_come for step in steps),
        own=[stop for stop in stops if passes(rules.check_may_answer, stop.step, by=actor)],
    )


def _items(proposal: Proposal, *, actor: Actor) -> dict[int | None, AgendaItem]:
    """Give the newest readable item of each body on which the paper stands; none of practice."""
    items = AgendaItem.objects.visible_to(actor).filter(
        proposal=proposal, meeting__is_practice=False
    )
    found = items.select_related("meeting__body").order_by("meeting__date", "pk")
    return {item.meeting.body_id: item for item in found}


def _decided_on(known: Iterable[RouteStep]) -> dict[int, list[Decided]]:
    """Give per step what was sent back, apart from what was closed to all but named people since.

    Policy: docs/policy/meetings.md#route
    """
    rows = {step.pk: step.decided for step in known}
    sent_back = {row.get("decision") for decided in rows.values() for row in decided} - {None}
    restricted = Decision.objects.filter(pk__in=sent_back, openness=Openness.RESTRICTED)
    closed = set(restricted.values_list("pk", flat=True))
    return {
        pk: [_decided(row) for row in decided if row.get("decision") not in closed]
        for pk, decided in rows.items()
    }


def _stop(
    step: RouteStep, *, decided: list[Decided] | None, item: AgendaItem | None, actor: Actor
) -> Stop:
    """Give a step as the reader sees it; without ``decided`` the reader may not know the answer."""
    proposal, is_known = step.proposal, decided is not None
    return Stop(
        step=step,
        state=_state(step, is_known=is_known, item=item),
        is_known=is_known,
        item=item if step.sent_on else None,
        has_changed=bool(step.answer) and is_known and step.paper_version != proposal.version,
        may_take_answer_back=passes(rules.check_answered_by, step, by=actor),
        may_ask_again=passes(rules.check_may_ask_again, step, by=actor),
        decided=decided or [],
    )


def _state(step: RouteStep, *, is_known: bool, item: AgendaItem | None) -> RouteState:
    if step.left_out:
        return RouteState.LEFT_OUT
    if step.sent_on is None:
        return RouteState.TO_COME
    if step.answer and is_known:
        return RouteState.ANSWERED
    if step.ask == RouteAsk.INFORM:
        return RouteState.INFORMED
    return RouteState.ON_AGENDA if item is not None else RouteState.SENT


def _decided(row: dict[str, Any]) -> Decided:
    return Decided(label=row["label"], outcome=str(Outcome(row["outcome"]).label), text=row["text"])


def differences_in(stops: Sequence[Stop]) -> list[Difference]:
    """Give the points on which the readable bodies of one group decided differently."""
    by_label: dict[str, dict[Decided, list[str]]] = {}
    for stop in stops:
        for decided in stop.decided:
            said = by_label.setdefault(decided.label, {})
            said.setdefault(decided, []).append(stop.step.short_to)
    return [
        Difference(label=label, views=list(said.items()))
        for label, said in by_label.items()
        if len(said) > 1
    ]
