"""A pause does not count: no hours are owed for its days, and what was due in it is not asked."""

import datetime as dt
from decimal import Decimal

import pytest

from ivz.accounts.actors import Actor
from ivz.effort.ledger import LedgerYear, ledger
from ivz.projects.models import Project
from ivz.projects.next_step import next_step
from ivz.projects.pauses import Pause, outside, pauses_of
from ivz.projects.progress import hours_of
from ivz.projects.queries import portfolio as queries
from ivz.projects.queries.portfolio import Chosen
from ivz.projects.queries.reports import late_reports, owed_reports
from ivz.projects.states import ProjectState, StepKind
from tests.factories import TODAY, OrganisationFactory
from tests.projects import factories as make
from tests.projects.network import region, running
from tests.projects.test_changes import WHY, decided, put_right
from tests.projects.test_hours_so_far import ago, portfolio, project_of

pytestmark = pytest.mark.django_db
FEBRUARY, APRIL = dt.date(2017, 2, 10), dt.date(2017, 4, 15)


@pytest.fixture
def here():
    return region()


def paused(project, first, until=None):
    """Let a project have been paused; a step of another kind tells its phase and moves nothing."""
    make.StepFactory(project=project, kind=StepKind.PAUSED, state=ProjectState.PAUSED, on=first)
    make.StepFactory(
        project=project,
        kind=StepKind.LEADER_ASSIGNED,
        state=ProjectState.RUNNING,
        on=first + dt.timedelta(days=1),
    )
    if until:
        make.StepFactory(
            project=project, kind=StepKind.RESUMED, state=ProjectState.RUNNING, on=until
        )


@pytest.mark.parametrize(
    ("place", "pauses", "owed"),
    [
        ((4, ago(10), None), [(ago(6), ago(3))], 28),
        ((4, ago(5), None), [(ago(6), ago(3))], 12),
        ((4, ago(10), ago(5)), [(ago(6), ago(3))], 16),
        ((4, ago(10), None), [(ago(9), ago(8)), (ago(6), ago(3))], 24),
        ((4, ago(10), None), [(ago(20), ago(9))], 36),
    ],
)
def test_beside_a_project_no_hours_are_owed_for_the_days_of_a_pause(here, place, pauses, owed):
    project = project_of(here, places=[place])
    for first, until in pauses:
        paused(project, first, until)

    [row], together = portfolio(here, here.coordinator)

    assert (row.owed, together.owed) == (Decimal(owed), Decimal(owed))


def test_of_a_day_before_the_project_went_on_the_hours_count_until_then(here):
    project = project_of(here, places=[(4, None, None)])
    paused(project, ago(6), ago(3))
    make.StepFactory(project=project, state=ProjectState.RUNNING, on=ago(10))

    owed = [portfolio(here, here.coordinator, on=ago(weeks))[1].owed for weeks in (8, 2)]

    assert owed == [8, 20]


def test_the_ledger_counts_no_promise_on_the_days_of_a_pause(here):
    borne = OrganisationFactory(name="Gemeente Borne")
    project = running(here)
    make.MemberFactory(
        project=project, organisation=borne, hours_per_week=7, valid_from=dt.date(2016, 1, 1)
    )
    paused(project, dt.date(2016, 2, 1), dt.date(2016, 3, 1))
    year = LedgerYear(year=2016, on=dt.date(2016, 12, 30))

    [row] = [
        row
        for row in ledger(here.network, year, actor=here.coordinator).partners
        if row.organisation == borne
    ]

    assert row.promised == 365 - 29


def test_the_light_of_capacity_asks_no_hours_for_a_pause(here):
    project = project_of(here, places=[(4, None, None)])
    paused(project, ago(6), ago(3))

    assert hours_of(project, since=ago(10), until=TODAY).promised == 28
    assert hours_of(project, since=ago(5), until=ago(4)).promised == 0


@pytest.mark.parametrize(
    ("until", "due_on"),
    [(APRIL, dt.date(2017, 9, 30)), (dt.date(2017, 3, 20), dt.date(2017, 3, 31))],
)
def test_a_period_that_closed_before_the_project_went_on_is_not_owed(here, until, due_on):
    project = running(here, ends_on=dt.date(2018, 10, 31))
    paused(project, FEBRUARY, until)
    network = (here.board.network_id,)

    for month in range(5, 23):
        on = dt.date(2017 + (month - 1) // 12, (month - 1) % 12 + 1, 15)
        reader = Actor(user=here.mayor.user, today=on)
        owed = [each.due_on for each in owed_reports(Project.objects.all(), on=on) if each.is_late]
        found = queries.portfolio(here.network, Chosen(), actor=reader)
        step = next_step(project, [], on=on)

        assert owed == ([due_on] if due_on < on else [])
        assert [each.due_on for each in late_reports(reader, network)] == owed
        assert [stand.is_report_due for stand in found.stands] == [bool(owed)]
        assert ("te laat" in step.text) == bool(owed) or on.month in {3, 9}


def test_a_pause_that_is_put_right_never_was_and_going_on_put_right_pauses_again(here):
    project = running(here)
    pause = decided(project, "pause", WHY, body=here.board)
    assert pauses_of([project.pk]) == {project.pk: [Pause(first=TODAY, until=None)]}
    put_right(pause, project, "pause", WHY)
    assert pauses_of([project.pk]) == {project.pk: [Pause(first=TODAY, until=TODAY)]}

    decided(project, "pause", WHY, body=here.board)
    going_on = decided(project, "resume", WHY, body=here.board)
    put_right(going_on, project, "resume", WHY)

    assert pauses_of([project.pk])[project.pk][-1] == Pause(first=TODAY, until=None)


def test_what_lies_outside_pauses_is_cut_into_parts():
    pauses = [Pause(first=ago(8), until=ago(6)), Pause(first=ago(2), until=None)]

    assert outside(pauses, ago(10), TODAY) == [(ago(10), ago(8)), (ago(6), ago(2))]
    assert outside(pauses, ago(7), ago(6)) == []
    assert outside([], TODAY, TODAY) == []
