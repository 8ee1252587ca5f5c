"""The registers per municipality, and what each municipality answers in them as of a day."""

from datetime import date
from typing import Annotated, Any

from ninja import Field, Query, Router

from ivz.portfolios.api.portfolios import (
    NetworkSlug,
    ThemeReference,
    network_or_not_found,
    theme_or_not_found,
    theme_reference,
)
from ivz.portfolios.models import LocalPolicy, LocalRegister
from ivz.portfolios.queries import registers as queries
from ivz.web.api import ApiSchema, DatedPaging, NotFound, Page, Slug, paged
from ivz.web.requests import Request

router = Router(by_alias=True, tags=["local registers"])

Until = Annotated[date | None, Field(description="The first day on which it no longer holds.")]


class LocalRegisterAnswer(ApiSchema):
    """A question that each municipality of a network answers."""

    id: Annotated[str, Field(examples=["coffeeshopbeleid"])]
    name: str
    question: str
    network: Annotated[str, Field(description="The network that asks it, and those within it.")]
    theme: ThemeReference | None
    valid_from: date | None
    valid_until: Until


class LocalRegisterFilter(DatedPaging):
    """Which registers per municipality are asked."""

    network: Annotated[
        NetworkSlug | None,
        Field(description="Only what municipalities of this network answer.", examples=["twente"]),
    ] = None
    theme: Annotated[
        Slug | None, Field(description="The code of a theme, or another name it has.")
    ] = None


@router.get(
    "/local-registers", response=Page[LocalRegisterAnswer], operation_id="listLocalRegisters"
)
def local_registers(request: Request, asked: Query[LocalRegisterFilter]) -> dict[str, Any]:
    """List the registers per municipality that are asked on a day, by name."""
    network = network_or_not_found(asked.network) if asked.network is not None else None
    rows = queries.registers_on(asked.as_of or request.actor.today, network=network)
    if asked.theme is not None:
        rows = rows.filter(theme=theme_or_not_found(asked.theme))
    page = paged(rows, asked)
    return page | {"items": [_register(row) for row in page["items"]]}


def _register(row: LocalRegister) -> dict[str, Any]:
    return {
        "id": row.slug,
        "name": row.name,
        "question": row.question,
        "network": row.network.slug,
        "theme": theme_reference(row.theme) if row.theme else None,
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
    }


class LocalPolicyAnswer(ApiSchema):
    """What a municipality answers in a register, and the document that says so."""

    local_register: Annotated[str, Field(examples=["coffeeshopbeleid"])]
    local_register_name: str
    municipality: Annotated[str, Field(examples=["GM0141"])]
    municipality_name: str
    answer: str
    source: str
    note: str
    valid_from: date | None
    valid_until: Until
    is_invented: bool


class LocalPolicyFilter(DatedPaging):
    """Which answers are asked."""

    network: Annotated[
        NetworkSlug | None,
        Field(description="Only municipalities of this network.", examples=["twente"]),
    ] = None
    local_register: Annotated[Slug | None, Field(examples=["coffeeshopbeleid"])] = None
    municipality: Annotated[Slug | None, Field(examples=["GM0141"])] = None


@router.get("/local-policies", response=Page[LocalPolicyAnswer], operation_id="listLocalPolicies")
def local_policies(request: Request, asked: Query[LocalPolicyFilter]) -> dict[str, Any]:
    """List what municipalities answer on a day; who answered nothing is left out."""
    network = network_or_not_found(asked.network) if asked.network is not None else None
    rows = queries.answers_on(asked.as_of or request.actor.today, network=network)
    if asked.local_register is not None:
        rows = rows.filter(register=_register_or_not_found(asked.local_register))
    if asked.municipality is not None:
        rows = rows.filter(municipality__code=asked.municipality)
    page = paged(rows, asked)
    return page | {"items": [_policy(row) for row in page["items"]]}


def _register_or_not_found(slug: str) -> LocalRegister:
    register = LocalRegister.objects.filter(slug=slug).first()
    if register is None:
        raise NotFound
    return register


def _policy(row: LocalPolicy) -> dict[str, Any]:
    return {
        "local_register": row.register.slug,
        "local_register_name": row.register.name,
        "municipality": row.municipality.code,
        "municipality_name": row.municipality.name,
        "answer": row.answer,
        "source": row.source,
        "note": row.note,
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
        "is_invented": row.is_invented,
    }
