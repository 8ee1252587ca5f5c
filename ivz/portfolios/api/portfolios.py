"""Who holds which theme as of a day, and which areas sit in which expert teams.

People stand by function. A decision is named only where it is open to whoever asks.
Policy: docs/policy/identity.md
"""

from datetime import date
from typing import Annotated, Any

from ninja import Field, Query, Router

from ivz.network.models import Network, Theme
from ivz.portfolios.models import Portfolio
from ivz.portfolios.queries import coverage as coverage_queries
from ivz.portfolios.queries import portfolios as queries
from ivz.portfolios.queries.coverage import Cell
from ivz.portfolios.queries.portfolios import PortfolioRow
from ivz.portfolios.queries.themes import came_into
from ivz.portfolios.states import PortfolioState
from ivz.web.api import ApiSchema, DatedPaging, NotFound, Page, Slug, paged
from ivz.web.requests import Request

router = Router(by_alias=True, tags=["portfolios"])

NetworkSlug = Annotated[Slug, Field(examples=["twente"])]


class ThemeReference(ApiSchema):
    """A theme: its code and name, and the theme that took its place."""

    code: Annotated[str, Field(examples=["georganiseerde-criminaliteit"])]
    name: str
    successor: str | None


class HolderAnswer(ApiSchema):
    """Somebody by function, with the organisation they work for."""

    function: str
    organisation: str | None


class PortfolioAnswer(ApiSchema):
    """A theme in a network, with holder, project leader and decision."""

    network: str
    theme: ThemeReference
    state: PortfolioState
    holder: HolderAnswer | None
    project_leader: HolderAnswer | None
    valid_from: date | None
    valid_until: Annotated[
        date | None, Field(description="The first day on which it no longer holds.")
    ]
    decision: Annotated[
        str | None, Field(description="The reference of the decision, where that is open to you.")
    ]
    decided_in: str


class PortfolioFilter(DatedPaging):
    """Which portfolios are asked."""

    network: NetworkSlug | None = None
    theme: Annotated[
        Slug | None,
        Field(description="The code of a theme, or another name it has; with what it came from."),
    ] = None
    state: PortfolioState | None = None


@router.get("/portfolios", response=Page[PortfolioAnswer], operation_id="listPortfolios")
def portfolios(request: Request, asked: Query[PortfolioFilter]) -> dict[str, Any]:
    """List who holds which theme on a day."""
    rows = queries.all_portfolios_on(asked.as_of or request.actor.today)
    if asked.network is not None:
        rows = rows.filter(network=network_or_not_found(asked.network))
    if asked.theme is not None:
        rows = rows.filter(theme__in=came_into(theme_or_not_found(asked.theme)))
    if asked.state is not None:
        rows = rows.filter(state=asked.state)
    page = paged(rows, asked)
    found = queries.readable_rows(page["items"], actor=request.actor)
    return page | {"items": [_portfolio(row) for row in found]}


def _portfolio(row: PortfolioRow) -> dict[str, Any]:
    portfolio: Portfolio = row.portfolio
    return {
        "network": portfolio.network.slug,
        "theme": theme_reference(portfolio.theme),
        "state": portfolio.state,
        "holder": _person(portfolio.holder),
        "project_leader": _person(portfolio.project_leader),
        "valid_from": portfolio.valid_from,
        "valid_until": portfolio.valid_until,
        "decision": row.decision.reference if row.decision else None,
        "decided_in": portfolio.decided_in,
    }


def _person(person: Any) -> dict[str, Any] | None:
    if person is None:
        return None
    organisation = person.organisation.name if person.organisation else None
    return {"function": person.function, "organisation": organisation}


class CoverageFilter(DatedPaging):
    """Of which teams the coverage is asked."""

    network: NetworkSlug
    team: Annotated[Slug | None, Field(description="Only the team with this address.")] = None
    gaps: Annotated[bool, Field(description="Only where somebody is missing.")] = False


class CoverageAnswer(ApiSchema):
    """How many seats an area has in an expert team."""

    area: Annotated[str, Field(examples=["district-ijsselland"])]
    area_name: str
    team: str
    team_name: str
    filled: int
    waiting: Annotated[int, Field(description="Seats that wait for somebody.")]
    is_recorded: Annotated[
        bool, Field(description="Whether it is on record who sits in the team at all.")
    ]
    is_gap: bool
    is_invented: Annotated[
        bool, Field(description="Whether somebody who sits there is made up, to show how it works.")
    ]


@router.get("/coverage", response=Page[CoverageAnswer], operation_id="listCoverage")
def coverage(request: Request, asked: Query[CoverageFilter]) -> dict[str, Any]:
    """List which areas sit in which expert teams on a day."""
    network = network_or_not_found(asked.network)
    on = asked.as_of or request.actor.today
    found = coverage_queries.coverage(network, on=on, team=asked.team or "")
    cells = [cell for row in found.rows for cell in row.cells if cell.is_gap or not asked.gaps]
    return paged([_cell(cell) for cell in cells], asked)


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "area": cell.area.code,
        "area_name": cell.area.name,
        "team": cell.team.slug,
        "team_name": cell.team.name,
        "filled": len(cell.filled),
        "waiting": len(cell.waiting),
        "is_recorded": cell.is_recorded,
        "is_gap": cell.is_gap,
        "is_invented": cell.is_invented,
    }


def theme_reference(theme: Theme) -> dict[str, Any]:
    """Name a theme and its successor."""
    successor = theme.successor.code if theme.successor else None
    return {"code": theme.code, "name": theme.name, "successor": successor}


def network_or_not_found(slug: str) -> Network:
    """Give the network with this address."""
    network = Network.objects.select_related("area").filter(slug=slug).first()
    if network is None:
        raise NotFound
    return network


def theme_or_not_found(name: str) -> Theme:
    """Give the theme with this code or other name."""
    theme = queries.theme_called(name)
    if theme is None:
        raise NotFound
    return theme
