"""Every figure of a scheme beside the published one, as plain rows for machines."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TypedDict

from ivz.finance.amounts import EURO
from ivz.finance.contributions import Line, Table
from ivz.finance.overview import Capacity, Overview
from ivz.finance.states import Basis, Cause
from ivz.insight.findings import Verdict
from ivz.insight.queries import CheckedClaim


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


def rows_of(overview: Overview, stated: Iterable[CheckedClaim] = ()) -> list[RecomputedFigure]:
    """Give the figures per municipality on both bases, then the totals and the capacity.

    ``stated`` is what papers state; what they say of the capacity table stands beside it.
    """
    if not overview.tables:
        return []
    rows = [row for line in overview.derived.lines for row in _printed(line)]
    rows += [row for line in overview.counted.lines for row in _counted(line, overview)]
    return [*rows, *_totals(overview), *_capacity(overview, stated)]


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


def _capacity(overview: Overview, stated: Iterable[CheckedClaim]) -> Iterator[RecomputedFigure]:
    capacity = overview.capacity
    if capacity is None:
        return
    area, said = overview.scheme.network.name, _said_of(capacity, stated)
    shares = [
        ("capacity_current", capacity.current_percent, capacity.current_fte),
        ("capacity_needed", capacity.needed_percent, capacity.needed_fte),
    ]
    for share, percent, fte in shares:
        for unit, shown in [("percent", str(percent)), ("fte", _plain(fte))]:
            published, cause = said.get(f"{share}_{unit}", ("", None))
            yield _row(
                f"{share}_{unit}", area=area, pair=(published, shown), unit=unit, cause=cause
            )


def _said_of(capacity: Capacity, stated: Iterable[CheckedClaim]) -> Mapping[str, tuple[str, Cause]]:
    """Give what is published of the totals: the post itself, and the statements on these tasks."""
    said = {}
    if capacity.current_percent == 100:
        said["capacity_current_fte"] = (_plain(capacity.base_fte), Cause.EQUAL)
    totals = {
        "capacity_current_percent": {task.task: task.current_percent for task in capacity.tasks},
        "capacity_needed_percent": {task.task: task.needed_percent for task in capacity.tasks},
    }
    needed = sorted([Decimal(capacity.needed_percent) / 100, capacity.base_fte])
    for checked in stated:
        cells = checked.claim.cells
        parts = {part["name"]: part["value"] for part in cells.get("parts", [])}
        factors = sorted(Decimal(str(factor["value"])) for factor in cells.get("factors", []))
        names = [name for name, tasks in totals.items() if tasks == parts]
        if factors == needed:
            names.append("capacity_needed_fte")
        agrees = checked.finding.verdict == "agrees"
        cause = Cause.EQUAL if agrees else Cause.UNEXPLAINED
        said |= {name: (str(cells["stated"]), cause) for name in names}
    return said


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


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
