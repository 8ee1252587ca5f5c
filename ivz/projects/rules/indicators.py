"""When an indicator may take its figures from a table, and who answers for it.

Policy: docs/policy/projects.md#indicators-from-figures
"""

from datetime import date

from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.errors import RuleBroken
from ivz.insight.models import DataSet, Figure
from ivz.projects.models import Indicator
from ivz.projects.rules.rights import check_may_lead
from ivz.projects.tied_figures import is_open_to, theme_of


def check_tie(indicator: Indicator) -> None:
    """Refuse an area without a table, a table more closed than the project, and no such cell."""
    if indicator.data_set_id is None:
        if indicator.area_id or indicator.theme_id:
            raise RuleBroken(_("Choose the table that holds the figures of this area and theme."))
        return
    if indicator.area_id is None:
        return
    told = DataSet.objects.filter(pk=indicator.data_set_id).first()
    if told is None or not is_open_to(told, indicator.project):
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


def check_answers(indicator: Indicator, *, on: date) -> None:
    """Refuse that somebody answers for it who is not in the project group, or is not known.

    Policy: docs/policy/projects.md#who-answers-for-the-aims
    """
    place = indicator.answered_by
    if place is None:
        return
    is_known = place.person_id is not None or place.is_outsider
    if place.project_id != indicator.project_id or not place.is_in_force(on) or not is_known:
        raise RuleBroken(
            _("Choose somebody of the project group of today; or leave it to the project leader."),
            field="answered_by",
        )


def check_may_measure(indicator: Indicator, *, by: Actor) -> None:
    """Let who leads the project note figures, and whoever answers for this one.

    Policy: docs/policy/projects.md#who-answers-for-the-aims
    """
    place = indicator.answered_by
    answers = place is not None and place.is_in_force(by.today)
    if not answers or place is None or place.person_id is None or place.person_id != by.person_id:
        check_may_lead(indicator.project, by=by)
