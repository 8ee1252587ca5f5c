"""The areas of one data set compared, from what the database holds."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef

from ivz.insight.comparisons import Comparison, Reading, compare_areas
from ivz.insight.models import DataSet
from ivz.insight.populations import AreaTree, Parts, inhabitants_near, lies_within
from ivz.network.models import Area, Theme


def compare(data_set: DataSet, *, with_inhabitants: bool = True) -> Comparison:
    """Compare the areas of a data set; at most four SQL queries. Asks no rights.

    Args:
        data_set: the data set.
        with_inhabitants: whether intervals and the weighted mean are wanted too.
    """
    figures = list(data_set.figures.select_related("area").order_by("pk"))
    readings = [
        Reading(each.area_id, each.theme_id, each.rate, each.published_rank) for each in figures
    ]
    areas = list(dict.fromkeys(each.area for each in figures))  # in the order of the source
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


def _themes(data_set: DataSet, readings: Sequence[Reading]) -> dict[Theme, bool]:
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
