"""What pages ask about who received a decision.

Policy: docs/policy/decisions.md#complete
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.roles import Role
from ivz.decisions.models import Addressee, Decision, DecisionQuerySet, FollowUp
from ivz.decisions.models.completion import addressed_to
from ivz.decisions.rules import check_may_record
from ivz.decisions.rules import completion as rules
from ivz.errors import passes
from ivz.meetings.models import Proposal, RouteStep
from ivz.meetings.models.proposals import ProposalQuerySet
from ivz.network.models import Body, Organisation, Seat
from ivz.network.models.people import OrganisationKind

Named = TypeVar("Named", Body, Organisation, Seat)
_AFTER_NUMBERS = 10**9


@dataclass(frozen=True, kw_only=True)
class Completion:
    """How many addressees a decision has, and how many of them acknowledged it."""

    addressed: int
    acknowledged: int

    @property
    def waits(self) -> int:
        """How many still have to acknowledge it."""
        return self.addressed - self.acknowledged

    @property
    def is_complete(self) -> bool:
        """Whether everybody who has to acknowledged it."""
        return self.waits == 0

    @property
    def told(self) -> str:
        """The same in a few words."""
        if self.is_complete:
            return _("complete")
        counts = {"waits": self.waits, "addressed": self.addressed}
        return _("waits for %(waits)d of %(addressed)d") % counts


def with_receipts(decisions: DecisionQuerySet) -> DecisionQuerySet:
    """Count along how many addressees decisions have, and how many of them acknowledged."""
    had = Addressee.objects.filter(decision=OuterRef("pk")).order_by()
    counted = had.values("decision")
    return decisions.annotate(
        addressed=Coalesce(Subquery(counted.values(count=Count("pk"))), 0),
        acknowledged=Coalesce(Subquery(counted.values(count=Count("acknowledged_on"))), 0),
    )


def completion_of(decision: Decision, *, actor: Actor) -> Completion | None:
    """Give how complete a decision is, to people of its network; no query.

    None where nobody received it yet. Fetch it by ``with_receipts``.
    """
    addressed = getattr(decision, "addressed", 0)
    if not addressed or decision.body.network_id not in actor.network_ids:
        return None
    return Completion(addressed=addressed, acknowledged=getattr(decision, "acknowledged", 0))


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """An addressee on the page of a decision, with what the reader may do there."""

    addressee: Addressee
    may_acknowledge: bool
    may_acknowledge_for: bool
    may_take_back: bool
    may_remove: bool


def receipts(decision: Decision, *, actor: Actor) -> list[Receipt]:
    """Give who received a decision, as far as ``actor`` may know; at most two queries."""
    if not actor.seats:
        return []
    visible = Addressee.objects.visible_to(actor).filter(decision=decision)
    with_names = visible.select_related("body", "organisation", "seat__person", "seat__body")
    rows = list(with_names)
    own = set(visible.filter(addressed_to(actor)).values_list("pk", flat=True)) if rows else set()
    records = passes(rules.check_may_address, decision, by=actor)
    return [_receipt(row, is_own=row.pk in own, records=records, actor=actor) for row in rows]


def _receipt(row: Addressee, *, is_own: bool, records: bool, actor: Actor) -> Receipt:
    waits = not row.is_acknowledged
    did_it = actor.user is not None and row.acknowledged_by_id == actor.user.pk
    return Receipt(
        addressee=row,
        may_acknowledge=waits and is_own,
        may_acknowledge_for=waits and records,
        may_take_back=not waits and (records or did_it),
        may_remove=waits and records,
    )


def taken_off(decision: Decision, *, actor: Actor) -> list[Addressee]:
    """Give, to the secretary, who was taken off the list after evidence was recorded; one query."""
    if not passes(check_may_record, decision.body, by=actor):
        return []
    rows = Addressee.with_removed.visible_to(actor).filter(decision=decision)
    with_names = rows.select_related("body", "organisation", "seat__person", "seat__body")
    return list(with_names.exclude(removed_on=None))


@dataclass(frozen=True, kw_only=True)
class Offered:
    """To whom a decision can be sent; ``suggested`` are the keys of what is ticked beforehand.

    Of somebody with more than one seat only one is offered.
    """

    bodies: list[Body]
    organisations: list[Organisation]
    seats: list[Seat]
    suggested: dict[str, set[int]]
    had_municipality: bool = False

    @property
    def municipalities(self) -> list[Organisation]:
        """The municipalities among the organisations."""
        kind = OrganisationKind.MUNICIPALITY
        return [each for each in self.organisations if each.kind == kind]


def offered(decision: Decision, *, actor: Actor) -> Offered:
    """Give who may read a decision and did not receive it yet.

    Suggested are who carries out what follows, the portfolio holder and the bodies on the route,
    and whoever received the decision that this one puts right.
    """
    on = actor.today
    had = Addressee.objects.filter(decision=decision)
    before = Addressee.objects.filter(decision=decision.corrects_id or 0)
    people = _people_concerned(decision, actor=actor)
    suggested_bodies = _bodies_on_route(decision, actor=actor) | _keys(before, "body")
    near = Q(network=decision.body.network_id) | Q(pk__in=suggested_bodies)
    bodies = rules.bodies_that_read(decision, on=on).exclude(pk__in=_keys(had, "body"))
    organisations = rules.organisations_that_read(decision, on=on)
    read = rules.seats_that_read(decision, on=on).exclude(pk__in=_keys(had, "seat"))
    leading = Q(role__in=[Role.CHAIR, Role.SECRETARY]) | Q(body=decision.body_id)
    seats = read.filter(leading | Q(person__in=people) | Q(pk__in=_keys(before, "seat")))
    seats = seats.exclude(person__in=had.exclude(seat__person=None).values("seat__person"))
    one_each = _one_each(
        list(seats.select_related("person", "body").order_by("body__name", "pk")),
        first=_keys(before, "seat"),
        decision=decision,
    )
    return Offered(
        bodies=_by_name(bodies.filter(near)),
        organisations=_by_name(organisations.exclude(pk__in=_keys(had, "organisation"))),
        seats=_by_name(one_each),
        suggested={
            "bodies": suggested_bodies,
            "organisations": _keys(before, "organisation"),
            "seats": {each.pk for each in one_each if each.person_id in people}
            | _keys(before, "seat"),
        },
        had_municipality=had.filter(organisation__kind=OrganisationKind.MUNICIPALITY).exists(),
    )


def _by_name(rows: Iterable[Named]) -> list[Named]:
    """Order rows as people read names: capitals and accents count for nothing, 2 before 10."""
    return sorted(rows, key=lambda row: (_as_read(str(row)), row.pk))


def _as_read(name: str) -> list[tuple[int, str]]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    parts = re.findall(r"\d+|[^\W\d_]+", "".join(filter(_is_no_accent, plain)))
    return [(int(part), "") if part.isdecimal() else (_AFTER_NUMBERS, part) for part in parts]


def _is_no_accent(letter: str) -> bool:
    return not unicodedata.combining(letter)


def _keys(addressees: "Iterable[Addressee]", target: str) -> set[int]:
    keys = {getattr(row, f"{target}_id") for row in addressees}
    return {key for key in keys if key is not None}


def _people_concerned(decision: Decision, *, actor: Actor) -> set[int]:
    """Give who carries out what follows, and the portfolio holder of the proposal."""
    follow_ups = FollowUp.objects.visible_to(actor).filter(decision=decision)
    people = {decision.owner_id, *follow_ups.values_list("owner", flat=True)}
    papers = _papers_of(decision, actor=actor)
    people |= set(papers.values_list("portfolio_holder", flat=True))
    return {key for key in people if key is not None}


def _papers_of(decision: Decision, *, actor: Actor) -> ProposalQuerySet:
    return Proposal.objects.visible_to(actor).filter(items__drafts__decision=decision)


def _bodies_on_route(decision: Decision, *, actor: Actor) -> set[int]:
    steps = RouteStep.objects.visible_to(actor).exclude(body=None)
    on_route = steps.filter(proposal__in=_papers_of(decision, actor=actor).values("pk"))
    return set(on_route.values_list("body", flat=True)) - {decision.body_id}


def _one_each(seats: list[Seat], *, first: set[int], decision: Decision) -> list[Seat]:
    """Give one seat of each person: one of ``first``, else in the body that decided, else any."""
    ranked = sorted(
        seats, key=lambda each: (each.pk not in first, each.body_id != decision.body_id)
    )
    chosen: dict[int | None, Seat] = {}
    for seat in ranked:
        chosen.setdefault(seat.person_id, seat)
    return list(chosen.values())
