"""The parameters of a scheme, from the mapping in which they are delivered to unsaved rows.

The mapping has the form of ``scheme_2018.toml`` in the example data.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from ivz.errors import RuleBroken
from ivz.finance.models import HourPrice, RateDecision, Scheme, Tier
from ivz.network.models import Network

Given = Mapping[str, Any]
ONLY_ROUNDING = "whole_euro_half_up"
_LARGEST_CENTS = 32_767


def scheme_from(given: Given, *, network: Network) -> Scheme:
    """Make the scheme itself; ``bases`` names the reference date of the inhabitants.

    Raises:
        RuleBroken: a parameter is missing or asks another rounding than to whole euros, half up.
    """
    if given.get("rounding", ONLY_ROUNDING) != ONLY_ROUNDING:
        raise RuleBroken(_("Amounts are rounded to whole euros, half up; nothing else is built."))
    choice = given.get("tiers_in_force", {}).get("boundary_choice", "")
    return Scheme(
        network=network,
        year=_needed(given, "year", int),
        title=_needed(given, "title", str),
        source=_needed(given, "source", str),
        population_on=_reference_date(given),
        is_public=given.get("openness") == "public",
        boundary_choice=str(choice),
    )


def tiers_from(given: Given, *, scheme: Scheme) -> list[Tier]:
    """Make the tiers, in the order of their start."""
    tiers = [
        Tier(
            scheme=scheme,
            from_inhabitants=_needed(row, "from_inhabitants", int),
            until_inhabitants=row.get("until_inhabitants"),
            hours_per_week=_needed(row, "hours_per_week", int),
            surcharge_cents=_cents(row, "surcharge_eur_per_inhabitant", largest=_LARGEST_CENTS),
        )
        for row in _rows(given, "tiers")
    ]
    return sorted(tiers, key=lambda tier: tier.from_inhabitants)


def rates_from(given: Given, *, network: Network) -> list[RateDecision]:
    """Make the rates per inhabitant, oldest first."""
    rates = [
        RateDecision(
            network=network,
            cents_per_inhabitant=_cents(row, "eur_per_inhabitant", largest=_LARGEST_CENTS),
            valid_from=_needed(row, "valid_from", date),
            valid_until=row.get("valid_until"),
            decided_by=row.get("decided_by", ""),
            source=_needed(row, "source", str),
        )
        for row in _rows(given, "rates")
    ]
    return sorted(rates, key=lambda rate: str(rate.valid_from))


def prices_from(given: Given, *, network: Network) -> list[HourPrice]:
    """Make the prices of a full-time year, oldest first."""
    prices = [
        HourPrice(
            network=network,
            cents_per_year=_cents(row, "fte_price_eur", largest=2_000_000_000),
            hours_per_week=_needed(row, "hours_per_fte_week", int),
            is_derived=bool(row.get("derived", False)),
            valid_from=_needed(row, "valid_from", date),
            valid_until=row.get("valid_until"),
            source=_needed(row, "source", str),
        )
        for row in _rows(given, "hour_prices")
    ]
    return sorted(prices, key=lambda price: str(price.valid_from))


def _rows(given: Given, key: str) -> list[Given]:
    rows = given.get(key)
    if not isinstance(rows, list):
        raise RuleBroken(_("“%(name)s” is missing from the scheme.") % {"name": key})
    return rows


def _needed(given: Given, key: str, kind: type) -> Any:
    value = given.get(key)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise RuleBroken(_("“%(name)s” is missing from the scheme.") % {"name": key})
    return value


def _reference_date(given: Given) -> Any:
    counted = [basis for basis in _rows(given, "bases") if basis.get("kind") == "population"]
    return _needed(counted[0] if counted else {}, "on", date)


def _cents(given: Given, key: str, *, largest: int) -> int:
    try:
        cents = Decimal(str(given.get(key))) * 100
    except InvalidOperation:
        cents = Decimal(-1)
    if not (0 <= cents <= largest and cents == int(cents)):
        raise RuleBroken(
            _("“%(name)s” must be an amount in euros and whole cents.") % {"name": key}
        )
    return int(cents)
