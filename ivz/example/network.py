"""The example network: areas, organisations, people, bodies and seats, from 2008 to 2023."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from ivz.accounts.actors import Actor
from ivz.authorization.roles import BodyKind, Role
from ivz.example.files import raw, records
from ivz.network.actions import areas, register, themes
from ivz.network.actions.upkeep import Correction, add
from ivz.network.models import Area, Body, Network, Organisation, Person, Seat, Theme
from ivz.network.models.bodies import BodyStatus, SeatState
from ivz.network.models.people import OrganisationKind

FILES = ("network.toml", "triangles.toml", "network_2019.toml", "network_2023.toml")
REASON = "Overgenomen uit de stukken van het netwerk"
Row = TypeVar("Row")


@dataclass
class Region:
    """What was loaded, by its slug or code; empty at first."""

    areas: dict[str, Area] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    networks: dict[str, Network] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)

    def correction(self, network: str, *, by: Actor) -> Correction:
        """Say who adds to the registers of a network, and why."""
        return Correction(network=self.networks[network], by=by, reason=REASON)


def load_areas(*, by: Actor) -> None:
    """Load areas, the larger areas they lie in, inhabitants, mergers and themes."""
    areas.import_areas(raw("areas.csv"), by=by)
    areas.import_area_links(raw("area_links.csv"), by=by)
    areas.import_populations(raw("populations.csv"), by=by)
    areas.import_successions(raw("area_successions.csv"), by=by)
    themes.bring_in_usual_themes(by=by)


def load_network(*, by: Actor) -> Region:
    """Load the networks with their organisations, people, bodies and seats."""
    sources = [records(name) for name in FILES]
    region = Region(
        areas={area.code: area for area in Area.objects.all()},
        themes={theme.code: theme for theme in Theme.objects.all()},
    )
    for row in sources[0]["networks"]:
        _found(row, region, by=by)
    organisations = [row for source in sources for row in source.get("organisations", [])]
    for row in sorted(organisations, key=lambda row: "successor" in row):
        _load_organisation(row, region, by=by)
    for source in sources:
        for row in source["persons"]:
            region.people[row["slug"]] = register.add_person(_person(row, region), by=by)
    _load_bodies([row for source in sources for row in source["bodies"]], region, by=by)
    for row in sources[0]["networks"]:
        register.describe_network(
            region.networks[row["slug"]],
            deciding_body=region.bodies[row["deciding_body"]],
            motto=row.get("motto", ""),
            legal_form=row.get("legal_form", ""),
            by=by,
        )
    for source in sources:
        _load_seats(source["seats"], region, by=by)
    return region


def _found(row: dict[str, Any], region: Region, *, by: Actor) -> None:
    region.networks[row["slug"]] = register.found_network(
        row["name"],
        slug=row["slug"],
        area=region.areas[row["area"]],
        parent=region.networks.get(row.get("parent", "")),
        by=by,
    )


def _load_organisation(row: dict[str, Any], region: Region, *, by: Actor) -> None:
    organisation = Organisation(
        name=row["name"],
        slug=row["slug"],
        kind=OrganisationKind(row["kind"]),
        area=region.areas.get(row.get("area", "")),
        successor=region.organisations[row["successor"]] if "successor" in row else None,
        note=row.get("note", ""),
        valid_from=row.get("valid_from"),
        valid_until=row.get("valid_until"),
    )
    region.organisations[row["slug"]] = add(
        organisation, correction=region.correction("twente", by=by)
    )


def _person(row: dict[str, Any], region: Region) -> register.PersonDetails:
    return register.PersonDetails(
        slug=row["slug"],
        function=row["function"],
        aliases="\n".join(row.get("aliases", [])),
        organisation=_named(region.organisations, row.get("organisation")),
        works_from=row.get("works_from"),
        works_until=row.get("works_until"),
        is_invented=row.get("example", False),
    )


def _load_bodies(rows: list[dict[str, Any]], region: Region, *, by: Actor) -> None:
    for row in rows:
        network = region.networks[row["network"]]
        region.bodies[row["slug"]] = register.add_body(_body(row, region), network=network, by=by)
    for row in rows:
        if "successor" in row:
            body, successor = region.bodies[row["slug"]], region.bodies[row["successor"]]
            region.bodies[row["slug"]] = register.name_successor(body, successor, by=by)


def _body(row: dict[str, Any], region: Region) -> register.BodyDetails:
    return register.BodyDetails(
        slug=row["slug"],
        name=row["name"],
        short_name=row["short_name"],
        kind=BodyKind(row["kind"]),
        status=BodyStatus(row["status"]),
        theme=_named(region.themes, row.get("theme")),
        area=_named(region.areas, row.get("area")),
        mandate=row.get("mandate", ""),
        legal_ground=row.get("legal_ground", ""),
        cadence=row.get("cadence", ""),
        note=row.get("note", ""),
        meetings_per_year=row.get("meetings_per_year"),
        valid_from=row.get("valid_from"),
        valid_until=row.get("valid_until"),
    )


def _load_seats(rows: list[dict[str, Any]], region: Region, *, by: Actor) -> None:
    for row in rows:
        body = region.bodies[row["body"]]
        seat = register.add_seat(_seat(row, body, region), body=body, by=by)
        if "key" in row:
            region.seats[row["key"]] = seat


def _seat(row: dict[str, Any], body: Body, region: Region) -> register.SeatDetails:
    hours = row.get("hours_per_week")
    start: date | None = row.get("valid_from")
    end: date | None = row.get("valid_until")
    return register.SeatDetails(
        role=Role(row["role"]),
        title=row.get("title", ""),
        person=_named(region.people, row.get("person")),
        organisation=_named(region.organisations, row.get("organisation")),
        deputy=_named(region.people, row.get("deputy")),
        state=SeatState(row["state"]),
        area=_named(region.areas, row.get("area")),
        hours_per_week=None if hours is None else Decimal(hours),
        rotates_every_years=row.get("rotates_every_years"),
        linked_seat=_named(region.seats, row.get("linked_seat")),
        note=row.get("note", ""),
        valid_from=start or body.valid_from,
        valid_until=end or body.valid_until,
    )


def _named(known: dict[str, Row], key: str | None) -> Row | None:
    return None if key is None else known[key]
