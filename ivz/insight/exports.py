"""The figures of a comparison as CSV, each with all that belongs to it."""

import csv
import io

from ivz.insight.comparisons import Cell, Comparison

COLUMNS = (
    "area",
    "theme",
    "field",
    "rate",
    "unit",
    "rank",
    "rank_is_shared",
    "published_rank",
    "interval_lower",
    "interval_upper",
    "interval_note",
    "more_is_not_worse",
    "is_priority",
    "period_from",
    "period_until",
    "source",
    "definition_version",
    "is_provisional",
)


def as_csv(comparison: Comparison) -> str:
    """Write one line per area and theme, with the larger area last per theme."""
    lines = io.StringIO()
    writer = csv.DictWriter(lines, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for row in comparison.rows:
        shared = {
            "theme": row.theme.name,
            "field": row.theme.field.name,
            "more_is_not_worse": _yes(row.theme.more_is_not_worse),
            "is_priority": _yes(row.is_priority),
            **_about(comparison),
        }
        writer.writerows({**shared, **_figures(cell)} for cell in row.cells)
        if comparison.total_area and row.total is not None:
            rate = f"{row.total:.{comparison.data_set.decimals}f}"
            writer.writerow({**shared, "area": comparison.total_area.name, "rate": rate})
    return lines.getvalue()


def _about(comparison: Comparison) -> dict[str, str]:
    data_set = comparison.data_set
    return {
        "unit": data_set.unit,
        "period_from": data_set.period_from.isoformat(),
        "period_until": data_set.period_until.isoformat(),
        "source": data_set.source,
        "definition_version": data_set.definition_version,
        "is_provisional": _yes(data_set.is_provisional),
    }


def _figures(cell: Cell) -> dict[str, str]:
    decimals = cell.data_set.decimals
    interval = cell.interval
    return {
        "area": cell.area.name,
        "rate": "" if cell.rate is None else f"{cell.rate:.{decimals}f}",
        "rank": str(cell.rank or ""),
        "rank_is_shared": _yes(cell.is_shared),
        "published_rank": str(cell.published_rank or ""),
        "interval_lower": f"{interval.lower:.{decimals}f}" if interval else "",
        "interval_upper": f"{interval.upper:.{decimals}f}" if interval else "",
        "interval_note": "derived" if interval else "none: count not published",
    }


def _yes(value: bool) -> str:  # noqa: FBT001 -- the value itself, not a switch
    return "yes" if value else "no"
