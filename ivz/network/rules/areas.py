"""When the register of areas is right: lives, places, mergers.

The rules work on plain facts, so that a file can be checked before anything is stored.
What was stored already has no line; a problem names the line that brought it about.
Policy: docs/policy/time.md#area-and-population-in-time
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.network.models import Network
from ivz.network.models.areas import AreaKind
from ivz.network.rules.seats import shown_day
from ivz.tabular.reading import Problem

LARGEST_LOSS = Decimal("0.05")
PARTNERSHIP = "netwerk-"  # starts the code of an area that a network made for itself


def check_may_import_areas(*, by: Actor) -> None:
    """Let who runs the installation bring in areas, and who manages a network above all others.

    Areas hold for every network, so a network that lies within another leaves them to that one.
    """
    runs = by.origin in {"command", "system"} or by.may_for_installation(
        Permission.MANAGE_INSTALLATION
    )
    if not runs and not any(
        by.may(Permission.MANAGE_NETWORK, within=network)
        for network in Network.objects.filter(parent=None)
    ):
        raise PermissionDenied(Permission.MANAGE_INSTALLATION)


@dataclass(frozen=True, kw_only=True)
class Life:
    """An area with its period."""

    code: str
    name: str
    kind: str
    valid_from: date | None
    valid_until: date | None


@dataclass(frozen=True, kw_only=True)
class Place:
    """That an area lies in a larger one for a period; ``line`` where a file says so."""

    child: str
    parent: str
    valid_from: date | None
    valid_until: date | None
    line: int | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether it holds on a day."""
        started = self.valid_from is None or self.valid_from <= day
        return started and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True, kw_only=True)
class Takeover:
    """That an area took over another on a day; ``line`` where a file says so."""

    predecessor: str
    successor: str
    on: date
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class Count:
    """The inhabitants of an area on a day; ``line`` where a file says so."""

    area: str
    on: date
    inhabitants: int
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class Loss:
    """A merger after which fewer people live in the successors than before in all together."""

    takeovers: Sequence[Takeover]
    areas: Sequence[str]
    before: int
    after: int
    line: int


def places_outside_life(places: Iterable[Place], lives: Mapping[str, Life]) -> Iterator[Problem]:
    """Find places that start before, or last beyond, the life of one of the two areas."""
    for place in places:
        for life in (lives[place.child], lives[place.parent]):
            if place.line is not None and _is_outside(place, life):
                expected = _("a period within the life of %(area)s (%(period)s)") % {
                    "area": life.name,
                    "period": shown_period(life),
                }
                yield Problem(line=place.line, column="valid_from", expected=expected)


def _is_outside(place: Place, life: Life) -> bool:
    return _starts(place) < _starts(life) or _ends(place) > _ends(life)


def _starts(dated: Life | Place) -> date:
    return dated.valid_from or date.min


def _ends(dated: Life | Place) -> date:
    return dated.valid_until or date.max


def shown_period(life: Life) -> str:
    """Write a life as its dates, with what is not known left open."""
    return _("%(start)s until %(end)s") % {
        "start": shown_day(life.valid_from) or "…",
        "end": shown_day(life.valid_until) or "…",
    }


def circles(places: Sequence[Place]) -> Iterator[Problem]:
    """Find areas that on some day lie in themselves, however far around."""
    for day in _days(places):
        parents = _parents_on(day, places)
        for place in places:
            if place.line is None or not place.holds_on(day):
                continue
            if place.child in _upwards(place.parent, parents):
                expected = _("a larger area that does not itself lie in %(code)s") % {
                    "code": place.child
                }
                yield Problem(line=place.line, column="parent", expected=expected)


def double_places(places: Sequence[Place], lives: Mapping[str, Life]) -> Iterator[Problem]:
    """Find areas that lie in two areas of one kind on one day, directly or through others.

    The area a network made for itself may overlap with the areas of the police.
    """
    for day in _days(places):
        parents = _parents_on(day, places)
        for child, above in parents.items():
            lines = [place.line for place in above if place.line is not None]
            if not lines or len(above) < 2:
                continue
            ways = [_upwards(place.parent, parents) for place in above]
            clash = _two_of_one_kind(ways, lives)
            if clash:
                yield _double(lives[child], clash, day=day, line=lines[-1])


def _two_of_one_kind(
    ways: Sequence[set[str]], lives: Mapping[str, Life]
) -> tuple[Life, Life] | None:
    seen: dict[str, Life] = {}
    for area in (lives[code] for way in ways for code in sorted(way)):
        if area.code.startswith(PARTNERSHIP):
            continue
        other = seen.setdefault(area.kind, area)
        if other.code != area.code:
            return other, area
    return None


def _double(child: Life, clash: tuple[Life, Life], *, day: date, line: int) -> Problem:
    expected = _(
        "one %(kind)s per day: %(area)s lies in %(one)s and in %(other)s on %(day)s. "
        "End the earlier one first"
    ) % {
        "kind": AreaKind(clash[0].kind).label.lower(),
        "area": child.name,
        "one": clash[0].name,
        "other": clash[1].name,
        "day": shown_day(day),
    }
    return Problem(line=line, column="parent", expected=expected)


def _days(places: Sequence[Place]) -> list[date]:
    """Give the days on which something starts: between them nothing new can go wrong."""
    return sorted({_starts(place) for place in places})


def _parents_on(day: date, places: Iterable[Place]) -> dict[str, list[Place]]:
    parents: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        if place.holds_on(day):
            parents[place.child].append(place)
    return dict(parents)


def _upwards(code: str, parents: Mapping[str, Sequence[Place]]) -> set[str]:
    found, waiting = set(), [code]
    while waiting:
        area = waiting.pop()
        if area not in found:
            found.add(area)
            waiting += [place.parent for place in parents.get(area, ())]
    return found


def overlapping_places(places: Iterable[Place]) -> Iterator[Problem]:
    """Find places that repeat an overlapping one: the same two areas on the same day."""
    seen: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in places:
        earlier = seen[place.child, place.parent]
        for other in earlier:
            overlaps = _starts(place) < _ends(other) and _starts(other) < _ends(place)
            line = place.line or other.line
            if overlaps and line is not None:
                expected = _("a period that does not overlap with the one that is there")
                yield Problem(line=line, column="valid_from", expected=expected)
        earlier.append(place)


def takeovers_outside_life(
    takeovers: Iterable[Takeover], lives: Mapping[str, Life]
) -> Iterator[Problem]:
    """Find mergers on a day on which the predecessor was gone or the successor is not there."""
    for takeover in takeovers:
        if takeover.line is None:
            continue
        for column, life, ends in (
            ("predecessor", lives[takeover.predecessor], False),
            ("successor", lives[takeover.successor], True),
        ):
            if _misses(life, takeover.on, strictly=ends):
                expected = _("an area that is there on %(day)s; %(area)s lasts %(period)s") % {
                    "day": shown_day(takeover.on),
                    "area": life.name,
                    "period": shown_period(life),
                }
                yield Problem(line=takeover.line, column=column, expected=expected)


def _misses(life: Life, day: date, *, strictly: bool) -> bool:
    gone = _ends(life) <= day if strictly else _ends(life) < day
    return gone or (_starts(life) > day if strictly else _starts(life) >= day)


def losses(takeovers: Sequence[Takeover], counts: Sequence[Count]) -> Iterator[Loss]:
    """Find mergers after which more than ``LARGEST_LOSS`` of the inhabitants is missing.

    Compared are the last count of every predecessor before the day and the first one of
    every successor on or after it; a successor that was there before counts on both
    sides, and areas that share a merger are taken together. Without a count for each,
    nothing can be said.
    """
    counted = _by_area(counts)
    for group in _together(takeovers):
        on = group[0].on
        after = {takeover.successor for takeover in group}
        last = {area: _last(counted[area], on) for area in _before(group, after, counted)}
        first = {area: _first(counted[area], on) for area in after}
        rows = [*last.values(), *first.values()]
        line = _line(group, rows)
        if line is None or None in rows:
            continue
        loss = Loss(
            takeovers=group, areas=sorted(last), before=_sum(last), after=_sum(first), line=line
        )
        if loss.after < loss.before * (1 - LARGEST_LOSS):
            yield loss


def _by_area(counts: Iterable[Count]) -> dict[str, list[Count]]:
    found: dict[str, list[Count]] = defaultdict(list)
    for count in counts:
        found[count.area].append(count)
    return found


def _before(
    group: Sequence[Takeover], after: Iterable[str], counted: Mapping[str, Sequence[Count]]
) -> set[str]:
    on = group[0].on
    lasting = {area for area in after if _last(counted.get(area, ()), on)}
    return {takeover.predecessor for takeover in group} | lasting


def _last(counts: Iterable[Count], on: date) -> Count | None:
    return max((count for count in counts if count.on < on), key=lambda c: c.on, default=None)


def _first(counts: Iterable[Count], on: date) -> Count | None:
    return min((count for count in counts if count.on >= on), key=lambda c: c.on, default=None)


def _sum(counts: Mapping[str, Count | None]) -> int:
    return sum(count.inhabitants for count in counts.values() if count)


def _line(group: Iterable[Takeover], counts: Iterable[Count | None]) -> int | None:
    facts: list[Takeover | Count] = [*group, *(count for count in counts if count)]
    return next((fact.line for fact in facts if fact.line is not None), None)


def _together(takeovers: Iterable[Takeover]) -> list[list[Takeover]]:
    """Group the takeovers of one day that share an area."""
    groups: list[list[Takeover]] = []
    for takeover in takeovers:
        touching = [group for group in groups if _touches(takeover, group)]
        groups = [group for group in groups if group not in touching]
        groups.append([takeover, *(each for group in touching for each in group)])
    return groups


def _touches(takeover: Takeover, group: Sequence[Takeover]) -> bool:
    areas = {takeover.predecessor, takeover.successor}
    return any(
        takeover.on == other.on and areas & {other.predecessor, other.successor} for other in group
    )


def loss_problem(loss: Loss, lives: Mapping[str, Life]) -> Problem:
    """Say what a merger loses, and how to go on."""
    expected = _(
        "as many inhabitants after the merger of %(day)s as before: %(areas)s together had "
        "%(before)s, %(successors)s has %(after)s, more than 5%% fewer. Mend the numbers or the "
        "merger. Is it right? Then give the reason with the file"
    ) % {
        "day": shown_day(loss.takeovers[0].on),
        "areas": _names(loss.areas, lives),
        "before": loss.before,
        "successors": _names([each.successor for each in loss.takeovers], lives),
        "after": loss.after,
    }
    return Problem(line=loss.line, column="inhabitants", expected=expected)


def _names(codes: Iterable[str], lives: Mapping[str, Life]) -> str:
    names = sorted({lives[code].name for code in codes})
    last = names.pop()
    if not names:
        return last
    return _("%(names)s and %(last)s") % {"names": ", ".join(names), "last": last}
