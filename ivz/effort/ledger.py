"""The ledger of effort: owed, promised and delivered per partner, in a year up to a day.

Policy: docs/policy/effort.md#the-ledger
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from ivz.accounts.actors import Actor
from ivz.effort.models import Delivery, Obligation
from ivz.effort.promises import promises_between
from ivz.network.models import Network, Organisation, Person, Seat, in_force
from ivz.network.models.people import OrganisationKind
from ivz.network.queries.areas import municipalities_in

NONE = Decimal(0)
WEEK = Decimal(7)
# Whoever delivered less than this part of what is owed so far, is behind.
ENOUGH = Decimal("0.8")
# Before April a year says little.
FIRST_MONTH_TO_JUDGE = 4
# Partners from whom the note asks the same as from municipalities.
ASKED_TOO = [
    OrganisationKind.POLICE,
    OrganisationKind.PROSECUTOR,
    OrganisationKind.SAFETY_HOUSE,
    OrganisationKind.RIEC,
]
Hours = dict[int, Decimal]


@dataclass(frozen=True, kw_only=True)
class LedgerYear:
    """A year, as it stood on a day; a year that is still to come counts as a whole."""

    year: int
    on: date

    @property
    def first(self) -> date:
        """The first of January."""
        return date(self.year, 1, 1)

    @property
    def until(self) -> date:
        """The first day that does not count."""
        following = date(self.year + 1, 1, 1)
        return following if self.is_ahead else min(following, self.on + timedelta(days=1))

    @property
    def last(self) -> date:
        """The last day that counts."""
        return self.until - timedelta(days=1)

    @property
    def is_ahead(self) -> bool:
        """Whether the year is still to come."""
        return self.on < self.first

    @property
    def can_be_judged(self) -> bool:
        """Whether so much of the year passed that somebody can be behind."""
        return not self.is_ahead and self.last >= date(self.year, FIRST_MONTH_TO_JUDGE, 1)


@dataclass(frozen=True, kw_only=True)
class PartnerEffort:
    """What one partner owes, promised and delivered, in hours; ``owed`` None: nothing agreed.

    ``sources`` say what it owes it by, the latest first.
    """

    organisation: Organisation
    owed: Decimal | None
    promised: Decimal
    delivered: Decimal
    is_own: bool
    is_behind: bool
    sources: Sequence[str] = ()

    @property
    def difference(self) -> Decimal | None:
        """What was delivered more (or less, below zero) than is owed; None: nothing agreed."""
        return None if self.owed is None else self.delivered - self.owed


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """The effort of a network in a year: own organisation first, then municipalities."""

    year: LedgerYear
    partners: Sequence[PartnerEffort]

    @property
    def owed(self) -> Decimal:
        """What all partners owe together."""
        return sum((row.owed or NONE for row in self.partners), NONE)

    @property
    def promised(self) -> Decimal:
        """What all partners promised together."""
        return sum((row.promised for row in self.partners), NONE)

    @property
    def delivered(self) -> Decimal:
        """What all partners delivered together."""
        return sum((row.delivered for row in self.partners), NONE)

    @property
    def promised_of_owed(self) -> Decimal:
        """What those promised together with whom is agreed what they owe."""
        return sum((row.promised for row in self.agreed), NONE)

    @property
    def delivered_of_owed(self) -> Decimal:
        """What those delivered together with whom is agreed what they owe."""
        return sum((row.delivered for row in self.agreed), NONE)

    @property
    def delivered_besides(self) -> Decimal:
        """What the others delivered, with whom nothing is agreed."""
        return sum((row.delivered for row in self.without_agreement), NONE)

    @property
    def agreed(self) -> list[PartnerEffort]:
        """With whom is agreed what they owe."""
        return [row for row in self.partners if row.owed is not None]

    @property
    def behind(self) -> list[PartnerEffort]:
        """Who delivered clearly less than is owed so far."""
        return [row for row in self.partners if row.is_behind]

    @property
    def without_agreement(self) -> list[PartnerEffort]:
        """With whom nothing was agreed on what is owed."""
        return [row for row in self.partners if row.owed is None]


def ledger(network: Network, year: LedgerYear, *, actor: Actor) -> Ledger:
    """Give what each partner owes, promised and delivered; eight queries at most.

    Empty for whoever has no seat in the network.
    """
    if network.pk not in actor.network_ids:
        return Ledger(year=year, partners=[])
    agreed = list(_agreed(network, year, actor=actor))
    owed = _owed(agreed, year)
    promised = _promised(network, year)
    delivered = _delivered(network, year, actor=actor)
    own = Person.objects.filter(pk=actor.person_id or 0).values_list("organisation_id", flat=True)
    own_id = own.first()
    partners = [
        replace(
            _partner(row, year, (owed, promised, delivered), own_id=own_id),
            sources=_sources_of(row, agreed),
        )
        for row in partners_of(network, [*owed, *promised, *delivered], on=year.last)
    ]
    return Ledger(year=year, partners=sorted(partners, key=_order))


def _partner(
    organisation: Organisation,
    year: LedgerYear,
    figures: tuple[Hours, Hours, Hours],
    *,
    own_id: int | None,
) -> PartnerEffort:
    owed, promised, delivered = (found.get(organisation.pk) for found in figures)
    done = delivered or NONE
    return PartnerEffort(
        organisation=organisation,
        owed=owed,
        promised=promised or NONE,
        delivered=done,
        is_own=organisation.pk == own_id,
        is_behind=year.can_be_judged and done < (owed or NONE) * ENOUGH,
    )


def _order(row: PartnerEffort) -> tuple[bool, bool, str]:
    is_municipality = row.organisation.kind == OrganisationKind.MUNICIPALITY
    return (not row.is_own, not is_municipality, row.organisation.name)


def partners_of(network: Network, known: Iterable[int] = (), *, on: date) -> QuerySet[Organisation]:
    """Give who takes part, by name: the ``known``, municipalities, and of whom the note asks it."""
    areas = municipalities_in(network.area, on=on).order_by().values("pk")
    seats = Seat.objects.filter(in_force(on), body__network=network, is_revoked=False)
    sends = Q(pk__in=seats.values("organisation")) | Q(pk__in=seats.values("person__organisation"))
    return Organisation.objects.filter(
        Q(pk__in=list(known))
        | Q(kind=OrganisationKind.MUNICIPALITY, area__in=areas)
        | (Q(kind__in=ASKED_TOO) & sends)
    ).order_by("name")


def _between(year: LedgerYear) -> Q:
    begun = Q(valid_from=None) | Q(valid_from__lt=year.until)
    return begun & (Q(valid_until=None) | Q(valid_until__gt=year.first))


def _agreed(network: Network, year: LedgerYear, *, actor: Actor) -> QuerySet[Obligation]:
    rows = Obligation.objects.visible_to(actor).filter(_between(year), network=network)
    return rows.order_by("-valid_from", "-pk")


def _sources_of(organisation: Organisation, agreed: Iterable[Obligation]) -> list[str]:
    """Give each paper or decision once that says what a partner owes."""
    own = (row.source for row in agreed if row.organisation_id == organisation.pk)
    return list(dict.fromkeys(own))


def _owed(agreed: Iterable[Obligation], year: LedgerYear) -> Hours:
    owed: Hours = {}
    for row in agreed:
        hours = row.hours_per_week * _days(row.valid_from, row.valid_until, year) / WEEK
        owed[row.organisation_id] = owed.get(row.organisation_id, NONE) + hours
    return owed


def _promised(network: Network, year: LedgerYear) -> Hours:
    promised: Hours = {}
    for row in promises_between(network, first=year.first, until=year.until):
        hours = row.hours_per_week * _days(row.first, row.until, year) / WEEK
        promised[row.organisation_id] = promised.get(row.organisation_id, NONE) + hours
    return promised


def _days(first: date | None, until: date | None, year: LedgerYear) -> int:
    start, end = max(first or year.first, year.first), min(until or year.until, year.until)
    return max((end - start).days, 0)


def _delivered(network: Network, year: LedgerYear, *, actor: Actor) -> Hours:
    """Add up the hours written; of a period that crosses a border the part within the year."""
    rows = Delivery.objects.visible_to(actor).filter(_between(year), network=network)
    within = Q(valid_from__gte=year.first, valid_until__lte=year.until)
    summed = rows.filter(within).order_by().values_list("organisation_id")
    delivered = dict(summed.annotate(hours=Sum("hours")))
    for row in rows.exclude(within):
        share = _share(row, year)
        delivered[row.organisation_id] = delivered.get(row.organisation_id, NONE) + share
    return delivered


def _share(row: Delivery, year: LedgerYear) -> Decimal:
    first, until = row.valid_from or year.first, row.valid_until or year.until
    return row.hours * _days(first, until, year) / (until - first).days
