"""The areas of one data set compared, from what the database holds."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef

from ivz.insight.comparisons import Comparison, compare_areas
from ivz.insight.models import DataSet, Figure
from ivz.insight.populations import AreaTree, Inhabitants, Parts, inhabitants_near, lies_within
from ivz.network.models import Area, Theme


def compare(data_set: DataSet, *, with_inhabitants: bool = True) -> Comparison:
    """Compare the areas of a data set; at most three SQL queries. Asks no rights.

    Args:
        data_set: the data set.
        with_inhabitants: whether intervals and the weighted mean are wanted too.
    """
    figures, priorities = _figures(data_set)
    tree = AreaTree()
    total_area = _area_that_holds_others(figures, tree.parts_on(data_set.period_from))
    inhabitants: Inhabitants | None = None
    if with_inhabitants:
        areas = {figure.area_id for figure in figures if figure.area != total_area}
        inhabitants = inhabitants_near(data_set.period_from, areas=areas, tree=tree)
    return compare_areas(
        data_set,
        figures,
        priorities=priorities,
        total_area=total_area,
        inhabitants=inhabitants.by_area if inhabitants else {},
        population_on=inhabitants.on if inhabitants else None,
    )


def _figures(data_set: DataSet) -> tuple[Sequence[Figure], set[Theme]]:
    """Read the figures in the order of the source, and which of their themes are priorities."""
    chosen = DataSet.priorities.through.objects.filter(
        dataset_id=data_set.pk, theme_id=OuterRef("theme_id")
    )
    figures = list(
        data_set.figures.select_related("area", "theme__field")
        .annotate(is_priority=Exists(chosen))
        .order_by("pk")
    )
    return figures, {figure.theme for figure in figures if figure.is_priority}


def _area_that_holds_others(figures: Sequence[Figure], parts: Parts) -> Area | None:
    areas = list({figure.area: None for figure in figures})
    holding = (
        area for area in areas if any(lies_within(other.pk, area.pk, parts) for other in areas)
    )
    return next(holding, None)
