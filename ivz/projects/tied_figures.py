"""Indicators with their figures: typed, or from the data sets that they are tied to.

Policy: docs/policy/projects.md#indicators-from-figures
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from ivz.authorization.openness import Openness
from ivz.insight.models import DataSet, Figure
from ivz.projects.models import Indicator, Project

FigureKey = tuple[int, int, int]


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What an indicator was on a day; ``data_set`` where the figure comes from a table."""

    on: date
    value: Decimal
    source: str
    is_provisional: bool
    data_set: DataSet | None = None


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """That somebody typed another figure than the table holds; the table counts."""

    typed: Decimal
    computed: Decimal
    on: date


@dataclass(frozen=True, kw_only=True)
class Series:
    """An indicator with where it began and what was measured, oldest first."""

    indicator: Indicator
    baseline: Decimal | None
    baseline_on: date | None
    measured: Sequence[Measured]
    data_set: DataSet | None = None
    conflicts: Sequence[Conflict] = ()

    @property
    def latest(self) -> Measured | None:
        """The newest figure."""
        return self.measured[-1] if self.measured else None

    def latest_on(self, day: date) -> Measured | None:
        """The newest figure of a day or before."""
        return next((row for row in reversed(self.measured) if row.on <= day), None)


def is_open_to(table: DataSet, project: Project) -> bool:
    """Tell whether everyone who reads a project may read a table.

    A project never tells a figure that is more closed than itself. So what is as closed as the
    projects that it tells of, such as a file, is as closed as their tables.
    """
    if table.openness == Openness.PUBLIC:
        return True
    is_inside = table.network_id == project.body.network_id
    return table.openness == Openness.NETWORK and is_inside and project.openness != Openness.PUBLIC


def series_of(
    indicators: Iterable[Indicator], *, project: Project, data_sets: QuerySet[DataSet]
) -> list[Series]:
    """Give each indicator of a project with its figures; as ``series_among`` does."""
    rows = list(indicators)
    for row in rows:
        row.project = project
    return series_among(rows, data_sets=data_sets)


def series_among(indicators: Iterable[Indicator], *, data_sets: QuerySet[DataSet]) -> list[Series]:
    """Give each indicator with its figures; two queries where one is tied to ``data_sets``.

    Fetch the measurements along, and the project with its body.
    """
    rows = list(indicators)
    known = _tables(rows, data_sets)
    figures = _figures(rows, known)
    return [_series(row, _open_to(row.project, known), figures) for row in rows]


def _open_to(project: Project, known: Mapping[int, DataSet]) -> dict[int, DataSet]:
    return {pk: table for pk, table in known.items() if is_open_to(table, project)}


def measured_series(project: Project) -> list[Series]:
    """Give the indicators of a project with their figures; two queries, four where one is tied."""
    indicators = project.indicators.select_related("answered_by__person").order_by("pk")
    rows = indicators.prefetch_related("measurements")
    return series_of(rows, project=project, data_sets=DataSet.objects.all())


def theme_of(indicator: Indicator, project: Project) -> int | None:
    """Give the key of the theme that an indicator is about: its own, else the project's."""
    return indicator.theme_id or project.theme_id


def _tables(rows: Iterable[Indicator], data_sets: QuerySet[DataSet]) -> dict[int, DataSet]:
    """Give the tables of the networks of the tables that are named, oldest first."""
    ids = [row.data_set_id for row in rows if row.data_set_id]
    if not ids:
        return {}
    networks = DataSet.objects.filter(pk__in=ids).values("network")
    found = data_sets.filter(network__in=networks).order_by("period_until", "pk")
    return {row.pk: row for row in found}


def _figures(rows: Iterable[Indicator], known: Mapping[int, DataSet]) -> dict[FigureKey, Decimal]:
    tied = [row for row in rows if row.data_set_id in known and row.area_id]
    if not tied:
        return {}
    cells = Figure.objects.filter(
        data_set__in=list(known),
        area__in={row.area_id for row in tied},
        theme__in={theme_of(row, row.project) for row in tied},
    )
    found = cells.values_list("data_set_id", "area_id", "theme_id", "rate")
    return {(table, area, theme): rate for table, area, theme, rate in found}


def _series(
    row: Indicator,
    known: Mapping[int, DataSet],
    figures: Mapping[FigureKey, Decimal],
) -> Series:
    first = known.get(row.data_set_id or 0)
    typed = [
        Measured(
            on=each.on,
            value=each.value,
            source=each.source or row.source,
            is_provisional=each.is_provisional,
        )
        for each in sorted(row.measurements.all(), key=lambda each: each.on)
    ]
    computed = _computed(row, first, known, figures) if first else []
    if first is None or not computed or computed[0].data_set != first:
        return Series(
            indicator=row,
            baseline=row.baseline,
            baseline_on=row.baseline_on,
            measured=typed,
            data_set=first,
        )
    return Series(
        indicator=row,
        baseline=computed[0].value,
        baseline_on=computed[0].on,
        measured=_together(typed, computed),
        data_set=first,
        conflicts=_conflicts(row, typed, computed),
    )


def _computed(
    row: Indicator,
    first: DataSet,
    known: Mapping[int, DataSet],
    figures: Mapping[FigureKey, Decimal],
) -> list[Measured]:
    """Give the cells of the table named and of later ones that count the same, oldest first."""
    where = (row.area_id or 0, theme_of(row, row.project) or 0)
    return [
        Measured(
            on=table.last_day,
            value=figures[table.pk, *where],
            source=table.source,
            is_provisional=table.is_provisional,
            data_set=table,
        )
        for table in known.values()
        if table.period_until >= first.period_until
        and _counts(table) == _counts(first)
        and (table.pk, *where) in figures
    ]


def _counts(table: DataSet) -> tuple[int, str, str, int]:
    """Tell what a table counts: tables that say the same make one series."""
    return (table.network_id, table.unit, table.denominator, table.per)


def _together(typed: Iterable[Measured], computed: Iterable[Measured]) -> list[Measured]:
    by_day = {row.on: row for row in typed} | {row.on: row for row in computed}
    return [by_day[day] for day in sorted(by_day)]


def _conflicts(
    row: Indicator, typed: Iterable[Measured], computed: Sequence[Measured]
) -> list[Conflict]:
    by_day = {each.on: each.value for each in computed}
    said = [(each.on, each.value) for each in typed if each.on in by_day]
    if row.baseline is not None:
        said.insert(0, (computed[0].on, row.baseline))
    return [
        Conflict(on=on, typed=value, computed=by_day[on])
        for on, value in said
        if value != by_day[on]
    ]
