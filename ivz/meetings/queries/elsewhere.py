"""What pages ask about the decisions elsewhere on which a decision depends.

Policy: docs/policy/decisions.md#elsewhere
"""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import QuerySet

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.decisions.models import Decision, DecisionElsewhere
from ivz.decisions.states import DECIDED_ELSEWHERE, ElsewhereState
from ivz.network.models import Organisation, Person, Seat, in_force
from ivz.network.models.people import OrganisationKind


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """The decisions elsewhere on which one decision depends, with how many there are of each."""

    rows: list[DecisionElsewhere] = field(default_factory=list)

    @property
    def decided(self) -> int:
        """In how many places a decision was taken."""
        return sum(row.state in DECIDED_ELSEWHERE for row in self.rows)

    @property
    def asked(self) -> int:
        """In how many places a decision has to be taken."""
        return sum(row.state != ElsewhereState.NOT_NEEDED for row in self.rows)

    @property
    def common(self) -> DecisionElsewhere | None:
        """Give a row that tells what is asked, where all are asked the same; else None."""
        asked = {(row.what, row.due_on) for row in self.rows}
        return self.rows[0] if len(asked) == 1 else None

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many rows there are of each state that occurs, in the order of the states."""
        found = Counter(row.state for row in self.rows)
        return [(str(each.label), found[each]) for each in ElsewhereState if found[each]]


NOTHING = Elsewhere()


def elsewhere_of(keys: Collection[int], *, actor: Actor) -> dict[int, Elsewhere]:
    """Give on what decisions depend elsewhere, by key, for people of their network; one query.

    A visitor gets nothing, without a query.
    """
    if not actor.seats:
        return {}
    visible = DecisionElsewhere.objects.visible_to(actor).filter(decision__in=keys)
    rows: dict[int, list[DecisionElsewhere]] = defaultdict(list)
    for row in visible.select_related("organisation"):
        rows[row.decision_id].append(row)
    return {key: Elsewhere(rows=found) for key, found in rows.items()}


@dataclass(frozen=True, kw_only=True)
class Place:
    """A decision elsewhere on the page of a decision, with what the reader may do there."""

    row: DecisionElsewhere
    is_own: bool
    is_late: bool
    may_note: bool


def places(decision: Decision, elsewhere: Elsewhere, *, actor: Actor) -> list[Place]:
    """Give the rows with who may fill them in, that of the own organisation first; one query."""
    if not elsewhere.rows:
        return []
    own = _own_organisations(actor)
    records = actor.may(Permission.RECORD_DECISIONS, within=decision.body)
    notes_own = actor.may(Permission.MAINTAIN_ORGANISATION, within=decision.body.network)
    found = [
        Place(
            row=row,
            is_own=row.organisation_id in own,
            is_late=row.is_late(actor.today),
            may_note=records or (notes_own and row.organisation_id in own),
        )
        for row in elsewhere.rows
    ]
    return sorted(found, key=lambda place: not place.is_own)


def _own_organisations(actor: Actor) -> set[int | None]:
    """Give the organisation that ``actor`` works for."""
    worked_for = Person.objects.filter(pk=actor.person_id or 0).exclude(organisation=None)
    return set(worked_for.values_list("organisation", flat=True))


def organisations_to_ask(decision: Decision, *, actor: Actor) -> "QuerySet[Organisation]":
    """Give the organisations that take part in the network and are not asked yet."""
    seats = Seat.objects.filter(
        in_force(actor.today), body__network=decision.body.network_id, is_revoked=False
    )
    working = seats.exclude(person__organisation=None).values("person__organisation")
    seated = seats.exclude(organisation=None).values("organisation")
    asked = DecisionElsewhere.objects.filter(decision=decision).values("organisation")
    found = Organisation.objects.filter(in_force(actor.today)).exclude(pk__in=asked)
    return (found.filter(pk__in=working) | found.filter(pk__in=seated)).order_by("name")


def asked_already(decision: Decision, *, actor: Actor) -> int:
    """Count the organisations that are asked already."""
    return DecisionElsewhere.objects.visible_to(actor).filter(decision=decision).count()


def municipalities(organisations: "QuerySet[Organisation]") -> list[int]:
    """Give the keys of the municipalities among ``organisations``: ticked beforehand."""
    kind = OrganisationKind.MUNICIPALITY
    return list(organisations.filter(kind=kind).values_list("pk", flat=True))
