"""Portfolios, priorities and local policies: one answer per day, of areas and people that may."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from django.db.models import F, Model, Q

from ivz.errors import passes
from ivz.home.queries.integrity.finding import Finding, about, each, overlaps
from ivz.network.models import Dated, Network
from ivz.network.models.areas import AreaKind
from ivz.portfolios.models import LocalPolicy, Portfolio, Priority
from ivz.portfolios.rules.holders import check_decides, deciding_seats

Row = TypeVar("Row", bound=Dated)


def portfolio_findings() -> Iterator[Finding]:
    """Find two answers for one day, of what is no municipality that day, and undue holders."""
    yield from _double(Portfolio.objects.order_by("pk"), "network_id", "theme_id")
    yield from _double(Priority.objects.order_by("pk"), "municipality_id", "theme_id")
    yield from _double(LocalPolicy.objects.order_by("pk"), "municipality_id", "register_id")
    for model in (Priority, LocalPolicy):
        yield from _of_no_municipality(model)
    gone = Q(valid_from__gte=F("theme__valid_until"))
    for rows in (Portfolio.objects.filter(gone), Priority.objects.filter(gone)):
        yield from each(rows, "it starts after its theme ended")
    foreign = Portfolio.objects.exclude(decision=None).exclude(
        Q(decision__body__network=F("network")) | Q(decision__body__network=F("network__parent"))
    )
    yield from each(foreign, "the decision behind it was taken in another network")
    yield from _held_by_nobody_who_decides()


def _held_by_nobody_who_decides() -> Iterator[Finding]:
    """Find holders without a deciding seat on the first day; two or three queries per network."""
    for network in Network.objects.select_related("parent").order_by("pk"):
        seats = list(deciding_seats(network))
        held = Portfolio.objects.filter(network=network, holder__isnull=False)
        for row in held.select_related("holder").order_by("pk"):
            if row.holder and not passes(
                check_decides, row.holder, network=network, period=row, seats=seats
            ):
                yield about(row, "the holder decides nowhere on its first day")


def _double(rows: Iterable[Row], *keys: str) -> Iterator[Finding]:
    grouped: dict[tuple[int, ...], list[Row]] = defaultdict(list)
    for row in rows:
        grouped[tuple(getattr(row, key) for key in keys)].append(row)
    for same in grouped.values():
        for earlier, later in overlaps(same):
            yield about(later, f"shares a day with {earlier.pk}: {later.valid_from}")


def _of_no_municipality(model: type[Model]) -> Iterator[Finding]:
    rows = model._default_manager.all()
    other = rows.exclude(municipality__kind=AreaKind.MUNICIPALITY)
    yield from each(other, "its area is no municipality")
    early = Q(valid_from__lt=F("municipality__valid_from"))
    late = Q(valid_from__gte=F("municipality__valid_until"))
    yield from each(rows.filter(early | late), "it starts outside the life of its municipality")
