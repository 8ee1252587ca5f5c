"""Every figure of a data set beside the published one, as plain rows for machines."""

from collections.abc import Iterator, Sequence
from typing import TypedDict

from ivz.insight.comparisons import Cell, Comparison, Standing, ThemeRow
from ivz.insight.findings import Verdict


class RecomputedFigure(TypedDict):
    """One figure; ``published`` is empty where the source states none.

    Numbers are texts with a decimal point; ``cause`` is a word for machines.
    """

    figure: str
    area: str
    theme: str
    published: str
    recomputed: str
    unit: str
    verdict: Verdict
    cause: str


def rows_of(comparison: Comparison) -> list[RecomputedFigure]:
    """Give every rank, the rank sums and the row of the larger area."""
    rows = [_rank(row, cell) for row in comparison.rows for cell in row.cells if cell.rank]
    rows += _sums("rank_sum_priorities", comparison, comparison.priorities)
    rows += _sums("rank_sum_all", comparison, comparison.rows)
    return [*rows, *_totals(comparison)]


def _rank(row: ThemeRow, cell: Cell) -> RecomputedFigure:
    verdict: Verdict = "differs" if cell.deviates else "agrees"
    if cell.published_rank is None:
        verdict = "unclear"
    return RecomputedFigure(
        figure="rank",
        area=cell.area.name,
        theme=row.theme.name,
        published=str(cell.published_rank or ""),
        recomputed=str(cell.rank),
        unit="rank",
        verdict=verdict,
        cause=_cause_of_rank(row, cell),
    )


def _cause_of_rank(row: ThemeRow, cell: Cell) -> str:
    if cell.published_rank is None:
        return "not_published"
    if not cell.deviates:
        return "equal"
    swapped = [
        other
        for other in row.cells
        if (other.rank, other.published_rank) == (cell.published_rank, cell.rank)
    ]
    return "swapped" if swapped else "does_not_follow"


def _sums(
    figure: str, comparison: Comparison, rows: Sequence[ThemeRow]
) -> Iterator[RecomputedFigure]:
    printed = {standing.area: standing for standing in comparison.printed_standings(rows)}
    for standing in comparison.standings(rows):
        published = printed.get(standing.area)
        yield RecomputedFigure(
            figure=figure,
            area=standing.area.name,
            theme="",
            published=str(published.rank_sum) if published else "",
            recomputed=str(standing.rank_sum),
            unit="rank",
            verdict=_verdict_of_sum(standing, published),
            cause=_cause_of_sum(standing, published),
        )


def _verdict_of_sum(standing: Standing, published: Standing | None) -> Verdict:
    if published is None:
        return "unclear"
    return "agrees" if published.rank_sum == standing.rank_sum else "differs"


def _cause_of_sum(standing: Standing, published: Standing | None) -> str:
    if published is None:
        return "not_published"
    return "equal" if published.rank_sum == standing.rank_sum else "printed_ranks"


def _totals(comparison: Comparison) -> Iterator[RecomputedFigure]:
    area, check = comparison.total_area, comparison.total_check
    if area is None or check is None:
        return
    decimals = comparison.data_set.decimals
    for row in comparison.rows:
        if row.total is None or row.weighted_mean is None:
            continue
        agrees = abs(row.weighted_mean - float(row.total)) <= 10.0**-decimals
        yield RecomputedFigure(
            figure="weighted_mean",
            area=area.name,
            theme=row.theme.name,
            published=f"{row.total:.{decimals}f}",
            recomputed=f"{row.weighted_mean:.{decimals + 2}f}",
            unit=comparison.data_set.unit,
            verdict="agrees" if agrees else "unclear" if check.agrees else "differs",
            cause=_cause_of_total(comparison, agrees=agrees, fits=check.agrees),
        )


def _cause_of_total(comparison: Comparison, *, agrees: bool, fits: bool) -> str:
    if agrees:
        return "weighted_by_inhabitants"
    return f"inhabitants_of_{comparison.population_on}" if fits else "no_weights_fit"
