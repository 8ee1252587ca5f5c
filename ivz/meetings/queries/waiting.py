"""What waits for somebody after meetings: decisions to acknowledge, remarks on a concept.

Policy: docs/policy/decisions.md#complete
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Min, QuerySet

from ivz.accounts.actors import Actor
from ivz.decisions.models import Addressee, DecisionElsewhere
from ivz.decisions.models.completion import AddresseeQuerySet
from ivz.decisions.models.elsewhere import DecisionElsewhereQuerySet
from ivz.meetings.models import ConceptRound, Remark


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


def after_meetings(actor: Actor) -> list[QuerySet[Any]]:
    """Give everything that waits for ``actor`` after meetings, to be counted."""
    if not actor.seats:
        return []
    return [
        _first_of_each(to_acknowledge(actor)),
        overdue_elsewhere(actor),
        ConceptRound.objects.waiting_for(actor),
        Remark.objects.waiting_for(actor),
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

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not (self.addressees or self.elsewhere or self.rounds or self.remarks)


def waiting_after_meetings(actor: Actor) -> Waiting:
    """Give what waits for ``actor`` after meetings; four queries."""
    if not actor.seats:
        return Waiting(addressees=[], elsewhere=[], rounds=[], remarks=[])
    names = ("decision__body", "body", "organisation", "seat__person", "seat__body")
    return Waiting(
        addressees=_per_decision(to_acknowledge(actor).select_related(*names)),
        elsewhere=list(overdue_elsewhere(actor).select_related("decision__body", "organisation")),
        rounds=list(ConceptRound.objects.waiting_for(actor).select_related("meeting__body")),
        remarks=list(
            Remark.objects.waiting_for(actor).select_related("round__meeting__body", "person")
        ),
    )


def _per_decision(rows: Iterable[Addressee]) -> list[ToAcknowledge]:
    found: dict[int, list[Addressee]] = {}
    for row in rows:
        found.setdefault(row.decision_id, []).append(row)
    return [
        ToAcknowledge(addressee=own[0], names=[each.name for each in own]) for own in found.values()
    ]
