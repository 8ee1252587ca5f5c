"""The areas of one data set compared, from what the database holds."""

from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef

from ivz.insight.comparisons import Comparison, Reading, compare_areas
from ivz.insight.models import DataSet
from ivz.insight.populations import AreaTree, Parts, inhabitants_near, lies_within
from ivz.network.models import Area, Theme


def compare(data_set: DataSet, *, with_inhabitants: bool = True) -> Comparison:
    """Compare the areas of a data set; at most five SQL queries. Asks no rights.

    Args:
        data_set: the data set.
        with_inhabitants: whether intervals and the weighted mean are wanted too.
    """
    figures = data_set.figures.order_by("pk")
    cells = figures.values_list("area_id", "theme_id", "rate", "published_rank")
    readings = [Reading(*cell) for cell in cells]
    areas = _areas(readings)
    tree = AreaTree()
    total_area = _area_that_holds_others(areas, tree.parts_on(data_set.period_from))
    inhabitants = None
    if with_inhabitants:
        compared = {area.pk for area in areas if area != total_area}
        inhabitants = inhabitants_near(data_set.period_from, areas=compared, tree=tree)
    return compare_areas(
        data_set,
        readings,
        areas=areas,
        total_area=total_area,
        themes=_themes(data_set, readings),
        inhabitants=inhabitants,
    )


def _areas(readings: Iterable[Reading]) -> list[Area]:
    """Give the areas in the order of the source."""
    keys = {reading.area_id: None for reading in readings}
    known = Area.objects.in_bulk(keys)
    return [known[key] for key in keys]


def _themes(data_set: DataSet, readings: Iterable[Reading]) -> dict[Theme, bool]:
    """Give the themes in the order of the code list, and whether each is a priority."""
    chosen = DataSet.priorities.through.objects.filter(dataset=data_set, theme=OuterRef("pk"))
    themes = (
        Theme.objects.filter(pk__in={reading.theme_id for reading in readings})
        .select_related("field")
        .annotate(is_priority=Exists(chosen))
        .order_by("field__number", "position")
    )
    return {theme: theme.is_priority for theme in themes}


def _area_that_holds_others(areas: Sequence[Area], parts: Parts) -> Area | None:
    holding = (
        area for area in areas if any(lies_within(other.pk, area.pk, parts) for other in areas)
    )
    return next(holding, None)
