"""The bodies of every network, what they are to one another, and what they may decide."""

from dataclasses import dataclass
from datetime import date

from ivz.authorization.roles import BodyKind, Role
from ivz.example.scale.filling import FIRST_DAY, LAST_DAY, MARK, District, Filling, insert
from ivz.network.models import (
    Body,
    BodyRelation,
    Mandate,
    RoleDescription,
    Theme,
    in_force,
)
from ivz.network.models.bodies import BodyStatus, MandateSubject, RelationKind

_SINCE = date(2014, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """A body that every network has; with a theme where one is given."""

    name: str
    short: str
    kind: BodyKind
    status: BodyStatus
    per_year: int = 4


FIXED = (
    Pattern(
        name="Districtelijk Veiligheidsoverleg",
        short="DVO",
        kind=BodyKind.BOARD,
        status=BodyStatus.DECIDING,
    ),
    Pattern(
        name="Platform Integrale Veiligheid",
        short="Platform IV",
        kind=BodyKind.PLATFORM,
        status=BodyStatus.ADVISING,
        per_year=6,
    ),
    Pattern(
        name="Agendacommissie",
        short="Agendacommissie",
        kind=BodyKind.AGENDA_COMMITTEE,
        status=BodyStatus.PREPARING,
        per_year=6,
    ),
    Pattern(
        name="Veiligheidsdirectie",
        short="Directie",
        kind=BodyKind.DIRECTORATE,
        status=BodyStatus.ADVISING,
    ),
    Pattern(
        name="Kring van Gemeentesecretarissen",
        short="Kring GS",
        kind=BodyKind.SECRETARIES_CIRCLE,
        status=BodyStatus.ADVISING,
    ),
)
FOR_A_THEME = (
    Pattern(
        name="Expertteam",
        short="Expertteam",
        kind=BodyKind.EXPERT_TEAM,
        status=BodyStatus.EXECUTING,
    ),
    Pattern(
        name="Stuurgroep",
        short="Stuurgroep",
        kind=BodyKind.STEERING_GROUP,
        status=BodyStatus.ADVISING,
    ),
    Pattern(
        name="Werkgroep",
        short="Werkgroep",
        kind=BodyKind.WORKING_GROUP,
        status=BodyStatus.EXECUTING,
    ),
)
UPWARD = {
    BodyKind.PLATFORM: (RelationKind.ADVISES, BodyKind.BOARD),
    BodyKind.AGENDA_COMMITTEE: (RelationKind.PREPARES, BodyKind.PLATFORM),
    BodyKind.DIRECTORATE: (RelationKind.ADVISES, BodyKind.BOARD),
    BodyKind.SECRETARIES_CIRCLE: (RelationKind.ADVISES, BodyKind.BOARD),
    BodyKind.STEERING_GROUP: (RelationKind.REPORTS_TO, BodyKind.BOARD),
    BodyKind.EXPERT_TEAM: (RelationKind.REPORTS_TO, BodyKind.PLATFORM),
    BodyKind.WORKING_GROUP: (RelationKind.REPORTS_TO, BodyKind.PLATFORM),
}
_ASKED = {
    Role.CHAIR: "Zit de vergadering voor\nBewaakt de opdracht",
    Role.SECRETARY: "Bereidt de vergadering voor\nLegt besluiten vast",
}


def add_bodies(filling: Filling) -> None:
    """Add bodies until every network has the number of the size; one in ten has ended."""
    themes = list(Theme.objects.filter(in_force(LAST_DAY)).order_by("position"))
    added: list[Body] = []
    for district in filling.districts:
        added += _bodies_of(district, filling, themes)
    insert(Body, added)
    _end_some(filling, added)
    for district in filling.districts:
        district.bodies = list(Body.objects.filter(network=district.network).order_by("pk"))
        district.board = _first(district, BodyKind.BOARD, BodyKind.UNIT_BOARD)
        district.platform = _first(district, BodyKind.PLATFORM)
    _relate(filling, added)
    _describe(filling, added)


def _bodies_of(district: District, filling: Filling, themes: list[Theme]) -> list[Body]:
    known = list(Body.objects.filter(network=district.network))
    room = filling.size.bodies_per_network - len(known)
    kinds = {body.kind for body in known}
    is_unit = BodyKind.UNIT_BOARD in kinds
    fixed = [
        pattern
        for pattern in FIXED
        if pattern.kind not in kinds and not (is_unit and pattern.kind == BodyKind.BOARD)
    ]
    wanted: list[tuple[Pattern, Theme | None]] = [(pattern, None) for pattern in fixed]
    wanted += [(pattern, theme) for theme in themes for pattern in FOR_A_THEME]
    return [_body(pattern, theme, district, filling) for pattern, theme in wanted[: max(0, room)]]


def _body(pattern: Pattern, theme: Theme | None, district: District, filling: Filling) -> Body:
    about = f" {theme.name}" if theme else ""
    area = district.network.area.name
    code = theme.code if theme else "vast"
    return Body(
        slug=f"{pattern.kind.replace('_', '-')}-{code[:30]}-{district.network.slug}"[:80],
        network=district.network,
        name=f"{pattern.name}{about} {area} {MARK}"[:150],
        short_name=f"{pattern.short}{about} {area}"[:60],
        kind=pattern.kind,
        status=pattern.status,
        theme=theme,
        mandate=f"Verzonnen ter illustratie: {pattern.name.lower()} voor {area}.",
        meetings_per_year=pattern.per_year,
        cadence=f"{pattern.per_year} keer per jaar",
        valid_from=_SINCE if theme is None else filling.some_day(_SINCE, FIRST_DAY),
    )


def _first(district: District, *kinds: BodyKind) -> Body | None:
    meeting = [body for body in district.bodies if body.is_in_force(LAST_DAY)]
    found = [body for body in meeting if body.kind in kinds]
    deciding = district.network.deciding_body_id
    return min(found, key=lambda body: (body.pk != deciding, body.pk), default=None)


def _end_some(filling: Filling, added: list[Body]) -> None:
    """End one in ten of the groups for a theme; the group before it takes its place."""
    groups = [body for body in added if body.theme_id is not None]
    for place in range(9, len(groups), 10):
        body, heir = groups[place], groups[place - 1]
        body.valid_until = filling.some_day(date(2020, 1, 1), date(2025, 12, 31))
        body.successor = heir if heir.network_id == body.network_id else None
    Body.objects.bulk_update(added, ["valid_until", "successor"], batch_size=100)


def _relate(filling: Filling, added: list[Body]) -> None:
    above = {
        (district.network.pk, kind): body
        for district in filling.districts
        for kind, body in [(BodyKind.BOARD, district.board), (BodyKind.PLATFORM, district.platform)]
    }
    rows = []
    for body in added:
        kind, upper = UPWARD.get(BodyKind(body.kind), (None, None))
        other = above.get((body.network_id, upper)) if upper else None
        if kind and other is not None and other.pk != body.pk:
            rows.append(
                BodyRelation(
                    body=body,
                    kind=kind,
                    other=other,
                    note=MARK,
                    valid_from=max(
                        day for day in (body.valid_from, other.valid_from, _SINCE) if day
                    ),
                    valid_until=body.valid_until,
                )
            )
    insert(BodyRelation, rows)


def _describe(filling: Filling, added: list[Body]) -> None:
    """Say what each body may decide and what is asked of who runs it."""
    subjects = list(MandateSubject)
    insert(
        Mandate,
        [
            Mandate(
                body=body,
                subject=subject,
                theme=body.theme,
                text=f"Verzonnen ter illustratie: besluit over {subject.label.lower()}.",
                needs_first="Advies van het platform" if body.theme_id is None else "",
                source=MARK,
                valid_from=body.valid_from,
                valid_until=body.valid_until,
            )
            for body in added
            for subject in filling.chance.sample(subjects, 2)
        ],
    )
    insert(
        RoleDescription,
        [
            RoleDescription(
                body=body,
                role=role,
                tasks=tasks,
                source=MARK,
                valid_from=body.valid_from,
                valid_until=body.valid_until,
            )
            for body in added
            for role, tasks in _ASKED.items()
        ],
    )
