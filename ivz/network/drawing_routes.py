"""The way each line takes through the channels and corridors of a drawing."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from ivz.network.drawing_text import width_of

TRACK_HEIGHT = 17
TRACK_WIDTH = 8
NARROWEST_CORRIDOR = 22
LABEL_SIZE = 11.5
LABEL_GAP = 6
PORT_STEP = 8
_PORT_MARGIN = 12

Wanted = tuple[int, int, str]
Span = tuple[int, int]


@dataclass(kw_only=True)
class Places:
    """Where rows and columns stand; channels and corridors grow with the lines in them.

    ``cells`` holds row and column of every box; ``gap`` is the room that stays free next
    to a row.
    """

    cells: dict[int, tuple[int, int]]
    heights: Sequence[int]
    box_width: int
    left: int
    gap: int
    tracks_in_corridor: dict[int, int] = field(default_factory=dict)
    tracks_in_channel: dict[int, int] = field(default_factory=dict)

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return max((column + 1 for _row, column in self.cells.values()), default=0)

    def cell(self, key: int) -> tuple[int, int]:
        """Give row and column of a box."""
        return self.cells[key]

    def corridor_width(self, corridor: int) -> int:
        """Give the room left of a column; the last corridor is right of the last column."""
        tracks = self.tracks_in_corridor.get(corridor, 0)
        return max(NARROWEST_CORRIDOR, TRACK_WIDTH * (tracks + 1) + 6)

    def corridor_left(self, corridor: int) -> int:
        """Give where a corridor begins."""
        before = sum(self.corridor_width(each) + self.box_width for each in range(corridor))
        return self.left + before

    def column_left(self, column: int) -> int:
        """Give where the boxes of a column begin."""
        return self.corridor_left(column) + self.corridor_width(column)

    def channel_height(self, channel: int) -> int:
        """Give the room above a row; the last channel is beneath the last row."""
        tracks = self.tracks_in_channel.get(channel, 0)
        return 2 * self.gap + TRACK_HEIGHT * tracks

    def top_of(self, row: int) -> int:
        """Give the upper edge of the boxes of a row."""
        above = sum(self.channel_height(each) + self.heights[each] for each in range(row))
        return above + self.channel_height(row)

    def bottom_of(self, row: int) -> int:
        """Give the lower edge of the tallest box of a row."""
        return self.top_of(row) + self.heights[row]

    def corner(self, key: int) -> tuple[int, int]:
        """Give the upper left corner of a box."""
        row, column = self.cell(key)
        return self.column_left(column), self.top_of(row)

    def height_of(self, key: int) -> int:
        """Give how tall a box is: as tall as its row."""
        return self.heights[self.cell(key)[0]]

    def track_y(self, channel: int, track: int) -> int:
        """Give the height at which a track of a channel runs."""
        end = self.bottom_of(channel - 1) if channel else 0
        return end + self.gap + TRACK_HEIGHT * (track + 1) - 5

    @property
    def width(self) -> int:
        """How wide the whole drawing is."""
        return self.corridor_left(self.columns) + self.corridor_width(self.columns)

    @property
    def height(self) -> int:
        """How tall the whole drawing is."""
        last = len(self.heights)
        return (self.bottom_of(last - 1) if last else 0) + self.channel_height(last)


@dataclass(frozen=True, kw_only=True)
class Route:
    """The corners of a line from its source to its target, and where its label begins."""

    points: Sequence[tuple[int, int]]
    label_x: int
    label_y: int


@dataclass(kw_only=True)
class _Trip:
    """One line on its way: the sides it leaves and enters, the channels and corridor it takes."""

    source: int
    target: int
    label: str
    leaves_at_top: bool
    enters_at_top: bool
    first: int
    last: int
    corridor: int | None
    corridor_track: int = 0
    start_x: int = 0
    end_x: int = 0
    tracks: dict[int, int] = field(default_factory=dict)


def routes_of(wanted: Sequence[Wanted], places: Places) -> list[Route]:
    """Find a way for every line, and make the room in ``places`` that they need together."""
    trips = [_trip(*each, places) for each in wanted]
    _share_corridors(trips, places)
    _spread_ports(trips, places)
    _share_channels(trips, places)
    return [_route(trip, places) for trip in trips]


def _trip(source: int, target: int, label: str, places: Places) -> _Trip:
    (from_row, from_column), (to_row, to_column) = places.cell(source), places.cell(target)
    leaves_at_top = from_row >= to_row
    enters_at_top = from_row <= to_row
    first = from_row if leaves_at_top else from_row + 1
    last = to_row if enters_at_top else to_row + 1
    beside = to_column if from_column <= to_column else to_column + 1
    if from_column == to_column:
        beside = to_column + (to_column * 2 >= places.columns)
    return _Trip(
        source=source,
        target=target,
        label=label,
        leaves_at_top=leaves_at_top,
        enters_at_top=enters_at_top,
        first=first,
        last=last,
        corridor=None if first == last else beside,
    )


def _share_corridors(trips: Sequence[_Trip], places: Places) -> None:
    spans: dict[int, list[tuple[Span, _Trip]]] = defaultdict(list)
    for trip in trips:
        if trip.corridor is not None:
            span = (min(trip.first, trip.last), max(trip.first, trip.last) + 1)
            spans[trip.corridor].append((span, trip))
    for corridor, using in spans.items():
        tracks = _tracks([span for span, _trip in using])
        for (_span, trip), track in zip(using, tracks, strict=True):
            trip.corridor_track = track
        places.tracks_in_corridor[corridor] = max(tracks) + 1


def _spread_ports(trips: Sequence[_Trip], places: Places) -> None:
    """Give every line its own place on the side of a box, those from the left at the left.

    Places at the top and at the bottom of boxes never stand above each other.
    """
    sides: dict[tuple[int, bool], list[tuple[int, int, _Trip, bool]]] = defaultdict(list)
    for number, trip in enumerate(trips):
        towards = _towards(trip, places)
        sides[trip.source, trip.leaves_at_top].append((towards[0], number, trip, True))
        sides[trip.target, trip.enters_at_top].append((towards[1], number, trip, False))
    for (key, is_top), ports in sides.items():
        left = places.column_left(places.cell(key)[1])
        step = (places.box_width - 2 * _PORT_MARGIN) / (len(ports) + 1)
        for place, (_towards_x, _number, trip, is_start) in enumerate(sorted(ports), start=1):
            near = left + _PORT_MARGIN + step * place
            grid = PORT_STEP if step >= PORT_STEP else 2
            x = round(near / grid) * grid + (0 if is_top else grid // 2)
            if is_start:
                trip.start_x = x
            else:
                trip.end_x = x


def _towards(trip: _Trip, places: Places) -> tuple[int, int]:
    source = places.column_left(places.cell(trip.source)[1])
    target = places.column_left(places.cell(trip.target)[1])
    if trip.corridor is None:
        return target, source
    middle = places.corridor_left(trip.corridor)
    return middle, middle


def _share_channels(trips: Sequence[_Trip], places: Places) -> None:
    spans: dict[int, list[tuple[Span, _Trip]]] = defaultdict(list)
    for trip in trips:
        spans[trip.first].append((_first_span(trip, places), trip))
        if trip.corridor is not None:
            across = _corridor_x(trip, places)
            spans[trip.last].append((_sorted(across, trip.end_x), trip))
    for channel, using in spans.items():
        tracks = _tracks([span for span, _trip in using])
        for (_span, trip), track in zip(using, tracks, strict=True):
            trip.tracks[channel] = track
        places.tracks_in_channel[channel] = max(tracks) + 1


def _first_span(trip: _Trip, places: Places) -> Span:
    turn = trip.end_x if trip.corridor is None else _corridor_x(trip, places)
    left = _label_x(trip, places)
    right = left + width_of(trip.label, size=LABEL_SIZE)
    return min(left, trip.start_x, turn), max(right, trip.start_x, turn)


def _label_x(trip: _Trip, places: Places) -> int:
    turn = trip.end_x if trip.corridor is None else _corridor_x(trip, places)
    return min(trip.start_x, turn) + LABEL_GAP


def _corridor_x(trip: _Trip, places: Places) -> int:
    return places.corridor_left(trip.corridor or 0) + 3 + TRACK_WIDTH * (trip.corridor_track + 1)


def _route(trip: _Trip, places: Places) -> Route:
    start_y = _side_y(trip.source, places, is_top=trip.leaves_at_top)
    end_y = _side_y(trip.target, places, is_top=trip.enters_at_top)
    across = places.track_y(trip.first, trip.tracks[trip.first])
    points = [(trip.start_x, start_y), (trip.start_x, across)]
    if trip.corridor is not None:
        aside = _corridor_x(trip, places)
        back = places.track_y(trip.last, trip.tracks[trip.last])
        points += [(aside, across), (aside, back), (trip.end_x, back)]
    else:
        points.append((trip.end_x, across))
    points.append((trip.end_x, end_y))
    return Route(points=points, label_x=_label_x(trip, places), label_y=across - 4)


def _side_y(key: int, places: Places, *, is_top: bool) -> int:
    row = places.cell(key)[0]
    return places.top_of(row) if is_top else places.bottom_of(row)


def _sorted(one: int, other: int) -> Span:
    return min(one, other), max(one, other)


def _tracks(spans: Sequence[Span]) -> list[int]:
    """Give every span the lowest track on which it touches no other."""
    ends: list[int] = []
    given = [0] * len(spans)
    for number in sorted(range(len(spans)), key=lambda each: spans[each]):
        start, end = spans[number]
        track = next((no for no, taken in enumerate(ends) if taken + LABEL_GAP < start), len(ends))
        if track == len(ends):
            ends.append(end)
        ends[track] = end
        given[number] = track
    return given
