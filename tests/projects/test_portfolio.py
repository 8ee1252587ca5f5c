"""The portfolio: which projects, in which order, with which figures, and for whom."""

import datetime as dt
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.authorization.roles import GroupRole
from ivz.decisions.papers import ADOPT
from ivz.decisions.states import PaperState
from ivz.meetings.models import AskedQuestion
from ivz.projects.deciding import PLAN
from ivz.projects.queries import portfolio as queries
from ivz.projects.queries.portfolio import Chosen
from ivz.projects.queries.portfolio_choices import choices
from ivz.projects.states import Aspect, LightColour, ProjectKind, ProjectState
from tests.effort.factories import DeliveryFactory
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    MeetingFactory,
    visitor,
)
from tests.projects import factories as make
from tests.projects.network import region
from tests.projects.test_pages import signed_in
from tests.projects.test_reports import owed_in

pytestmark = pytest.mark.django_db
INDEX = "projects:index"


@pytest.fixture
def here():
    return region()


def project_in(here, title, **given):
    return make.ProjectFactory(body=here.board, theme=here.theme, title=title, **given)


def reported(project, colour, *, on=TODAY, aspect=Aspect.RESULT, reason="Te weinig mensen."):
    report = make.ProgressReportFactory(project=project, window=on, due_on=on, reported_on=on)
    return make.LightFactory(report=report, aspect=aspect, colour=colour, reason=reason)


def titles(here, actor=None, **chosen):
    actor = actor or here.coordinator
    found = queries.portfolio(here.network, Chosen(**chosen), actor=actor)
    return [
        project.title
        for project, _phase in queries.projects_of(
            [stand.pk for stand in found.stands], actor=actor, on=TODAY
        )
    ]


def late_report(project):
    """Let a project have run through a whole period, the one of September, without a report."""
    project.state, project.starts_on = ProjectState.RUNNING, dt.date(2016, 8, 1)
    project.save()


def test_what_asks_most_attention_stands_first(here):
    project_in(here, "Op koers")
    reported(project_in(here, "Let op"), LightColour.WATCH)
    late_report(project_in(here, "Te laat"))
    reported(project_in(here, "Bijsturen"), LightColour.ADJUST)

    assert titles(here) == ["Bijsturen", "Te laat", "Let op", "Op koers"]


def test_past_its_last_day_a_project_is_late(here):
    project_in(here, "A", ends_on=TODAY)
    project_in(here, "B", ends_on=TODAY - dt.timedelta(days=1))

    assert titles(here) == ["B", "A"]


def test_a_period_that_went_by_makes_late_until_it_is_reported(here):
    late_report(project_in(here, "B"))
    late_report(reporting := project_in(here, "A"))
    make.ProgressReportFactory(
        project=reporting,
        window=dt.date(2016, 9, 1),
        due_on=dt.date(2016, 9, 30),
        reported_on=TODAY,
    )
    found = queries.portfolio(here.network, Chosen(), actor=here.coordinator)

    rows = queries.rows_of(found.stands, actor=here.coordinator)

    assert [(row.project.title, row.is_report_due) for row in rows] == [("B", True), ("A", False)]
    assert [owed.project.title for owed in owed_in(here.network, actor=here.coordinator)] == ["B"]


def test_a_correction_takes_the_place_of_the_report_it_corrects(here):
    project = project_in(here, "P")
    reported(project, LightColour.ADJUST)
    better = make.ProgressReportFactory(
        project=project, window=TODAY, due_on=TODAY, reported_on=TODAY, number=2, correction="Fout."
    )
    make.LightFactory(report=better, aspect=Aspect.RESULT, colour=LightColour.WATCH)

    assert titles(here, light=LightColour.ADJUST) == []
    assert titles(here, light=LightColour.WATCH) == ["P"]


def test_only_the_latest_report_counts(here):
    project = project_in(here, "B")
    reported(project, LightColour.ADJUST, on=TODAY - dt.timedelta(days=200))
    reported(project, LightColour.ON_COURSE)
    project_in(here, "A")

    assert titles(here) == ["A", "B"]
    assert titles(here, light=LightColour.ADJUST) == []
    assert titles(here, light=LightColour.ON_COURSE) == ["B"]
    assert titles(here, light=queries.NOT_REPORTED) == ["A"]


def test_a_choice_that_is_none_is_told_where_it_was_made(client, here):
    client.force_login(here.coordinator.user)

    page = BeautifulSoup(client.get("/projecten/?fase=onzin").content, "html.parser")

    filters = page.select_one("details.pj-filters")
    assert filters.has_attr("open")
    assert "onzin" in filters.select_one("#id_fase_error").text


def test_each_choice_narrows_down(here):
    wanted = project_in(here, "Gezocht", kind=ProjectKind.PILOT, state=ProjectState.RUNNING)
    place = make.MemberFactory(project=wanted, role=GroupRole.HOLDER)
    other = make.ProjectFactory(body=here.board, title="Anders", state=ProjectState.PAUSED)
    make.MemberFactory(project=other, role=GroupRole.LEADER)
    choices = {
        "words": "gezo",
        "theme": here.theme.code,
        "kind": ProjectKind.PILOT,
        "phase": ProjectState.RUNNING,
        "holder": place.person.slug,
        "partner": place.organisation.slug,
    }

    assert titles(here) == ["Anders", "Gezocht"]
    for name, value in choices.items():
        assert titles(here, **{name: value}) == ["Gezocht"], name


def test_what_is_over_shows_only_when_chosen(here):
    project_in(here, "Klaar", state=ProjectState.CLOSED)

    assert titles(here) == []
    assert titles(here, phase=ProjectState.CLOSED) == ["Klaar"]
    assert titles(here, phase="all") == ["Klaar"]


def test_closed_projects_are_neither_shown_nor_counted_nor_offered(here):
    closed = project_in(here, "Besloten", openness=Openness.BODY)
    make.MemberFactory(project=closed, role=GroupRole.HOLDER, hours_per_week=8)
    stranger = visitor()
    found = queries.portfolio(here.network, Chosen(), actor=stranger)

    together = queries.totals(found)

    assert list(found.stands) == []
    assert (together.count, together.promised) == (0, 0)
    assert choices(here.network, actor=stranger) == {
        "thema": [],
        "houder": [],
        "partner": [],
    }


def test_what_asks_attention_and_what_lacks_a_holder_is_counted(here):
    late_report(project_in(here, "Te laat"))
    reported(project_in(here, "Let op"), LightColour.WATCH)
    make.MemberFactory(project=project_in(here, "Op koers"), role=GroupRole.HOLDER)
    project_in(here, "Zijlijn", kind=ProjectKind.SIDELINE)
    found = queries.portfolio(here.network, Chosen(), actor=here.coordinator)

    together = queries.totals(found)

    assert (together.count, together.attention, together.without_holder) == (4, 1, 2)


def test_hours_of_all_chosen_projects_are_added_up(here):
    for hours in (2, Decimal("3.5")):
        project = project_in(here, "P")
        make.MemberFactory(project=project, hours_per_week=hours)
        make.MemberFactory(project=project, hours_per_week=hours, valid_until=TODAY)
        DeliveryFactory(
            network=here.network, work_kind="project", work_id=project.pk, hours=hours * 10
        )
    found = queries.portfolio(here.network, Chosen(), actor=here.coordinator)

    together = queries.totals(found)
    rows = queries.rows_of(found.stands, actor=here.coordinator)

    assert (together.promised, together.delivered) == (Decimal("5.5"), Decimal(55))
    assert [(row.promised, row.delivered) for row in rows] == [(2, 20), (Decimal("3.5"), 35)]


def on_an_agenda(plan, body, day, **given):
    meeting = MeetingFactory(body=body, date=day)
    item = AgendaItemFactory(meeting=meeting, title="Plan", **given)
    AskedQuestion.objects.create(kind=PLAN, subject_id=plan.pk, question=ADOPT, item=item)
    return item


def test_the_next_decision_is_the_soonest_one_may_read(here):
    project = project_in(here, "P")
    plan = make.PlanFactory(project=project, state=PaperState.SUBMITTED)
    first, second = TODAY + dt.timedelta(days=5), TODAY + dt.timedelta(days=9)
    on_an_agenda(plan, here.board, second, openness=Openness.PUBLIC)
    on_an_agenda(plan, here.platform, first, openness=Openness.BODY)

    def waits_for(actor):
        found = queries.portfolio(here.network, Chosen(), actor=actor)
        [row] = queries.rows_of(found.stands, actor=actor)
        return row.next_decision

    assert waits_for(here.coordinator).on == first
    assert waits_for(here.mayor).on == second
    assert waits_for(here.mayor).body == here.board.short_name


def test_the_page_shows_lights_with_reason_and_who_is_wanted(here):
    reported(project_in(here, "Zorgbureaus"), LightColour.ADJUST, reason="5 uur te kort")

    text = signed_in(here.coordinator).get(reverse(INDEX)).content.decode()

    assert "5 uur te kort" in text
    assert "Bijsturen" in text
    assert "Portefeuillehouder gezocht" in text


def test_a_choice_that_fits_nothing_says_so_and_leads_back(here):
    project_in(here, "P")

    text = signed_in(here.coordinator).get(reverse(INDEX), {"soort": "pilot"}).content.decode()

    assert "Geen project past bij deze keuze." in text


def test_a_choice_that_cannot_be_made_counts_as_none(here):
    project_in(here, "Zorgbureaus")

    response = signed_in(here.coordinator).get(reverse(INDEX), {"soort": "x", "houder": "y"})

    assert response.status_code == 200
    assert "Zorgbureaus" in response.content.decode()


@pytest.mark.parametrize("suffix", ["csv", "ods"])
def test_the_choice_is_kept_in_the_export(here, suffix):
    project_in(here, "Pilot", kind=ProjectKind.PILOT, openness=Openness.NETWORK)
    project_in(here, "Project")
    address = reverse("projects:portfolio_file", args=[suffix])

    response = signed_in(here.coordinator).get(address, {"soort": "pilot"})

    assert response.status_code == 200
    assert "netwerk" in response["Content-Disposition"]
    if suffix == "csv":
        text = response.content.decode()
        assert "Pilot" in text
        assert "Project," not in text.partition("\n")[2]


def test_another_kind_of_file_is_not_there(here):
    address = reverse("projects:portfolio_file", args=["exe"])

    assert signed_in(here.coordinator).get(address).status_code == 404


def test_my_projects_are_those_in_whose_group_i_am(here):
    mine = project_in(here, "Van mij")
    make.MemberFactory(project=mine, person=here.mayor.user.person)
    project_in(here, "Van een ander")

    text = signed_in(here.mayor).get(reverse("projects:mine")).content.decode()

    assert "Van mij" in text
    assert "Van een ander" not in text


def test_without_a_place_my_projects_says_how_one_gets_there(here):
    text = signed_in(here.mayor).get(reverse("projects:mine")).content.decode()

    assert "Je zit in geen projectgroep." in text


def test_the_count_of_queries_stays_within_bounds_with_everything_filled(here):
    client = signed_in(here.coordinator)

    def fill(count):
        for number in range(count):
            project = project_in(here, f"P{number}")
            reported(project, LightColour.WATCH)
            make.MemberFactory(project=project, role=GroupRole.HOLDER, hours_per_week=2)
            plan = make.PlanFactory(project=project, state=PaperState.SUBMITTED)
            on_an_agenda(plan, here.board, TODAY + dt.timedelta(days=3 + plan.pk))

    fill(2)
    few = asked(client)
    fill(8)

    assert asked(client) == few
    assert few <= 20


def asked(client):
    with CaptureQueriesContext(
        connection,
    ) as queries_asked:
        client.get(reverse(INDEX))
    return len(queries_asked)


def test_how_every_project_stands_is_asked_once(here):
    late_report(project_in(here, "Te laat"))
    with CaptureQueriesContext(connection) as asked_for:
        found = queries.portfolio(here.network, Chosen(), actor=here.coordinator)

    assert found.stands
    assert sum("projects_light" in each["sql"] for each in asked_for) == 1
    assert asked_for[-1]["sql"].count('FROM "projects_progressreport"') <= 2


def test_a_page_holds_as_many_as_one_overlooks_and_leads_to_the_next(here):
    make.ProjectFactory.create_batch(26, body=here.board)
    client = signed_in(here.coordinator)

    first = client.get(reverse(INDEX), {"fase": "preparing"}).content.decode()
    second = client.get(reverse(INDEX), {"fase": "preparing", "pagina": "2"}).content.decode()

    assert "fase=preparing&amp;pagina=2" in first
    assert second.count('class="pj-meter"') + second.count("<tr>") < first.count("<tr>")
