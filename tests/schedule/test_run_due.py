"""The worker runs what is due, keeps what went wrong, and does nothing twice."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from ivz.clock.models import Clock
from ivz.schedule import registry
from ivz.schedule.actions import run_due
from ivz.schedule.models import ScheduledAction
from ivz.schedule.queries import timetable
from ivz.schedule.registry import PeriodicAction, register
from tests.factories import TODAY

pytestmark = pytest.mark.django_db

NOW = timezone.now()
AN_HOUR = timedelta(hours=1)


@pytest.fixture
def ran(monkeypatch):
    """Start from an empty schedule, and note what ran on which day."""
    monkeypatch.setattr(registry, "_actions", {})
    return []


def every_hour(name, run):
    register(PeriodicAction(name=name, title=name, every=AN_HOUR, run=run))


def fail(today):
    Clock.objects.create(pk=1, today=today)
    raise OSError("disk full")


def test_an_action_runs_with_the_date_of_today(ran):
    every_hour("one", ran.append)

    names = run_due(now=NOW, today=TODAY)

    assert (names, ran) == (["one"], [TODAY])


@pytest.mark.parametrize(
    ("later", "runs"),
    [
        (timedelta(0), 1),
        (AN_HOUR - timedelta(seconds=1), 1),
        (AN_HOUR, 2),
        (AN_HOUR * 5, 2),
    ],
)
def test_an_action_waits_for_its_next_time(ran, later, runs):
    every_hour("one", ran.append)
    run_due(now=NOW, today=TODAY)

    run_due(now=NOW + later, today=TODAY)

    assert len(ran) == runs


def test_one_failing_action_keeps_its_error_and_the_others_run(ran):
    every_hour("a", ran.append)
    every_hour("b", fail)
    every_hour("c", ran.append)

    names = run_due(now=NOW, today=TODAY)

    assert (names, len(ran)) == (["a", "b", "c"], 2)
    runs = {
        run.name: (run.last_error, run.last_success_at) for run in ScheduledAction.objects.all()
    }
    assert runs == {"a": ("", NOW), "b": ("OSError: disk full", None), "c": ("", NOW)}


def test_a_failing_action_leaves_nothing_half_done(ran):
    every_hour("b", fail)

    run_due(now=NOW, today=TODAY)

    assert not Clock.objects.exists()


def test_a_failing_action_is_tried_again_at_its_next_time_and_the_error_goes(ran):
    every_hour("b", fail)
    run_due(now=NOW, today=TODAY)
    every_hour("b", ran.append)

    soon = run_due(now=NOW + timedelta(minutes=1), today=TODAY)
    later = run_due(now=NOW + AN_HOUR, today=TODAY)

    run = ScheduledAction.objects.get()
    assert (soon, later) == ([], ["b"])
    assert (run.last_error, run.last_success_at) == ("", NOW + AN_HOUR)


def test_the_timetable_shows_also_what_never_ran(ran, django_assert_num_queries):
    every_hour("a", ran.append)
    run_due(now=NOW, today=TODAY)
    every_hour("b", ran.append)

    with django_assert_num_queries(1):
        rows = [(row.action.name, row.run and row.run.last_run_at) for row in timetable()]

    assert rows == [("a", NOW), ("b", None)]


@pytest.mark.django_db(transaction=True)  # the worker closes connections that grew old
def test_the_worker_runs_once_and_stops_when_asked(ran):
    every_hour("one", ran.append)

    call_command("worker", "--once")

    assert len(ran) == 1


def test_the_installation_looks_after_itself():
    names = {action.name for action in registry.registered()}

    assert {"installation.back-up-database", "installation.clear-expired-sessions"} <= names
