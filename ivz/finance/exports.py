"""The contribution table as a CSV file that explains itself."""

import csv
import io

from django.utils.translation import gettext as _

from ivz.finance import amounts
from ivz.finance.contributions import Line
from ivz.finance.overview import Overview
from ivz.finance.states import Basis

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_of(overview: Overview, basis: Basis) -> str:
    """Give the lines of one basis; each carries source, definition and how it was counted.

    Amounts are euros with a decimal point; an empty cell means: not published.
    """
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(_header())
    counted_as = _counted_as(overview, basis)
    for line in overview.tables[basis].lines:
        cells = [*_cells(line), counted_as, overview.scheme.source, _definition()]
        writer.writerow([_as_text(cell) for cell in cells])
    return target.getvalue()


def _header() -> list[str]:
    return [
        _("code"),
        _("municipality"),
        _("inhabitants"),
        _("fixed contribution in euros"),
        _("hours per week"),
        _("value of the hours in euros"),
        _("value of the hours in euros, published"),
        _("cause of the difference in value"),
        _("surcharge per inhabitant in euros"),
        _("surcharge in euros"),
        _("surcharge in euros, published"),
        _("cause of the difference in surcharge"),
        _("how the inhabitants were counted"),
        _("source"),
        _("definition"),
    ]


def _cells(line: Line) -> list[str]:
    published = line.published
    return [
        line.area.code,
        line.area.name,
        str(line.inhabitants),
        _euros(line.fixed_cents),
        str(line.tier.hours_per_week),
        _euros(line.value_cents),
        _euros(published.value_of_hours_cents) if published else "",
        str(line.value_cause.label) if line.value_cause else "",
        _euros(line.tier.surcharge_cents),
        _euros(line.surcharge_cents),
        _euros(published.surcharge_cents) if published else "",
        str(line.surcharge_cause.label) if line.surcharge_cause else "",
    ]


def _counted_as(overview: Overview, basis: Basis) -> str:
    if basis == Basis.IMPLIED:
        return _("derived: published surcharge divided by surcharge per inhabitant")
    return _("CBS, %(day)s") % {"day": overview.scheme.population_on.isoformat()}


def _definition() -> str:
    return _(
        "value of the hours = hours / hours of a full-time week x price of a full-time year; "
        "surcharge = inhabitants x surcharge per inhabitant of the tier [from, until); "
        "fixed contribution = inhabitants x rate on 1 January"
    )


def _euros(cents: int) -> str:
    whole, rest = divmod(cents, amounts.EURO)
    return f"{whole}.{rest:02}"


def _as_text(cell: str) -> str:
    """Keep a spreadsheet from reading a text as a formula."""
    return f"'{cell}" if cell.startswith(_STARTS_A_FORMULA) else cell
