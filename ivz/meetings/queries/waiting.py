"""What waits for somebody after meetings: decisions to acknowledge, a concept, a signature.

Policy: docs/policy/decisions.md#complete
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from ivz.accounts.actors import Actor
from ivz.decisions.models import Addressee, DecisionElsewhere
from ivz.decisions.models.completion import AddresseeQuerySet
from ivz.decisions.models.elsewhere import DecisionElsewhereQuerySet
from ivz.meetings.models import ConceptRound, FrozenPaper, Meeting, RecordSignature, Remark
from ivz.meetings.models.meetings import MeetingQuerySet
from ivz.meetings.states import Capacity, MeetingState


def to_acknowledge(actor: Actor) -> AddresseeQuerySet:
    """Give whom ``actor`` still acknowledges a decision for, the oldest first."""
    return Addressee.objects.waiting_for(actor)


def _first_of_each(rows: AddresseeQuerySet) -> QuerySet[Addressee]:
    """Keep one row per decision, so that who acts for two addressees counts it once."""
    firsts = rows.order_by().values("decision").annotate(first=Min("pk")).values("first")
    return Addressee.objects.filter(pk__in=firsts)


def overdue_elsewhere(actor: Actor) -> DecisionElsewhereQuerySet:
    """Give the decisions elsewhere that are late and that ``actor`` sees to."""
    return DecisionElsewhere.objects.waiting_for(actor)


def records_to_sign(actor: Actor) -> MeetingQuerySet:
    """Give the meetings of which ``actor`` still signs the frozen record off, the oldest first.

    Policy: docs/policy/decisions.md#freezing
    """
    signed = RecordSignature.objects.filter(paper__meeting=OuterRef("pk"))
    asked = Q()
    for capacity in Capacity:
        bodies = [seat.body_id for seat in actor.seats if seat.role == capacity]
        asked |= Q(~Exists(signed.filter(capacity=capacity)), body__in=bodies)
    frozen = Exists(FrozenPaper.objects.filter(meeting=OuterRef("pk")))
    by_themselves = Exists(signed.filter(person=actor.person_id or 0))
    waits = {"state": MeetingState.ADOPTED, "is_practice": False}
    found = Meeting.objects.filter(frozen, ~by_themselves, asked, **waits)
    return found.order_by("date", "pk")


def after_meetings(actor: Actor) -> list[QuerySet[Any]]:
    """Give everything that waits for ``actor`` after meetings, to be counted."""
    if not actor.seats:
        return []
    return [
        _first_of_each(to_acknowledge(actor)),
        overdue_elsewhere(actor),
        ConceptRound.objects.waiting_for(actor),
        Remark.objects.waiting_for(actor),
        records_to_sign(actor),
    ]


@dataclass(frozen=True, kw_only=True)
class ToAcknowledge:
    """A decision that waits for somebody, and for which addressees; the first stands for all."""

    addressee: Addressee
    names: list[str]


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What waits for somebody after meetings, as rows."""

    addressees: list[ToAcknowledge]
    elsewhere: list[DecisionElsewhere]
    rounds: list[ConceptRound]
    remarks: list[Remark]
    records: list[Meeting]

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        waits = self.addressees or self.elsewhere or self.rounds or self.remarks or self.records
        return not waits


def waiting_after_meetings(actor: Actor) -> Waiting:
    """Give what waits for ``actor`` after meetings; five queries."""
    if not actor.seats:
        return Waiting(addressees=[], elsewhere=[], rounds=[], remarks=[], records=[])
    names = ("decision__body", "body", "organisation", "seat__person", "seat__body")
    return Waiting(
        addressees=_per_decision(to_acknowledge(actor).select_related(*names)),
        elsewhere=list(overdue_elsewhere(actor).select_related("decision__body", "organisation")),
        rounds=list(ConceptRound.objects.waiting_for(actor).select_related("meeting__body")),
        remarks=list(
            Remark.objects.waiting_for(actor).select_related("round__meeting__body", "person")
        ),
        records=list(records_to_sign(actor).select_related("body")),
    )


def _per_decision(rows: Iterable[Addressee]) -> list[ToAcknowledge]:
    found: dict[int, list[Addressee]] = {}
    for row in rows:
        found.setdefault(row.decision_id, []).append(row)
    return [
        ToAcknowledge(addressee=own[0], names=[each.name for each in own]) for own in found.values()
    ]
