"""Who holds which theme in the example, and what plays in its municipalities."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

from ivz.accounts.actors import Actor
from ivz.decisions.models import Decision
from ivz.example.files import raw, records
from ivz.example.network import Region
from ivz.portfolios.actions.municipalities import (
    LocalPolicyDetails,
    LocalRegisterDetails,
    PriorityDetails,
    add_local_register,
    add_priority,
    set_local_policy,
)
from ivz.portfolios.actions.portfolios import PortfolioDetails, assign
from ivz.portfolios.states import PortfolioState


def load_portfolios(region: Region, *, by: Actor) -> None:
    """Load portfolios, priorities and local policies; after the meetings that decided on them."""
    source = records("portfolios.toml")
    for row in source["portfolios"]:
        assign(_portfolio(row, region), by=by)
    for row in _lines("priorities.csv"):
        add_priority(_priority(row, region), by=by)
    _load_local_registers(source["local_registers"], region, by=by)


def _portfolio(row: dict[str, Any], region: Region) -> PortfolioDetails:
    return PortfolioDetails(
        network=region.networks[row["network"]],
        theme=region.themes[row["theme"]],
        holder=region.people[row["holder"]] if "holder" in row else None,
        project_leader=region.people[row["project_leader"]] if "project_leader" in row else None,
        state=PortfolioState(row.get("state", PortfolioState.HELD)),
        decision=decision_at(row["decision"]) if "decision" in row else None,
        decided_in=row.get("decided_in", ""),
        note=row.get("note", ""),
        valid_from=row.get("valid_from"),
        valid_until=row.get("valid_until"),
    )


def decision_at(place: str) -> Decision:
    """Find what was decided on a point of a proposal, written as ``E01A/7``."""
    number, point = place.split("/")
    return Decision.objects.get(
        draft__point__proposal__register_number=number,
        draft__point__label=point,
        draft__point__parent=None,
        draft__item__meeting__is_practice=False,
    )


def _priority(row: dict[str, str], region: Region) -> PriorityDetails:
    return PriorityDetails(
        municipality=region.areas[row["municipality"]],
        theme=region.themes[row["theme"]],
        source=row["source"],
        note=row["note"],
        is_invented=row["example"] == "true",
        valid_from=_day(row["valid_from"]),
        valid_until=_day(row["valid_until"]),
    )


def _load_local_registers(rows: list[dict[str, Any]], region: Region, *, by: Actor) -> None:
    known = {}
    for row in rows:
        details = LocalRegisterDetails(
            name=row["name"],
            question=row["question"],
            theme=region.themes[row["theme"]] if "theme" in row else None,
        )
        network = region.networks[row["network"]]
        register = add_local_register(details, slug=row["slug"], network=network, by=by)
        known[row["slug"]] = register
    for line in _lines("local_policies.csv"):
        policy = LocalPolicyDetails(
            register=known[line["register"]],
            municipality=region.areas[line["municipality"]],
            answer=line["answer"],
            source=line["source"],
            note=line["note"],
            is_invented=line["example"] == "true",
            valid_from=_day(line["valid_from"]),
            valid_until=_day(line["valid_until"]),
        )
        set_local_policy(policy, by=by)


def _lines(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(io.StringIO(raw(name).decode("utf-8")))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
