"""What the bodies of the example are to each other, may decide and ask; and who hosts."""

from typing import Any

from ivz.accounts.actors import Actor
from ivz.authorization.roles import Role
from ivz.example.files import records
from ivz.example.network import Region
from ivz.network.actions.upkeep import Correction, add
from ivz.network.models import BodyRelation, Hosting, Mandate, Preparation, RoleDescription
from ivz.network.models.bodies import MandateSubject, PreparationState, RelationKind

FILES = ("registers.toml", "triangles.toml", "network_2023.toml")
PERIOD = ("valid_from", "valid_until")


def load_registers(region: Region, *, by: Actor) -> None:
    """Load relations, mandates, hostings, role descriptions and how bodies are prepared."""
    for source in map(records, FILES):
        for row in source.get("relations", []):
            add(_relation(row, region), correction=_correction(row, region, by=by))
        for row in source.get("mandates", []):
            add(_mandate(row, region), correction=_correction(row, region, by=by))
        for row in source.get("role_descriptions", []):
            add(_description(row, region), correction=_correction(row, region, by=by))
        for row in source.get("preparations", []):
            add(_preparation(row, region), correction=_correction(row, region, by=by))
        for row in source.get("hostings", []):
            add(_hosting(row, region), correction=region.correction(row["network"], by=by))


def _correction(row: dict[str, Any], region: Region, *, by: Actor) -> Correction:
    return region.correction(region.bodies[row["body"]].network.slug, by=by)


def _period(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row.get(name) for name in PERIOD}


def _relation(row: dict[str, Any], region: Region) -> BodyRelation:
    return BodyRelation(
        body=region.bodies[row["body"]],
        kind=RelationKind(row["kind"]),
        other=region.bodies[row["other"]],
        note=row.get("note", ""),
        **_period(row),
    )


def _mandate(row: dict[str, Any], region: Region) -> Mandate:
    return Mandate(
        body=region.bodies[row["body"]],
        subject=MandateSubject(row["subject"]),
        theme=region.themes[row["theme"]] if "theme" in row else None,
        text=row["text"],
        legal_ground=row.get("legal_ground", ""),
        needs_first=row.get("needs_first", ""),
        source=row.get("source", ""),
        **_period(row),
    )


def _description(row: dict[str, Any], region: Region) -> RoleDescription:
    return RoleDescription(
        body=region.bodies[row["body"]],
        role=Role(row["role"]),
        title=row.get("title", ""),
        tasks=row["tasks"].strip(),
        source=row.get("source", ""),
        **_period(row),
    )


def _preparation(row: dict[str, Any], region: Region) -> Preparation:
    return Preparation(
        body=region.bodies[row["body"]],
        state=PreparationState(row["state"]),
        note=row["note"],
        source=row.get("source", ""),
        **_period(row),
    )


def _hosting(row: dict[str, Any], region: Region) -> Hosting:
    return Hosting(
        network=region.networks[row["network"]],
        organisation=region.organisations[row["organisation"]],
        note=row.get("note", ""),
        **_period(row),
    )
