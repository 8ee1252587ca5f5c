"""What today is: the example date in example mode only."""

from datetime import date

import pytest
from django.utils import timezone

from ivz.clock.models import Clock
from ivz.clock.reading import move_to, stop, today

pytestmark = pytest.mark.django_db
EXAMPLE = date(2016, 10, 10)


def test_without_an_example_date_it_is_really_today(settings):
    settings.IS_EXAMPLE = True

    assert today() == timezone.localdate()


def test_in_example_mode_it_is_the_example_date(settings):
    settings.IS_EXAMPLE = True

    move_to(EXAMPLE)

    assert today() == EXAMPLE


def test_in_production_the_example_date_counts_for_nothing(settings, django_assert_num_queries):
    move_to(EXAMPLE)
    settings.IS_EXAMPLE = False

    with django_assert_num_queries(0):
        assert today() == timezone.localdate()


def test_moving_the_date_twice_keeps_one_date(settings):
    settings.IS_EXAMPLE = True
    move_to(EXAMPLE)

    move_to(date(2016, 12, 12))

    assert (today(), Clock.objects.count()) == (date(2016, 12, 12), 1)


def test_stopping_returns_to_the_real_date(settings):
    settings.IS_EXAMPLE = True
    move_to(EXAMPLE)

    stop()

    assert today() == timezone.localdate()
