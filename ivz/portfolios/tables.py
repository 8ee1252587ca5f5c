"""The registers as tables for a spreadsheet."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from ivz.network.models import Network
from ivz.portfolios.models import LocalRegister
from ivz.portfolios.queries.coverage import Coverage
from ivz.portfolios.queries.portfolios import PortfolioRow
from ivz.portfolios.queries.priorities import Matrix, MatrixRow, ThemeColumn
from ivz.portfolios.queries.registers import LocalAnswer
from ivz.portfolios.queries.themes import FieldOfThemes, ThemeRow
from ivz.tabular.writing import Table, Value


def portfolios(rows: Iterable[PortfolioRow], *, network: Network, on: date) -> Table:
    """Write one line per portfolio."""
    return Table(
        title=_("Portfolios"),
        columns=[
            _("theme code"),
            _("theme"),
            _("state"),
            _("holder"),
            _("project leader"),
            _("from"),
            _("up to and including"),
            _("decision"),
            _("remark"),
            _("invented example"),
        ],
        rows=[_portfolio(row) for row in rows],
        facts=_facts(network, on=on),
    )


def _portfolio(row: PortfolioRow) -> Sequence[Value]:
    portfolio = row.portfolio
    return [
        portfolio.theme.code,
        portfolio.theme.name,
        portfolio.get_state_display(),
        portfolio.holder.function if portfolio.holder else "",
        portfolio.project_leader.function if portfolio.project_leader else "",
        portfolio.valid_from,
        portfolio.last_day,
        row.decided_by,
        portfolio.note,
        bool(portfolio.holder and portfolio.holder.is_invented),
    ]


def coverage(found: Coverage, *, network: Network, on: date) -> Table:
    """Write one line per area and team, with what is missing."""
    return Table(
        title=_("Coverage of expert teams"),
        columns=[
            _("code"),
            _("area"),
            _("team"),
            _("seats filled"),
            _("seats open"),
            _("seats on record"),
            _("is missing"),
            _("invented example"),
        ],
        rows=[
            [
                row.area.code,
                row.area.name,
                cell.team.name,
                len(cell.filled),
                len(cell.waiting),
                cell.is_recorded,
                cell.is_gap,
                cell.is_invented,
            ]
            for row in found.rows
            for cell in row.cells
        ],
        facts=_facts(network, on=on),
    )


def priorities(found: Matrix, *, network: Network, on: date) -> Table:
    """Write one line per municipality and theme, and one where a municipality chose nothing.

    A spreadsheet has the matrix of the page on a sheet of its own.
    """
    return Table(
        title=_("Municipal priorities"),
        columns=[
            _("code"),
            _("municipality"),
            _("theme code"),
            _("theme"),
            _("from"),
            _("up to and including"),
            _("source"),
            _("remark"),
            _("invented example"),
        ],
        rows=[line for row in found.rows for line in _chosen(row)],
        facts=_facts(network, on=on),
        further=[_crossed(found)],
    )


def _chosen(row: MatrixRow) -> list[Sequence[Value]]:
    place = [row.municipality.code, row.municipality.name]
    if not row.count:
        return [[*place, "", "", None, None, "", _("Nothing filled in"), None]]
    return [
        [
            *place,
            chosen.theme.code,
            chosen.theme.name,
            chosen.valid_from,
            chosen.last_day,
            chosen.source,
            chosen.note,
            chosen.is_invented,
        ]
        for chosen in row.cells
        if chosen is not None
    ]


def _crossed(found: Matrix) -> Table:
    """Write municipalities against themes, with a cross where a municipality chose a theme."""
    return Table(
        title=_("Municipalities against themes"),
        columns=[
            _("code"),
            _("municipality"),
            *(column.theme.name for column in found.columns),
            _("number of themes"),
        ],
        rows=[
            [
                row.municipality.code,
                row.municipality.name,
                *("x" if chosen else "" for chosen in row.cells),
                row.count,
            ]
            for row in found.rows
        ],
    )


def frequent(columns: Iterable[ThemeColumn], *, network: Network, on: date, least: int) -> Table:
    """Write one line per theme, with the municipalities and documents that say so."""
    return Table(
        title=_("Themes that play in many places"),
        columns=[
            _("theme code"),
            _("theme"),
            _("number of municipalities"),
            _("municipalities"),
            _("sources"),
        ],
        rows=[
            [
                column.theme.code,
                column.theme.name,
                column.count,
                ", ".join(row.municipality.name for row in column.priorities),
                "; ".join(sorted({row.source for row in column.priorities})),
            ]
            for column in columns
        ],
        facts=[*_facts(network, on=on), (_("In at least so many municipalities"), least)],
    )


def answers(
    rows: Iterable[LocalAnswer], *, register: LocalRegister, network: Network, on: date
) -> Table:
    """Write one line per municipality, also where nothing was filled in."""
    return Table(
        title=register.name,
        columns=[
            _("code"),
            _("municipality"),
            _("answer"),
            _("from"),
            _("up to and including"),
            _("source"),
            _("remark"),
            _("invented example"),
        ],
        rows=[_answer(row) for row in rows],
        facts=[*_facts(network, on=on), (_("Question"), register.question)],
    )


def _answer(row: LocalAnswer) -> Sequence[Value]:
    policy = row.policy
    if policy is None:
        return [row.municipality.code, row.municipality.name, "", None, None, "", "", None]
    return [
        row.municipality.code,
        row.municipality.name,
        policy.answer,
        policy.valid_from,
        policy.last_day,
        policy.source,
        policy.note,
        policy.is_invented,
    ]


def themes(fields: Iterable[FieldOfThemes], *, network: Network, on: date) -> Table:
    """Write one line per theme, field by field; what is not in use on the day comes last in its."""
    return Table(
        title=_("Safety themes"),
        columns=[
            _("field"),
            _("theme code"),
            _("theme"),
            _("other names"),
            _("earlier"),
            _("holder"),
            _("number of municipalities"),
            _("from"),
            _("up to and including"),
            _("followed by"),
            _("in use on this day"),
            _("invented example"),
        ],
        rows=[
            _theme(row, in_use=row.theme.is_in_force(on))
            for group in fields
            for row in [*group.current, *group.other]
        ],
        facts=_facts(network, on=on),
    )


def _theme(row: ThemeRow, *, in_use: bool) -> Sequence[Value]:
    theme, holder = row.theme, row.portfolio.holder if row.portfolio else None
    state = row.portfolio.get_state_display() if row.portfolio else ""
    return [
        str(theme.field),
        theme.code,
        theme.name,
        "; ".join(row.aliases),
        "; ".join(earlier.name for earlier in row.came_from),
        holder.function if holder else state,
        row.municipality_count,
        theme.valid_from,
        theme.last_day,
        theme.successor.name if theme.successor else "",
        in_use,
        bool(holder and holder.is_invented),
    ]


def _facts(network: Network, *, on: date) -> list[tuple[str, Value]]:
    return [
        (_("Network"), network.name),
        (_("Reference date"), on),
        (_("Source"), _("Registers of %(network)s") % {"network": network.name}),
    ]
