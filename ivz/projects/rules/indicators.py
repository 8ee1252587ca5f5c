"""When an indicator may take its figures from a table.

Policy: docs/policy/projects.md#indicators-from-figures
"""

from django.utils.translation import gettext as _

from ivz.errors import RuleBroken
from ivz.insight.models import DataSet, Figure
from ivz.projects.models import Indicator
from ivz.projects.tied_figures import data_sets_open_to, theme_of


def check_tie(indicator: Indicator) -> None:
    """Refuse an area without a table, a table more closed than the project, and no such cell."""
    if indicator.data_set_id is None:
        if indicator.area_id or indicator.theme_id:
            raise RuleBroken(_("Choose the table that holds the figures of this area and theme."))
        return
    if indicator.area_id is None:
        return
    told = DataSet.objects.filter(data_sets_open_to(indicator.project), pk=indicator.data_set_id)
    if not told.exists():
        raise RuleBroken(
            _("Not everyone who reads this project may read that table. Choose another table.")
        )
    cells = Figure.objects.filter(
        data_set=indicator.data_set_id,
        area=indicator.area_id,
        theme=theme_of(indicator, indicator.project),
    )
    if not cells.exists():
        raise RuleBroken(
            _("That table has no figure for this area and theme. Choose another area or theme.")
        )
