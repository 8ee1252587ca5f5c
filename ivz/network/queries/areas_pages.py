"""What the pages on areas show, as of a day.

Policy: docs/policy/time.md#area-and-population-in-time
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from ivz.network.models import (
    Area,
    AreaLink,
    AreaOutline,
    AreaPopulation,
    AreaSuccession,
    Organisation,
    in_force,
)
from ivz.network.models.areas import AreaKind
from ivz.network.queries.areas import areas_in

_SHOWN = (AreaKind.DISTRICT, AreaKind.POLICE_TEAM, AreaKind.MUNICIPALITY)
SMALLER_THAN_MUNICIPALITY = (AreaKind.QUARTER, AreaKind.NEIGHBOURHOOD)

_LYING_ABOVE = """
    WITH RECURSIVE above (area_id) AS (
        SELECT parent_id FROM network_arealink WHERE area_id = %s
            AND (valid_from IS NULL OR valid_from <= %s)
            AND (valid_until IS NULL OR valid_until > %s)
        UNION
        SELECT link.parent_id FROM network_arealink link
        JOIN above ON link.area_id = above.area_id
        WHERE (link.valid_from IS NULL OR link.valid_from <= %s)
            AND (link.valid_until IS NULL OR link.valid_until > %s)
    ) SELECT area_id FROM above
"""


@dataclass(frozen=True, kw_only=True)
class Municipality:
    """A municipality as it was on a day: where it lies and who lived there."""

    area: Area
    district: Area | None
    team: Area | None
    population: AreaPopulation | None


@dataclass(frozen=True, kw_only=True)
class District:
    """The municipalities of one district; ``area`` is None for those in none."""

    area: Area | None
    municipalities: list[Municipality]

    @property
    def counted(self) -> list[AreaPopulation]:
        """The numbers of inhabitants that are known."""
        return [each.population for each in self.municipalities if each.population]

    @property
    def inhabitants(self) -> int:
        """All inhabitants that are known, together."""
        return sum(each.inhabitants for each in self.counted)

    @property
    def uncounted(self) -> list[Area]:
        """The municipalities without a number: the sum is too low by them."""
        return [each.area for each in self.municipalities if each.population is None]


@dataclass(frozen=True, kw_only=True)
class Merger:
    """What happened to areas on a day: all that share a successor."""

    on: date
    successor: Area
    predecessors: list[Area]
    sources: list[str]


@dataclass(frozen=True, kw_only=True)
class AreaRegister:
    """The municipalities of an area on a day, per district, and the mergers around them."""

    districts: list[District]
    mergers: list[Merger]

    @cached_property
    def municipalities(self) -> list[Municipality]:
        """Every municipality, by district and then by name."""
        return [each for district in self.districts for each in district.municipalities]

    @cached_property
    def has_teams(self) -> bool:
        """Whether the police team of any municipality is known."""
        return any(each.team for each in self.municipalities)

    @property
    def whole(self) -> District:
        """All districts together."""
        return District(area=None, municipalities=self.municipalities)


class Successions:
    """Every merger and split that is known; one SQL query when made."""

    def __init__(self) -> None:
        known = AreaSuccession.objects.select_related("predecessor", "successor")
        self.rows = list(known.order_by("on", "successor__name", "predecessor__name"))
        self._changed: dict[int, list[date]] = defaultdict(list)
        for row in self.rows:
            self._changed[row.successor_id].append(row.on)
            self._changed[row.predecessor_id].append(row.on)

    def era(self, area_id: int, day: date) -> int:
        """Count how often the area changed until a day: numbers of one era can be compared."""
        return len({on for on in self._changed[area_id] if on <= day})

    def around(self, areas: Collection[int]) -> list[AreaSuccession]:
        """Give the mergers that led to ``areas`` or away from them, however many steps."""
        known, found = set(areas), 0
        while found != len(known):
            found = len(known)
            for row in self.rows:
                if row.predecessor_id in known or row.successor_id in known:
                    known |= {row.predecessor_id, row.successor_id}
        return [row for row in self.rows if row.successor_id in known]

    def nearest(
        self, numbers: Iterable[AreaPopulation], *, area_id: int, day: date
    ) -> AreaPopulation | None:
        """Give the number whose date is nearest to a day, within the same borders."""
        era = self.era(area_id, day)
        same = (number for number in numbers if self.era(area_id, number.on) == era)
        return min(same, key=lambda number: (abs(number.on - day), number.on), default=None)


def populations_of(areas: Collection[int]) -> dict[int, list[AreaPopulation]]:
    """Give the numbers of inhabitants of each area, oldest first; one SQL query."""
    found: dict[int, list[AreaPopulation]] = defaultdict(list)
    for number in AreaPopulation.objects.filter(area_id__in=areas).order_by("on"):
        found[number.area_id].append(number)
    return found


def register_of(area: Area, *, on: date) -> AreaRegister:
    """Give the municipalities in ``area`` on a day; four SQL queries."""
    inside = {each.pk: each for each in areas_in(area, on=on).filter(in_force(on), kind__in=_SHOWN)}
    inside[area.pk] = area
    above = _parents(inside, on=on)
    own = [each for each in inside.values() if each.kind == AreaKind.MUNICIPALITY]
    successions, numbers = Successions(), populations_of([each.pk for each in own])
    rows = [
        Municipality(
            area=each,
            district=_first(each.pk, AreaKind.DISTRICT, above, inside),
            team=_first(each.pk, AreaKind.POLICE_TEAM, above, inside),
            population=successions.nearest(numbers[each.pk], area_id=each.pk, day=on),
        )
        for each in sorted(own, key=lambda each: each.name)
    ]
    return AreaRegister(
        districts=_by_district(rows),
        mergers=mergers(successions.around([each.pk for each in own])),
    )


def _parents(inside: Collection[int], *, on: date) -> dict[int, list[int]]:
    links = AreaLink.objects.filter(in_force(on), area_id__in=inside, parent_id__in=inside)
    above: dict[int, list[int]] = defaultdict(list)
    for child, parent in links.order_by("pk").values_list("area_id", "parent_id"):
        above[child].append(parent)
    return above


def _first(
    start: int, kind: AreaKind, above: Mapping[int, list[int]], inside: Mapping[int, Area]
) -> Area | None:
    """Give the nearest area of a kind in which an area lies."""
    waiting, seen = [*above.get(start, ())], {start}
    while waiting:
        parent = waiting.pop(0)
        if inside[parent].kind == kind:
            return inside[parent]
        if parent not in seen:
            seen.add(parent)
            waiting += above.get(parent, ())
    return None


def _by_district(rows: Iterable[Municipality]) -> list[District]:
    groups: dict[Area | None, list[Municipality]] = defaultdict(list)
    for row in rows:
        groups[row.district].append(row)
    ordered = sorted(groups, key=lambda area: (area is None, area.name if area else ""))
    return [District(area=area, municipalities=groups[area]) for area in ordered]


def mergers(rows: Iterable[AreaSuccession]) -> list[Merger]:
    """Bring together the rows with one successor on one day, newest first."""
    groups: dict[tuple[date, int], list[AreaSuccession]] = defaultdict(list)
    for row in rows:
        groups[row.on, row.successor_id].append(row)
    found = [
        Merger(
            on=on,
            successor=group[0].successor,
            predecessors=[row.predecessor for row in group],
            sources=sorted({row.source for row in group if row.source}),
        )
        for (on, _successor), group in groups.items()
    ]
    return sorted(found, key=lambda merger: (-merger.on.toordinal(), merger.successor.name))


@dataclass(frozen=True, kw_only=True)
class Part:
    """An area directly within another, with its inhabitants nearest to the day."""

    area: Area
    population: AreaPopulation | None


@dataclass(frozen=True, kw_only=True)
class AreaPage:
    """Everything known of one area, as of a day."""

    area: Area
    larger: list[Area]
    parts: list[Part]
    populations: list[AreaPopulation]
    came_from: list[Merger]
    went_into: list[AreaSuccession]
    organisations: list[Organisation]


def area_page(area: Area, *, on: date) -> AreaPage:
    """Give what is known of an area on a day; six SQL queries, however many parts it has."""
    kinds = list(AreaKind)
    lying_above = RawSQL(_LYING_ABOVE, [area.pk, *[on] * 4])  # noqa: S611 - constant text
    larger = Area.objects.filter(in_force(on), pk__in=lying_above)
    parts = list(_parts(area, on=on))
    successions = Successions()
    numbers = populations_of([area.pk, *(part.pk for part in parts)])
    came, went = _own(successions, area)
    return AreaPage(
        area=area,
        larger=sorted(larger, key=lambda each: -kinds.index(AreaKind(each.kind))),
        parts=[
            Part(
                area=part,
                population=successions.nearest(numbers[part.pk], area_id=part.pk, day=on),
            )
            for part in parts
        ],
        populations=numbers[area.pk][::-1],
        came_from=mergers(came),
        went_into=went,
        organisations=list(
            Organisation.objects.filter(in_force(on), area=area).order_by("kind", "name")
        ),
    )


def _parts(area: Area, *, on: date) -> QuerySet[Area]:
    within = AreaLink.objects.filter(in_force(on), parent=area).values("area_id")
    return Area.objects.filter(in_force(on), pk__in=within).order_by("kind", "name", "code")


def _own(successions: Successions, area: Area) -> tuple[list[AreaSuccession], list[AreaSuccession]]:
    came = [row for row in successions.rows if row.successor_id == area.pk]
    went = [row for row in successions.rows if row.predecessor_id == area.pk]
    return came, went


def outlines_of(areas: Collection[int]) -> list[AreaOutline]:
    """Give the outlines that were imported for ``areas``; one SQL query."""
    return list(AreaOutline.objects.filter(area_id__in=areas))


def listed(*, kind: str | None, within: str | None, on: date) -> QuerySet[Area]:
    """Give the areas in force on a day, by code; of one kind, or within one area."""
    areas = Area.objects.filter(in_force(on))
    if kind:
        areas = areas.filter(kind=kind)
    if within:
        larger = Area.objects.filter(code=within).first()
        if larger is None:
            return areas.none()
        areas = areas.filter(Q(pk__in=areas_in(larger, on=on).values("pk")))
    return areas.order_by("code")
