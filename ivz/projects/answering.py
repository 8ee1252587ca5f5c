"""Who answers for the aims of a project: of each indicator somebody of the group, else the leader.

Policy: docs/policy/projects.md#who-answers-for-the-aims
"""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from ivz.projects.models import Indicator


def answerer(indicator: Indicator, *, on: date) -> str:
    """Give who answers for an indicator on a day, by function; fetch the place and person along."""
    place = indicator.answered_by
    if place is None or not place.is_in_force(on):
        return _("the project leader")
    return place.person.function if place.person else place.shown_function


def answerers(indicators: Iterable[Indicator], *, on: date) -> list[tuple[str, str]]:
    """Give each indicator with who answers for it; fetch the places and people along."""
    return [(row.name, answerer(row, on=on)) for row in indicators]
