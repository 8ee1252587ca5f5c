"""The example tables: contributions, capacity, the comparison of districts, and claims."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.authorization.openness import Openness
from ivz.example.files import raw, records
from ivz.example.network import Region
from ivz.finance import actions as finance
from ivz.finance.models import Scheme
from ivz.insight import actions as insight
from ivz.insight.models import DataSet
from ivz.network.models import Theme

PAPER_DATE = date(2016, 10, 10)


@dataclass(frozen=True, kw_only=True)
class Tables:
    """The tables on which the example proposal rests."""

    scheme: Scheme
    data_set: DataSet


def load_figures(region: Region, *, user: User) -> Tables:
    """Import every example table through the ordinary imports, as the coordinator."""
    by = Actor(user=user, today=PAPER_DATE, origin="command")
    return Tables(scheme=_load_scheme(region, by=by), data_set=_load_incidence(region, by=by))


def _load_scheme(region: Region, *, by: Actor) -> Scheme:
    parameters = records("scheme_2018.toml")
    network = region.networks[parameters["network"]]
    scheme = finance.import_scheme(network, parameters=parameters, by=by)
    finance.import_published_contributions(
        scheme, content=raw(parameters["published_table"]), by=by
    )
    finance.import_capacity(network, year=PAPER_DATE.year, content=raw("capacity_2016.csv"), by=by)
    return scheme


def _load_incidence(region: Region, *, by: Actor) -> DataSet:
    source = records("dataset_2015.toml")
    imported = insight.import_incidence(
        raw(source["file"]),
        network=region.networks[source["network"]],
        description=_description(source),
        priorities=list(
            Theme.objects.filter(code__in=[row["theme"] for row in source["priorities"]])
        ),
        by=by,
    )
    return imported.data_set


def _description(source: dict[str, Any]) -> insight.Description:
    return insight.Description(
        slug=source["slug"],
        title=source["title"],
        unit=source["unit"],
        denominator=source["denominator"],
        period_from=source["period_from"],
        period_until=source["period_until"],
        source=source["source"],
        per=source["per"],
        decimals=source["decimals"],
        definition=source["definition_note"].strip(),
        definition_version=str(source["definition_version"]),
        interpretation=source["interpretation_note"].strip(),
        is_provisional=source["provisional"],
        openness=Openness(source["openness"]),
    )


def load_claims(region: Region, *, user: User) -> None:
    """Import what the example proposal states and what can be computed again."""
    source = records("claims.toml")
    statements = [
        insight.Statement(**{key: row[key] for key in insight.Statement.__dataclass_fields__})
        for row in source["claims"]
    ]
    insight.import_claims(
        statements,
        body=region.bodies[source["body"]],
        paper=source["paper"],
        by=Actor(user=user, today=PAPER_DATE, origin="command"),
    )
