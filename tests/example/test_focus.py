"""What came first in the example: only what the papers say, each choice with its grounds."""

import datetime as dt

import pytest

from ivz.decisions.states import PaperState
from ivz.projects.models import FocusAgenda, Project
from ivz.projects.queries.focus import page_of
from ivz.projects.states import GroundKind
from tests.factories import visitor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example_region")]


def agenda_of(year):
    return FocusAgenda.objects.get(valid_from=dt.date(year, 1, 1))


def test_the_action_plan_of_2015_has_three_priorities_with_their_source():
    plan = agenda_of(2015)

    themes = [each.theme.code for each in plan.themes.select_related("theme")]

    assert themes == [
        "woninginbraken",
        "overlast-kwetsbare-personen",
        "georganiseerde-criminaliteit",
    ]
    assert plan.state == PaperState.ADOPTED
    assert "hoofdstuk 3" in plan.origin


def test_the_focus_of_2017_was_adopted_by_the_decision_on_its_point():
    focus = agenda_of(2017)

    assert focus.decision.decided_on == dt.date(2016, 10, 10)
    assert focus.themes.count() == 4
    assert page_of(focus, actor=visitor()).without_project == 0


def test_the_plan_of_2014_was_adopted_by_a_decision_of_that_day():
    project = Project.objects.get(title="Aanpak woonoverlast door psychisch kwetsbaren")

    assert project.decision.decided_on == dt.date(2014, 6, 30)
    assert project.decision.body.slug == "dvo-twente"


def test_every_choice_of_the_example_rests_on_something_that_can_be_traced():
    for agenda in FocusAgenda.objects.all():
        for focus in page_of(agenda, actor=visitor()).themes:
            assert focus.grounds, focus.row
            for ground in focus.grounds:
                counted = ground.row.kind == GroundKind.PRIORITY and ground.row.counted
                assert ground.told
                assert ground.source or counted or ground.row.text
