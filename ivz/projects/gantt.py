"""Where the bars of the chart of projects stand: a lane per field of safety, a row per project.

Coordinates only, as texts for SVG; the template draws.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ivz.projects.models import Project
from ivz.projects.pauses import Pause
from ivz.web.templatetags.ivz import day_date

WIDTH, NAMES, ROW, TOP = 1100, 380, 26, 34
MOST_ROWS = 60
LETTERS = 48


@dataclass(frozen=True, kw_only=True)
class YearLine:
    """The first day of a year."""

    x: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Days on which a project was paused."""

    x: str
    width: str


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One project; ``is_open`` where no last day was agreed, ``gaps`` where it was paused."""

    project: Project
    name: str
    text_y: str
    x: str
    y: str
    width: str
    is_open: bool
    gaps: Sequence[Gap] = ()

    @property
    def period(self) -> str:
        """The period in words, for who cannot see the bar."""
        first, last = day_date(self.project.starts_on), day_date(self.project.ends_on)
        return f"{self.project.title}: {first} - {last or '…'}"


@dataclass(frozen=True, kw_only=True)
class Lane:
    """The projects of one field of safety, the earliest first; a drawing of its own."""

    name: str
    height: str
    bottom: str
    bars: Sequence[Bar]


@dataclass(frozen=True, kw_only=True)
class Gantt:
    """The lanes, over the same years."""

    today_x: str
    years: Sequence[YearLine]
    lanes: Sequence[Lane]
    width: str = str(WIDTH)


def gantt(
    projects: Sequence[Project], *, on: date, pauses: Mapping[int, Sequence[Pause]] | None = None
) -> Gantt | None:
    """Place the projects that have a first day in lanes; None where none has.

    Fetch the field of their theme along. ``pauses`` are those of the projects, by key.
    """
    dated = [row for row in projects if row.starts_on]
    rows = sorted(dated, key=lambda row: (row.starts_on or on, row.title))[:MOST_ROWS]
    if not rows:
        return None
    days = [day for row in rows for day in (row.starts_on, row.ends_on) if day]
    first, last = min(*days, on).year, max(*days, on).year + 1
    scale = _Scale(first=first, last=last, on=on, pauses=pauses or {})
    return Gantt(
        today_x=scale.x(on),
        years=[
            YearLine(x=scale.x(date(year, 1, 1)), label=str(year))
            for year in range(scale.first, scale.last)
        ],
        lanes=[_lane(name, found, scale) for name, found in sorted(_by_field(rows).items())],
    )


def _by_field(rows: Sequence[Project]) -> dict[str, list[Project]]:
    """Give the projects per field of safety, by its number; those without a theme come last."""
    lanes: dict[str, list[Project]] = {}
    for row in rows:
        name = str(row.theme.field) if row.theme else _("Without a theme")
        lanes.setdefault(name, []).append(row)
    return lanes


def _lane(name: str, rows: Sequence[Project], scale: "_Scale") -> Lane:
    bottom = TOP + ROW * len(rows)
    return Lane(
        name=name,
        height=str(bottom + 8),
        bottom=str(bottom),
        bars=[_bar(row, number, scale) for number, row in enumerate(rows)],
    )


@dataclass(frozen=True, kw_only=True)
class _Scale:
    """From the first of January of a year to that of another, over the width of the drawing.

    With what to place: the pauses of projects, up to the day that is shown.
    """

    first: int
    last: int
    on: date
    pauses: Mapping[int, Sequence[Pause]]

    def place(self, day: date) -> float:
        begin, end = date(self.first, 1, 1), date(self.last, 1, 1)
        share = (day - begin).days / (end - begin).days
        return NAMES + share * (WIDTH - NAMES)

    def x(self, day: date) -> str:
        return f"{self.place(day):.1f}"


def _bar(project: Project, number: int, scale: _Scale) -> Bar:
    starts = project.starts_on or date(scale.first, 1, 1)
    left = scale.place(starts)
    right = scale.place(project.ends_on) if project.ends_on else WIDTH
    title = project.title
    return Bar(
        project=project,
        name=title if len(title) <= LETTERS else f"{title[:LETTERS]}…",
        text_y=str(TOP + ROW * number + 17),
        x=f"{left:.1f}",
        y=str(TOP + ROW * number + 6),
        width=f"{max(right - left, 3):.1f}",
        is_open=project.ends_on is None,
        gaps=list(_gaps(scale.pauses.get(project.pk, []), scale)),
    )


def _gaps(pauses: Iterable[Pause], scale: _Scale) -> Iterator[Gap]:
    for pause in pauses:
        until = min(pause.until or scale.on, scale.on)
        if pause.first < until:
            left, right = scale.place(pause.first), scale.place(until)
            yield Gap(x=f"{left:.1f}", width=f"{right - left:.1f}")
