"""Every figure of a scheme beside the published one, as plain rows for machines."""

from collections.abc import Iterator
from typing import TypedDict

from ivz.finance.amounts import EURO
from ivz.finance.contributions import Line, Table
from ivz.finance.overview import Overview
from ivz.finance.states import Basis, Cause
from ivz.insight.findings import Verdict


class RecomputedFigure(TypedDict):
    """One figure; ``published`` is empty where the source states none.

    Numbers are texts with a decimal point; ``cause`` is the value of ``Cause``, or
    ``not_published``.
    """

    figure: str
    area: str
    published: str
    recomputed: str
    unit: str
    verdict: Verdict
    cause: str


def rows_of(overview: Overview) -> list[RecomputedFigure]:
    """Give the figures per municipality on both bases, then the totals and the capacity."""
    if not overview.tables:
        return []
    rows = [row for line in overview.derived.lines for row in _printed(line)]
    rows += [row for line in overview.counted.lines for row in _counted(line, overview)]
    return [*rows, *_totals(overview), *_capacity(overview)]


def _printed(line: Line) -> Iterator[RecomputedFigure]:
    published = line.published
    if published is None:
        return
    yield _row(
        "hours_per_week",
        area=line.area.name,
        pair=(str(published.hours_per_week), str(line.tier.hours_per_week)),
        unit="hours",
        cause=line.hours_cause,
    )
    yield _row(
        "value_of_hours",
        area=line.area.name,
        pair=(_euros(published.value_of_hours_cents), _euros(line.value_cents)),
        unit="euro",
        cause=line.value_cause,
    )
    yield _row(
        "surcharge_over_implied_inhabitants",
        area=line.area.name,
        pair=(_euros(published.surcharge_cents), _euros(line.surcharge_cents)),
        unit="euro",
        cause=line.surcharge_cause,
    )


def _counted(line: Line, overview: Overview) -> Iterator[RecomputedFigure]:
    published = line.published
    if published is None:
        return
    day = overview.scheme.population_on.isoformat()
    yield _row(
        f"hours_per_week_cbs_{day}",
        area=line.area.name,
        pair=(str(published.hours_per_week), str(line.tier.hours_per_week)),
        unit="hours",
        cause=line.hours_cause,
    )
    yield _row(
        f"surcharge_cbs_{day}",
        area=line.area.name,
        pair=(_euros(published.surcharge_cents), _euros(line.surcharge_cents)),
        unit="euro",
        cause=line.surcharge_cause,
    )


def _totals(overview: Overview) -> Iterator[RecomputedFigure]:
    area = overview.scheme.network.name
    table = overview.derived
    if table.is_published_in_full:
        totals = table.totals
        yield _row(
            "value_of_hours_total",
            area=area,
            pair=(_euros(totals.published_value), _euros(totals.value_shown)),
            unit="euro",
            cause=_cause_of_total(totals.value_difference, table),
        )
        yield _row(
            "surcharge_total",
            area=area,
            pair=(_euros(totals.published_surcharge), _euros(totals.surcharge_shown)),
            unit="euro",
            cause=_cause_of_total(totals.surcharge_difference, table),
        )
    for basis in Basis:
        for yielded in overview.rate_totals(basis):
            yield _row(
                f"fixed_contribution_at_{_euros(yielded.rate.cents_per_inhabitant)}_{basis}",
                area=area,
                pair=("", _euros(yielded.cents)),
                unit="euro",
            )


def _cause_of_total(difference: int, table: Table) -> Cause:
    if difference == 0:
        return Cause.EQUAL
    causes = {line.value_cause for line in table.lines} - {None, Cause.EQUAL}
    return causes.pop() or Cause.UNEXPLAINED if len(causes) == 1 else Cause.UNEXPLAINED


def _capacity(overview: Overview) -> Iterator[RecomputedFigure]:
    capacity = overview.capacity
    if capacity is None:
        return
    area = overview.scheme.network.name
    shares = [
        ("capacity_current", capacity.current_percent, capacity.current_fte),
        ("capacity_needed", capacity.needed_percent, capacity.needed_fte),
    ]
    for figure, percent, fte in shares:
        yield _row(f"{figure}_percent", area=area, pair=("", str(percent)), unit="percent")
        yield _row(f"{figure}_fte", area=area, pair=("", f"{fte.normalize():f}"), unit="fte")


def _euros(cents: int) -> str:
    whole, rest = divmod(cents, EURO)
    return f"{whole}.{rest:02}"


def _row(
    figure: str, *, area: str, pair: tuple[str, str], unit: str, cause: Cause | None = None
) -> RecomputedFigure:
    verdict: Verdict = "unclear"
    if cause is not None:
        verdict = "agrees" if cause == Cause.EQUAL else "differs"
    return RecomputedFigure(
        figure=figure,
        area=area,
        published=pair[0],
        recomputed=pair[1],
        unit=unit,
        verdict=verdict,
        cause=cause.value if cause else "not_published",
    )
