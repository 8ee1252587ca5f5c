"""What waits for an agenda, and what was parked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from ivz.accounts.actors import Actor
from ivz.accounts.prepared import prepared
from ivz.authorization.openness import Openness
from ivz.decisions.models import FollowUp, Guarded
from ivz.decisions.states import FollowUpState
from ivz.meetings.models import Meeting, ParkedItem, Proposal
from ivz.meetings.models.parking import ParkedItemQuerySet
from ivz.meetings.queries.meetings import Agenda, unscheduled_proposals
from ivz.network.models import Body, in_force

Row = TypeVar("Row", bound=Guarded)


def parked_for(body_id: int, *, actor: Actor) -> ParkedItemQuerySet:
    """Give what waits for agendas of a body, what has waited longest first."""
    known = ParkedItem.objects.visible_to(actor).filter(body=body_id).waiting()
    return known.select_related("for_meeting__body", "noted_in__body", "proposal", "signal")


def dropped_from(body: Body, *, actor: Actor) -> ParkedItemQuerySet:
    """Give what was parked for ``body`` and need not come back, latest first."""
    known = ParkedItem.objects.visible_to(actor).filter(body=body).exclude(dropped_on=None)
    return known.select_related("noted_in__body").order_by("-dropped_on", "-pk")


def destinations(body: Body, *, actor: Actor, elsewhere: bool) -> list[tuple[Body, list[Meeting]]]:
    """Give where something can be parked: bodies, each with its coming meetings; two queries.

    Args:
        body: comes first.
        actor: who parks.
        elsewhere: whether other bodies of the network count too.
    """
    bodies = [body]
    if elsewhere:
        others = Body.objects.filter(in_force(actor.today), network=body.network_id)
        bodies += others.exclude(pk=body.pk).order_by("name")
    coming = Meeting.objects.visible_to(actor).filter(body__in=bodies, is_practice=False)
    meetings = list(coming.upcoming(actor.today).select_related("body"))
    return [(each, [row for row in meetings if row.body_id == each.pk]) for each in bodies]


@dataclass(frozen=True, kw_only=True)
class Tray:
    """What waits for one agenda, as far as its editor may read it."""

    parked: Sequence[ParkedItem]
    proposals: Sequence[Proposal]
    follow_ups: Sequence[FollowUp]

    @property
    def count(self) -> int:
        """How much waits."""
        return len(self.parked) + len(self.proposals) + len(self.follow_ups)


def tray(meeting: Meeting, agenda: Agenda, returning: Iterable[FollowUp], *, actor: Actor) -> Tray:
    """Gather what waits for an agenda, nothing for named people only; two queries.

    A follow-up whose words stand on the agenda already is left out.
    """
    said = {row.item.title for row in agenda.rows}
    return Tray(
        parked=parked_until(meeting, actor=actor),
        proposals=list(_open_proposals(actor, meeting.body_id)),
        follow_ups=[
            row
            for row in returning
            if row.openness != Openness.RESTRICTED and row.what[:200] not in said
        ],
    )


def parked_until(meeting: Meeting, *, actor: Actor) -> list[ParkedItem]:
    """Give what was parked for a meeting, an earlier one or the next, but for named people only."""
    return list(_parked_until(actor, meeting.body_id, meeting.date))


@prepared
def _parked_until(actor: Actor, body_id: int, day: date) -> QuerySet[ParkedItem]:
    due = Q(for_meeting=None) | Q(for_meeting__date__lte=day)
    return _open(parked_for(body_id, actor=actor).filter(due))


@prepared
def _open_proposals(actor: Actor, body_id: int) -> QuerySet[Proposal]:
    return _open(unscheduled_proposals([body_id], actor=actor))


def _open(rows: QuerySet[Row]) -> QuerySet[Row]:
    return rows.exclude(openness=Openness.RESTRICTED)


def waiting_at(
    kind: str, pk: int, meeting: Meeting, *, actor: Actor
) -> ParkedItem | Proposal | FollowUp | None:
    """Give what a tray offered, for whoever may read it; None where it waits no more."""
    body = meeting.body_id
    papers = unscheduled_proposals([body], actor=actor)
    found: dict[str, QuerySet[Any]] = {
        "geparkeerd": ParkedItem.objects.visible_to(actor).filter(body=body).waiting(),
        "voorstel": papers,
        "vervolg": FollowUp.objects.visible_to(actor).filter(body=body, state=FollowUpState.OPEN),
    }
    return found[kind].filter(pk=pk).first() if kind in found else None
