"""Bringing in figures and statements about figures.

Policy: docs/policy/figures.md#import
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.authorization.openness import Openness
from ivz.insight import rules
from ivz.insight.actions import signals
from ivz.insight.claims import check_claim
from ivz.insight.claims.cells import decimals_of, plain
from ivz.insight.comparing import compare
from ivz.insight.comparisons import Cell
from ivz.insight.models import Claim, DataSet, Figure
from ivz.network.models import Area, Body, Network, Theme
from ivz.tabular.reading import (
    CellRefused,
    Column,
    Parser,
    decimal_number,
    one_of,
    read_table,
    whole_number,
)

RATE_LIMIT = 1_000_000
LARGEST_RANK = 1_000


@dataclass(frozen=True, kw_only=True)
class Description:
    """What a file of figures does not say itself; the fields are those of ``DataSet``."""

    slug: str
    title: str
    unit: str
    denominator: str
    period_from: date
    period_until: date
    source: str
    per: int = 1000
    decimals: int = 2
    definition: str = ""
    definition_version: str = "1"
    interpretation: str = ""
    is_provisional: bool = False
    openness: Openness = Openness.NETWORK


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What an import brought in, and which printed ranks it found wrong."""

    data_set: DataSet
    figures: int
    deviating: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Statement:
    """Something a paper states, with the cells it rests on; kinds stand in ``claims.py``."""

    code: str
    kind: str
    place: str
    statement: str
    cells: dict[str, Any]


@transaction.atomic
def import_incidence(
    content: bytes,
    *,
    network: Network,
    description: Description,
    priorities: Collection[Theme] = (),
    by: Actor,
) -> Imported:
    """Import a table of rates per area and theme, whole or not at all, and find its signals.

    Args:
        content: CSV with ``area``, ``theme``, ``rate_per_<per>`` and, where the source
            printed ranks, ``published_rank``.
        network: whose figures these are.
        description: what the file does not say itself.
        priorities: the themes the network chose as its own.
        by: who imports.

    Returns:
        The data set, and each printed rank that does not follow; it is stored as printed.

    Raises:
        TableRefused: with line, column and what was expected; nothing was stored.
        RuleBroken: there is a data set at this address already.
    """
    rules.check_may_import(network, by=by)
    rules.check_address_is_free(description.slug)
    rate = f"rate_per_{description.per}"
    rows = read_table(content, columns=_columns(rate, description), unique=("area", "theme"))
    data_set = DataSet.objects.create(
        **vars(description),
        planned_openness=description.openness,
        network=network,
        imported_by=by.user,
    )
    data_set.priorities.set(priorities)
    _store(rows, rate, data_set=data_set)
    record("data_set.imported", subject=data_set, by=by)
    signals.find(data_set, by=by)
    return Imported(data_set=data_set, figures=len(rows), deviating=_deviating(data_set))


@transaction.atomic
def import_claims(
    statements: Sequence[Statement], *, body: Body, paper: str, by: Actor
) -> list[Claim]:
    """Store what a paper for ``body`` states, in its order; replaces what was stored for it.

    Raises:
        ClaimUnreadable: an unknown kind or a missing cell; nothing was stored.
    """
    rules.check_may_import(body.network, by=by)
    Claim.objects.filter(body=body, paper=paper).delete()
    claims = [
        Claim.objects.create(
            body=body,
            paper=paper,
            code=statement.code,
            kind=statement.kind,
            place=statement.place,
            statement=statement.statement,
            cells=plain(statement.cells),
            position=position,
        )
        for position, statement in enumerate(statements, start=1)
    ]
    for claim in claims:
        check_claim(claim)
    record("claims.imported", subject=body, by=by)
    return claims


def _store(rows: Sequence[dict[str, Any]], rate: str, *, data_set: DataSet) -> None:
    Figure.objects.bulk_create(
        Figure(
            data_set=data_set,
            area=row["area"],
            theme=row["theme"],
            rate=row[rate],
            published_rank=row["published_rank"],
        )
        for row in rows
    )


def _deviating(data_set: DataSet) -> tuple[Cell, ...]:
    rows = compare(data_set, with_inhabitants=False).rows
    return tuple(cell for row in rows for cell in row.cells if cell.deviates)


def _columns(rate: str, description: Description) -> dict[str, Column]:
    return {
        "area": Column(parse=one_of(_by_name(Area.objects.all()), what=_("an area"))),
        "theme": Column(parse=one_of(_by_name(Theme.objects.all()), what=_("a theme"))),
        rate: Column(parse=_rate(description.decimals)),
        "published_rank": Column(parse=_rank, is_required=False),
    }


def _by_name(named: Collection[Any]) -> dict[str, Any]:
    """Give each area or theme by every name that fits no other."""
    by_name: dict[str, Any] = {}
    shared = set()
    for one in named:
        for name in one.names:
            if by_name.setdefault(name, one) != one:
                shared.add(name)
    return {name: one for name, one in by_name.items() if name not in shared}


def _rate(decimals: int) -> Parser:
    def parse(value: str) -> Decimal:
        rate = decimal_number(value)
        if decimals_of(rate) > decimals or rate >= RATE_LIMIT:
            raise CellRefused(
                _("a number below %(limit)s with at most %(decimals)s decimals, not “%(value)s”")
                % {"limit": RATE_LIMIT, "decimals": decimals, "value": value}
            )
        return rate

    return parse


def _rank(value: str) -> int:
    rank = whole_number(value)
    if not 1 <= rank <= LARGEST_RANK:
        raise CellRefused(
            _("a rank from 1 to %(largest)s, not “%(value)s”")
            % {"largest": LARGEST_RANK, "value": value}
        )
    return rank
