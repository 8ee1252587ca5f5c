"""A focus agenda holds for two years at most; what was adopted elsewhere is noted as it was."""

import datetime as dt

import pytest
from django.urls import reverse

from ivz.decisions.states import PaperState
from ivz.errors import RuleBroken
from ivz.projects.actions import focus as actions
from ivz.projects.models import FocusAgenda
from ivz.projects.rules.focus import period_ending
from tests.projects.network import region
from tests.projects.test_focus import complete, now, proposed
from tests.projects.test_pages import signed_in, text_of

pytestmark = pytest.mark.django_db
LONGER = "een periode van hoogstens twee jaar"


@pytest.fixture
def here():
    return region()


@pytest.mark.parametrize("first", [dt.date(2017, 1, 1), dt.date(2016, 2, 29)])
def test_what_holds_longer_than_two_years_does_not_go_to_the_platform(here, first):
    end = period_ending(first)
    too_long = complete(here, first=first, until=end + dt.timedelta(days=1))

    with pytest.raises(RuleBroken, match=LONGER):
        actions.submit(too_long, by=here.coordinator)

    page = signed_in(here.coordinator).get(too_long.get_absolute_url())
    assert LONGER in text_of(page)
    assert proposed(here, first=first, until=end).state == PaperState.SUBMITTED


def test_what_was_adopted_for_longer_is_noted_as_it_was(here):
    agenda = complete(here, first=dt.date(2013, 1, 1), until=dt.date(2017, 1, 1))

    actions.note_adopted(agenda, origin="Nota van 2012", by=here.coordinator)

    assert now(agenda).state == PaperState.ADOPTED


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2017-01-01", dt.date(2018, 12, 31)),
        ("2016-02-29", dt.date(2018, 2, 28)),
        ("9999-01-01", dt.date(9999, 12, 30)),
    ],
)
def test_without_a_last_day_it_holds_for_two_years(here, first, last):
    typed = {"title": "Focus", "valid_from": first}

    signed_in(here.coordinator).post(reverse("projects:new_focus"), typed)

    assert FocusAgenda.objects.get().last_day == last
