"""Effort per partner for other programs: hours owed, promised and delivered.

Policy: docs/policy/effort.md#the-ledger
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from ninja import Field, Query, Router

from ivz.effort.ledger import LedgerYear, PartnerEffort, ledger
from ivz.effort.tables import TENTH
from ivz.network.api.asked import asked_network
from ivz.network.models.people import OrganisationKind
from ivz.web.api import ApiSchema, DatedPaging, NotFound, Page, Slug, paged
from ivz.web.requests import Request

router = Router(by_alias=True, tags=["effort"])


class EffortAnswer(ApiSchema):
    """The hours of one partner in a year, up to a day."""

    organisation: Annotated[str, Field(examples=["gemeente-borne"])]
    name: str
    kind: OrganisationKind
    first_day: date
    last_day: date
    hours_owed: Annotated[Decimal | None, Field(description="Nothing where nothing was agreed.")]
    hours_promised: Decimal
    hours_delivered: Decimal


class EffortFilter(DatedPaging):
    """Which network and year; without a year that of the reference date."""

    network: Annotated[Slug, Field(examples=["twente"])]
    year: Annotated[int | None, Field(ge=1900, le=2100)] = None


@router.get("/effort", response=Page[EffortAnswer], operation_id="listEffort")
def effort(request: Request, asked: Query[EffortFilter]) -> dict[str, Any]:
    """List what each partner owes, promised and delivered, for who has a seat in the network."""
    network, on = asked_network(asked.network), asked.as_of or request.actor.today
    if network is None or network.pk not in request.actor.network_ids:
        raise NotFound
    year = LedgerYear(year=asked.year or on.year, on=on)
    rows = sorted(
        ledger(network, year, actor=request.actor).partners,
        key=lambda row: row.organisation.slug,
    )
    page = paged(rows, asked)
    return page | {"items": [_answer(row, year) for row in page["items"]]}


def _answer(row: PartnerEffort, year: LedgerYear) -> dict[str, Any]:
    return {
        "organisation": row.organisation.slug,
        "name": row.organisation.name,
        "kind": row.organisation.kind,
        "first_day": year.first,
        "last_day": year.last,
        "hours_owed": None if row.owed is None else row.owed.quantize(TENTH),
        "hours_promised": row.promised.quantize(TENTH),
        "hours_delivered": row.delivered.quantize(TENTH),
    }
