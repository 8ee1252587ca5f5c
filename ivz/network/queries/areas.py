"""What pages and other subjects ask about areas."""

from datetime import date

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from ivz.network.models import Area
from ivz.network.models.areas import AreaKind

_LYING_IN = """
    WITH RECURSIVE inside (area_id) AS (
        SELECT area_id FROM network_arealink WHERE parent_id = %s
            AND (valid_from IS NULL OR valid_from <= %s)
            AND (valid_until IS NULL OR valid_until > %s)
        UNION
        SELECT link.area_id FROM network_arealink link
        JOIN inside ON link.parent_id = inside.area_id
        WHERE (link.valid_from IS NULL OR link.valid_from <= %s)
            AND (link.valid_until IS NULL OR link.valid_until > %s)
    ) SELECT area_id FROM inside
"""


def areas_in(area: Area, *, on: date) -> QuerySet[Area]:
    """Give the areas that lie in ``area`` on a day, however deep; one query."""
    lying_in = RawSQL(_LYING_IN, [area.pk, *[on] * 4])  # noqa: S611 - constant text, bound values
    return Area.objects.filter(pk__in=lying_in)


def municipalities_in(area: Area, *, on: date) -> QuerySet[Area]:
    """Give the municipalities that lie in ``area`` on a day, by name; one query."""
    return areas_in(area, on=on).filter(kind=AreaKind.MUNICIPALITY).order_by("name")
