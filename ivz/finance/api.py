"""Contributions for other programs.

Amounts are whole euro cents; exact amounts are rounded half up to the cent.
Policy: docs/policy/contributions.md
"""

from datetime import date
from typing import Annotated, Any

from ninja import Field, Query, Router

from ivz.accounts.actors import Actor
from ivz.finance import queries
from ivz.finance.contributions import Line
from ivz.finance.overview import Overview
from ivz.finance.states import Basis, Cause, Choice
from ivz.web.api import ApiSchema, NotFound, Slug
from ivz.web.requests import Request

router = Router(by_alias=True, tags=["contributions"])


class TierAnswer(ApiSchema):
    """Hours and surcharge for municipalities from a number of inhabitants, up to another."""

    from_inhabitants: int
    until_inhabitants: int | None
    hours_per_week: int
    surcharge_cents: int


class PublishedAnswer(ApiSchema):
    """What the source printed, and why it differs from what was computed."""

    hours_per_week: int
    hours_cause: Cause
    value_of_hours_cents: int
    value_of_hours_cause: Cause
    surcharge_rate_cents: int
    surcharge_cents: int
    surcharge_cause: Cause


class ContributionAnswer(ApiSchema):
    """What one municipality owes; ``choice`` is empty for whoever has no seat in the network."""

    area: Annotated[str, Field(examples=["GM0164"])]
    area_name: str
    inhabitants: int
    is_derived: bool
    fixed_cents: int
    hours_per_week: int
    value_of_hours_cents: int
    surcharge_cents: int
    published: PublishedAnswer | None
    choice: Choice | None


class ContributionsAnswer(ApiSchema):
    """The contributions of a network in a year, over one count of inhabitants."""

    network: str
    year: int
    title: str
    source: str
    basis: Basis
    population_on: date
    rate_cents: int
    full_time_year_cents: int
    full_time_hours_per_week: int
    is_full_time_price_derived: bool
    tiers: list[TierAnswer]
    items: list[ContributionAnswer]


class ContributionFilter(ApiSchema):
    """Which contributions are asked; without a basis the published one, where there is one."""

    network: Annotated[
        Slug | None,
        Field(
            description="The network that pays; without it: any whose contributions may be seen.",
            examples=["twente"],
        ),
    ] = None
    year: Annotated[
        int | None,
        Field(ge=1900, le=2200, description="The year of the contributions; without it: the last."),
    ] = None
    basis: Basis | None = None


@router.get("/contributions", response=ContributionsAnswer, operation_id="getContributions")
def contributions(request: Request, asked: Query[ContributionFilter]) -> dict[str, Any]:
    """Give the contributions per municipality, computed beside published."""
    overview = queries.newest_overview(request.actor, network=asked.network, year=asked.year)
    if overview is None:
        raise NotFound
    return _answer(overview, asked.basis or overview.default_basis(), actor=request.actor)


def _answer(overview: Overview, basis: Basis, *, actor: Actor) -> dict[str, Any]:
    scheme, table = overview.scheme, overview.tables[basis]
    choices = queries.choices_for(scheme, actor=actor) or {}
    chosen = {area: choice.choice for area, choice in choices.items()}
    return {
        "network": scheme.network.slug,
        "year": scheme.year,
        "title": scheme.title,
        "source": scheme.source,
        "basis": basis,
        "population_on": scheme.population_on,
        "rate_cents": table.terms.rate.cents_per_inhabitant,
        "full_time_year_cents": table.terms.price.cents_per_year,
        "full_time_hours_per_week": table.terms.price.hours_per_week,
        "is_full_time_price_derived": table.terms.price.is_derived,
        "tiers": table.terms.tiers,
        "items": [_item(line, choice=chosen.get(line.area.pk)) for line in table.lines],
    }


def _item(line: Line, *, choice: str | None) -> dict[str, Any]:
    return {
        "area": line.area.code,
        "area_name": line.area.name,
        "inhabitants": line.inhabitants,
        "is_derived": line.is_derived,
        "fixed_cents": line.fixed_cents,
        "hours_per_week": line.tier.hours_per_week,
        "value_of_hours_cents": line.value_cents,
        "surcharge_cents": line.surcharge_cents,
        "published": _published(line),
        "choice": choice,
    }


def _published(line: Line) -> dict[str, Any] | None:
    if line.published is None:
        return None
    return {
        "hours_per_week": line.published.hours_per_week,
        "hours_cause": line.hours_cause,
        "value_of_hours_cents": line.published.value_of_hours_cents,
        "value_of_hours_cause": line.value_cause,
        "surcharge_rate_cents": line.published.surcharge_rate_cents,
        "surcharge_cents": line.published.surcharge_cents,
        "surcharge_cause": line.surcharge_cause,
    }
