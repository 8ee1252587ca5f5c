"""The example network: areas, organisations, people, bodies and seats."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ivz.accounts.actors import Actor
from ivz.authorization.roles import BodyKind, Role
from ivz.example.files import raw, records
from ivz.network.actions import areas, register, themes
from ivz.network.models import Area, Body, Network, Organisation, Person
from ivz.network.models.bodies import BodyStatus, RelationKind, SeatState
from ivz.network.models.people import OrganisationKind


@dataclass
class Region:
    """What was loaded, by its slug; empty at first."""

    networks: dict[str, Network] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)


def load_areas(*, by: Actor) -> None:
    """Load areas, the larger areas they lie in, inhabitants and themes."""
    areas.import_areas(raw("areas.csv"), by=by)
    areas.import_area_links(raw("area_links.csv"), by=by)
    areas.import_populations(raw("populations.csv"), by=by)
    areas.import_successions(raw("area_successions.csv"), by=by)
    themes.import_themes(raw("fields.csv"), raw("themes.csv"))


def load_network(*, by: Actor) -> Region:
    """Load the networks with their organisations, people, bodies and seats."""
    source = records("network.toml")
    region = Region()
    known_areas = {area.code: area for area in Area.objects.all()}
    for row in source["networks"]:
        region.networks[row["slug"]] = register.found_network(
            row["name"],
            slug=row["slug"],
            area=known_areas[row["area"]],
            parent=region.networks.get(row.get("parent", "")),
            by=by,
        )
    for row in source["organisations"]:
        region.organisations[row["slug"]] = register.add_organisation(
            row["name"],
            slug=row["slug"],
            kind=OrganisationKind(row["kind"]),
            area=known_areas.get(row.get("area", "")),
            by=by,
        )
    for row in source["persons"]:
        region.people[row["slug"]] = register.add_person(_person(row, region), by=by)
    _load_bodies(source["bodies"], region, by=by)
    _load_seats(source["seats"], region, by=by)
    return region


def _person(row: dict[str, Any], region: Region) -> register.PersonDetails:
    return register.PersonDetails(
        slug=row["slug"],
        function=row["function"],
        aliases="\n".join(row.get("aliases", [])),
        organisation=region.organisations.get(row.get("organisation", "")),
        is_invented=row.get("example", False),
    )


def _load_bodies(rows: list[dict[str, Any]], region: Region, *, by: Actor) -> None:
    for row in rows:
        region.bodies[row["slug"]] = register.add_body(
            _body(row), network=region.networks[row["network"]], by=by
        )
    for row in rows:
        body = region.bodies[row["slug"]]
        if "advises" in row:
            other = region.bodies[row["advises"]]
            advises = register.RelationDetails(kind=RelationKind.ADVISES, other=other)
            register.relate_bodies(body, advises, by=by)
        if "successor" in row:
            successor = region.bodies[row["successor"]]
            region.bodies[row["slug"]] = register.name_successor(body, successor, by=by)


def _body(row: dict[str, Any]) -> register.BodyDetails:
    return register.BodyDetails(
        slug=row["slug"],
        name=row["name"],
        short_name=row["short_name"],
        kind=BodyKind(row["kind"]),
        status=BodyStatus(row["status"]),
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
        details = register.SeatDetails(
            role=Role(row["role"]),
            title=row.get("title", ""),
            person=region.people.get(row.get("person", "")),
            organisation=region.organisations.get(row.get("organisation", "")),
            deputy=region.people.get(row.get("deputy", "")),
            state=SeatState(row["state"]),
            valid_from=_start(row, body),
            valid_until=row.get("valid_until"),
        )
        register.add_seat(details, body=body, by=by)


def _start(row: dict[str, Any], body: Body) -> date | None:
    start: date | None = row.get("valid_from")
    return start or body.valid_from
