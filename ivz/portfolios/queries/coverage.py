"""Which districts sit in which expert teams, and where somebody is missing.

Policy: docs/policy/registers.md#coverage
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from django.db.models import Q

from ivz.authorization.roles import BodyKind
from ivz.network.models import Area, AreaLink, Body, Network, Seat, in_force
from ivz.network.models.areas import AreaKind
from ivz.network.queries.areas import areas_in, municipalities_in

_DEEPEST = 5  # neighbourhood, quarter, municipality, police team, district


@dataclass(frozen=True, kw_only=True)
class Cell:
    """The seats that an area has in a team: filled ones, and ones that wait for somebody.

    ``is_recorded`` tells whether anybody noted who sits in the team at all.
    """

    team: Body
    area: Area
    filled: list[Seat]
    waiting: list[Seat]
    is_recorded: bool

    @property
    def is_gap(self) -> bool:
        """Whether nobody sits there for the area, as far as is known who sits there."""
        return self.is_recorded and not self.filled

    @property
    def is_invented(self) -> bool:
        """Whether somebody who sits there is made up, to show how it works."""
        return any(seat.person and seat.person.is_invented for seat in self.filled)


@dataclass(frozen=True, kw_only=True)
class CoverageRow:
    """An area with its cells, in the order of the teams."""

    area: Area
    cells: list[Cell]


@dataclass(frozen=True, kw_only=True)
class TeamGaps:
    """A team, and where nobody sits in it."""

    team: Body
    cells: list[Cell]


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """Areas against expert teams."""

    teams: list[Body]
    rows: list[CoverageRow]

    @cached_property
    def gaps(self) -> list[Cell]:
        """Where nobody sits, team by team; a team without a seat on record is no gap."""
        cells = [cell for row in self.rows for cell in row.cells if cell.is_gap]
        return sorted(cells, key=lambda cell: self.teams.index(cell.team))

    @property
    def gaps_by_team(self) -> list[TeamGaps]:
        """The same, together per team."""
        by_team = groupby(self.gaps, key=lambda cell: cell.team)
        return [TeamGaps(team=team, cells=list(cells)) for team, cells in by_team]

    @property
    def unrecorded(self) -> list[Body]:
        """The teams of which nobody noted who sits there."""
        first = self.rows[0].cells if self.rows else []
        return [cell.team for cell in first if not cell.is_recorded]

    @property
    def is_unknown(self) -> bool:
        """Whether of no team at all somebody noted who sits there."""
        return len(self.unrecorded) == len(self.teams)


def expert_teams(network: Network, *, on: date) -> list[Body]:
    """Give the expert teams of a network and its parent on a day, by name.

    A platform is one where it is there for a theme.
    """
    networks = [pk for pk in [network.pk, network.parent_id] if pk]
    is_team = Q(kind__in=[BodyKind.EXPERT_TEAM, BodyKind.EXPERT_GROUP]) | Q(
        kind=BodyKind.PLATFORM, theme__isnull=False
    )
    teams = Body.objects.filter(in_force(on), is_team, network__in=networks)
    return list(teams.select_related("theme", "network").order_by("name", "pk"))


def coverage(network: Network, *, on: date, team: str = "") -> Coverage:
    """Give who sits for which area in which expert team, as of a day.

    The rows are the districts of the network, or its municipalities where it has no
    districts. A seat counts for its area, else for the area of its organisation; an area
    within a district counts for that district. ``team`` is the slug of the one team asked.
    """
    teams = [body for body in expert_teams(network, on=on) if team in {"", body.slug}]
    areas = _areas(network, on=on)
    seats = list(
        Seat.objects.filter(in_force(on), body__in=teams, is_revoked=False)
        .select_related("person", "organisation")
        .order_by("pk")
    )
    placed = _placed(seats, rows={area.pk for area in areas}, on=on)
    recorded = {seat.body_id for seat in seats}
    rows = [
        CoverageRow(
            area=area,
            cells=[
                _cell(body, area, placed[body.pk, area.pk], is_recorded=body.pk in recorded)
                for body in teams
            ],
        )
        for area in areas
    ]
    return Coverage(teams=teams, rows=rows)


def _areas(network: Network, *, on: date) -> list[Area]:
    districts = areas_in(network.area, on=on).filter(kind=AreaKind.DISTRICT).order_by("name")
    return list(districts) or list(municipalities_in(network.area, on=on))


Placed = dict[tuple[int, int], list[Seat]]


def _placed(seats: list[Seat], *, rows: set[int], on: date) -> Placed:
    """Put each seat under its team and the row its area lies in."""
    spoken_for = {seat.pk: _area_id(seat) for seat in seats}
    row_of = _rows_above({pk for pk in spoken_for.values() if pk}, rows=rows, on=on)
    placed: Placed = defaultdict(list)
    for seat in seats:
        for row in row_of.get(spoken_for[seat.pk] or 0, set()):
            placed[seat.body_id, row].append(seat)
    return placed


def _area_id(seat: Seat) -> int | None:
    return seat.area_id or (seat.organisation.area_id if seat.organisation else None)


def _rows_above(areas: Iterable[int], *, rows: set[int], on: date) -> dict[int, set[int]]:
    """Tell for each area in which rows it lies, going up one level at a time."""
    reached = {area: {area} for area in areas}
    for _level in range(_DEEPEST):
        frontier = set().union(*reached.values()) if reached else set()
        links = AreaLink.objects.filter(in_force(on), area__in=frontier - rows)
        above: dict[int, set[int]] = defaultdict(set)
        for area_id, parent_id in links.values_list("area", "parent"):
            above[area_id].add(parent_id)
        grown = {
            area: found.union(*(above.get(one, set()) for one in found))
            for area, found in reached.items()
        }
        if grown == reached:
            break
        reached = grown
    return {area: found & rows for area, found in reached.items()}


def _cell(team: Body, area: Area, seats: list[Seat], *, is_recorded: bool) -> Cell:
    return Cell(
        team=team,
        area=area,
        filled=[seat for seat in seats if seat.person_id],
        waiting=[seat for seat in seats if not seat.person_id],
        is_recorded=is_recorded,
    )
