"""The registers as tables for a spreadsheet."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from ivz.network.models import Network
from ivz.portfolios.models import LocalRegister, Priority
from ivz.portfolios.queries.coverage import Coverage
from ivz.portfolios.queries.portfolios import PortfolioRow
from ivz.portfolios.queries.priorities import ThemeColumn
from ivz.portfolios.queries.registers import LocalAnswer
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


def priorities(rows: Iterable[Priority], *, network: Network, on: date) -> Table:
    """Write one line per municipality and theme."""
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
        rows=[
            [
                row.municipality.code,
                row.municipality.name,
                row.theme.code,
                row.theme.name,
                row.valid_from,
                row.last_day,
                row.source,
                row.note,
                row.is_invented,
            ]
            for row in rows
        ],
        facts=_facts(network, on=on),
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


def _facts(network: Network, *, on: date) -> list[tuple[str, Value]]:
    return [
        (_("Network"), network.name),
        (_("Reference date"), on),
        (_("Source"), _("Registers of %(network)s") % {"network": network.name}),
    ]
