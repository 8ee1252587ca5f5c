"""The areas of one data set compared, from what the database holds."""

from ivz.insight.comparisons import Comparison, compare_areas
from ivz.insight.models import DataSet, Figure
from ivz.insight.populations import AreaTree, Parts, inhabitants_near, lies_within
from ivz.network.models import Area


def compare(data_set: DataSet) -> Comparison:
    """Compare the areas of a data set; four SQL queries. Asks no rights."""
    figures = list(data_set.figures.select_related("area", "theme__field").order_by("pk"))
    tree = AreaTree()
    total_area = _area_that_holds_others(figures, tree.parts_on(data_set.period_from))
    areas = {figure.area_id for figure in figures if figure.area != total_area}
    inhabitants = inhabitants_near(data_set.period_from, areas=areas, tree=tree)
    return compare_areas(
        data_set,
        figures,
        priorities=list(data_set.priorities.all()),
        total_area=total_area,
        inhabitants=inhabitants.by_area if inhabitants else {},
        population_on=inhabitants.on if inhabitants else None,
    )


def _area_that_holds_others(figures: list[Figure], parts: Parts) -> Area | None:
    areas = list({figure.area: None for figure in figures})
    holding = (
        area for area in areas if any(lies_within(other.pk, area.pk, parts) for other in areas)
    )
    return next(holding, None)
