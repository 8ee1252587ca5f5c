"""What plays where: the priorities of the municipalities of a network, as of a day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from ivz.network.models import Area, Network, Theme, in_force
from ivz.network.models.areas import AreaKind
from ivz.network.queries.areas import municipalities_in
from ivz.portfolios.models import Priority
from ivz.portfolios.queries.themes import counted_as, standing_for


def priorities_on(network: Network, *, on: date) -> QuerySet[Priority]:
    """Give the priorities of the municipalities of a network, as of a day; one query."""
    inside = municipalities_in(network.area, on=on).order_by()
    return all_priorities_on(on).filter(municipality__in=inside)


def all_priorities_on(on: date) -> QuerySet[Priority]:
    """Give the priorities of every municipality on a day, by municipality."""
    return (
        Priority.objects.filter(in_force(on))
        .select_related("municipality", "theme__field", "theme__successor")
        .order_by("municipality__name", "theme__position", "pk")
    )


def municipalities_with(theme: Theme, *, network: Network, on: date) -> QuerySet[Area]:
    """Give the municipalities of a network that put ``theme`` first on a day, by name."""
    chosen = Priority.objects.filter(in_force(on), theme__in=counted_as(theme, on=on))
    return municipalities_in(network.area, on=on).filter(pk__in=chosen.values("municipality"))


@dataclass(frozen=True, kw_only=True)
class ThemeColumn:
    """A theme with the priorities that municipalities give it, by name of the municipality."""

    theme: Theme
    priorities: list[Priority]

    @property
    def count(self) -> int:
        """In how many municipalities the theme plays."""
        return len(self.priorities)

    @property
    def municipalities(self) -> list[Area]:
        """The municipalities in which the theme plays, by name."""
        return [row.municipality for row in self.priorities]


@dataclass(frozen=True, kw_only=True)
class MatrixRow:
    """A municipality with what it says per theme, in the order of the columns."""

    municipality: Area
    cells: list[Priority | None]

    @cached_property
    def count(self) -> int:
        """How many themes the municipality put first."""
        return sum(cell is not None for cell in self.cells)


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Municipalities against themes: which municipality put which theme first."""

    columns: list[ThemeColumn]
    rows: list[MatrixRow]

    @cached_property
    def silent(self) -> list[Area]:
        """The municipalities that filled in nothing."""
        return [row.municipality for row in self.rows if row.count == 0]

    @cached_property
    def frequency(self) -> list[ThemeColumn]:
        """The themes that play somewhere, the most frequent first."""
        played = [column for column in self.columns if column.count]
        return sorted(played, key=lambda column: (-column.count, column.theme.position))


def matrix(network: Network, *, on: date) -> Matrix:
    """Give which municipalities put which themes first on a day; three queries.

    Themes that are not in force are columns only where a municipality still names them.
    """
    municipalities = list(municipalities_in(network.area, on=on))
    themes = list(
        Theme.objects.select_related("field", "successor").order_by("field__number", "position")
    )
    chosen = priorities_on(network, on=on).select_related(None).order_by()
    found = _by_place(chosen, municipalities, themes)
    named = {theme_id for _municipality_id, theme_id in found}
    shown = [theme for theme in themes if theme.pk in named or theme.is_in_force(on)]
    rows = [
        MatrixRow(
            municipality=municipality,
            cells=[found.get((municipality.pk, theme.pk)) for theme in shown],
        )
        for municipality in municipalities
    ]
    columns = [
        ThemeColumn(
            theme=theme,
            priorities=[cell for row in rows if (cell := row.cells[place]) is not None],
        )
        for place, theme in enumerate(shown)
    ]
    return Matrix(columns=columns, rows=rows)


def _by_place(
    priorities: Iterable[Priority], municipalities: Iterable[Area], themes: Iterable[Theme]
) -> dict[tuple[int, int], Priority]:
    """Sort priorities by municipality and theme, and give each the rows that are known already.

    A region has thousands of priorities and a hundred municipalities: one row of each will do.
    """
    areas = {area.pk: area for area in municipalities}
    known = {theme.pk: theme for theme in themes}
    found = {}
    for row in priorities:
        place = row.municipality_id, row.theme_id
        if place[0] in areas and place[1] in known:  # else it was added this very moment
            row.municipality, row.theme = areas[place[0]], known[place[1]]
            found[place] = row
    return found


def frequent(network: Network, *, on: date, at_least: int) -> list[ThemeColumn]:
    """Give the themes that play in at least so many municipalities, the most frequent first.

    A theme that ended counts for what followed it; a municipality counts once.
    """
    columns = _by_standing(matrix(network, on=on).columns, on=on)
    return [column for column in columns if column.count >= at_least]


def _by_standing(columns: Iterable[ThemeColumn], *, on: date) -> list[ThemeColumn]:
    themes = {theme.pk: theme for theme in Theme.objects.select_related("field", "successor")}
    stands_for = standing_for(themes.values(), on=on)
    chosen: dict[int, dict[int, Priority]] = defaultdict(dict)
    for row in (row for column in columns for row in column.priorities):
        places = chosen[stands_for.get(row.theme_id, row.theme_id)]
        places.setdefault(row.municipality_id, row)
    found = [
        ThemeColumn(theme=themes[pk], priorities=_by_name(places.values()))
        for pk, places in chosen.items()
        if places and pk in themes
    ]
    return sorted(found, key=lambda column: (-column.count, column.theme.position))


def _by_name(rows: Iterable[Priority]) -> list[Priority]:
    return sorted(rows, key=lambda row: row.municipality.name)


def municipality_of(network: Network, code: str, *, on: date) -> Area | None:
    """Find a municipality by its code: one in the network on a day, or one that lay in it."""
    area = Area.objects.filter(code=code, kind=AreaKind.MUNICIPALITY).first()
    if area is None:
        return None
    day = min(on, area.last_day or on)
    return area if municipalities_in(network.area, on=day).filter(pk=area.pk).exists() else None


def own_priorities(municipality: Area) -> QuerySet[Priority]:
    """Give every priority of a municipality, through the years; newest first."""
    rows = Priority.objects.filter(municipality=municipality)
    return rows.select_related("theme").order_by("-valid_from", "theme__position", "pk")
