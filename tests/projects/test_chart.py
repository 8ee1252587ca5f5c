"""Projects in time: which are drawn, how long each bar is, and in which lane."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ivz.projects.gantt import gantt
from ivz.projects.pauses import Pause
from ivz.projects.queries import portfolio as queries
from ivz.projects.queries.portfolio import Chosen
from ivz.projects.states import LightColour, ProjectState, StepKind
from ivz.projects.views import portfolio as views
from tests.factories import TODAY, ThemeFactory, ThemeFieldFactory
from tests.projects import factories as make
from tests.projects.network import region
from tests.projects.test_pages import signed_in
from tests.projects.test_portfolio import late_report, project_in, reported

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return region()


def test_projects_are_drawn_from_first_to_last_day_with_the_table_beneath(here):
    year = timezone.localdate().year
    project_in(here, "Met dagen", starts_on=TODAY, ends_on=dt.date(year, 12, 31))
    project_in(here, "Zonder dagen")

    text = signed_in(here.coordinator).get(reverse("projects:chart")).content.decode()

    assert f"Eén project moet in {year} klaar zijn." in text
    assert "<title>Met dagen: 10\N{NO-BREAK SPACE}oktober" in text
    assert "<title>Zonder dagen" not in text
    assert 'viewBox="0 0 1100 68"' in text
    assert "Zonder dagen" in text


def test_the_chart_draws_what_asks_most_attention_as_the_portfolio_ranks_it(here):
    for number, colour in enumerate([*LightColour, *LightColour]):
        reported(project_in(here, f"P{number}"), colour)
    late_report(late := project_in(here, "Te laat"))
    reported(late, LightColour.WATCH)
    reported(project_in(here, "Voorbij", ends_on=TODAY - dt.timedelta(days=1)), LightColour.ADJUST)
    project_in(here, "Rustig")
    ranked = queries.portfolio(here.network, Chosen(), actor=here.coordinator).stands

    for most in (1, 4, 60):
        found = queries.most_attention(
            here.network, Chosen(), most=most, actor=here.coordinator, on=TODAY
        )
        assert list(found) == [stand.pk for stand in ranked][:most]


@pytest.mark.parametrize("address", ["/projecten/?stand=adjust", "/projecten/in-de-tijd/"])
def test_more_projects_ask_no_more_queries(here, address):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    client = signed_in(here.coordinator)
    reported(project_in(here, "A", starts_on=TODAY), LightColour.ADJUST)
    client.get(address)
    few = asked()
    for number in range(30):
        reported(project_in(here, f"B{number}", starts_on=TODAY), LightColour.ADJUST)

    assert asked() == few


def test_without_days_the_chart_says_where_they_come_from(here):
    project_in(here, "Zonder dagen")

    text = signed_in(here.coordinator).get(reverse("projects:chart")).content.decode()

    assert "Nog geen project heeft een eerste dag." in text


def test_the_chart_says_what_it_draws_and_that_it_leaves_out_what_asks_less(here, monkeypatch):
    for title in ("A", "B"):
        project_in(here, title, starts_on=TODAY)
    reported(project_in(here, "Bijsturen", starts_on=TODAY), LightColour.ADJUST)
    client = signed_in(here.coordinator)
    whole = client.get(reverse("projects:chart")).content.decode()

    monkeypatch.setattr(views, "MOST_ROWS", 2)
    cut = client.get(reverse("projects:chart"))

    assert "Van eerste tot laatste dag, per jaar: 3 projecten." in whole
    assert "de 2 projecten die de meeste aandacht vragen" in cut.content.decode()
    assert [project.title for project, _phase in cut.context["rows"]] == ["Bijsturen", "A"]


def test_a_bar_is_as_long_as_its_project_and_open_without_a_last_day(here):
    whole = project_in(here, "A", starts_on=dt.date(2016, 1, 1), ends_on=dt.date(2016, 12, 31))
    half = project_in(here, "B", starts_on=dt.date(2016, 7, 1), ends_on=dt.date(2016, 12, 31))
    lasting = project_in(here, "C", starts_on=dt.date(2016, 1, 1))

    drawn = gantt([whole, half, lasting], on=TODAY)

    widths = {bar.project.title: float(bar.width) for bar in drawn.lanes[0].bars}
    assert widths["B"] / widths["A"] == pytest.approx(0.5, abs=0.01)
    assert [bar.is_open for bar in drawn.lanes[0].bars] == [False, True, False]


def test_a_lane_holds_the_projects_of_one_field_in_the_order_of_the_fields(here):
    starts = {"starts_on": dt.date(2016, 1, 1)}
    field = ThemeFieldFactory(number=here.theme.field.number + 1, name="Jeugd")
    later = make.ProjectFactory(
        body=here.board, title="B", theme=ThemeFactory(field=field), **starts
    )
    without = make.ProjectFactory(body=here.board, title="C", theme=None, **starts)

    drawn = gantt([without, later, project_in(here, "A", **starts)], on=TODAY)

    lanes = [(lane.name, [bar.project.title for bar in lane.bars]) for lane in drawn.lanes]
    assert lanes == [(str(here.theme.field), ["A"]), (str(field), ["B"]), ("Zonder thema", ["C"])]


def test_a_pause_is_an_open_piece_of_the_bar_up_to_the_day_that_is_shown(here):
    project = project_in(here, "A", starts_on=dt.date(2016, 1, 1), ends_on=dt.date(2016, 12, 31))
    pauses = [
        Pause(first=dt.date(2016, 4, 1), until=dt.date(2016, 7, 1)),
        Pause(first=dt.date(2016, 8, 1), until=dt.date(2016, 8, 1)),
        Pause(first=dt.date(2016, 10, 1), until=None),
        Pause(first=dt.date(2016, 12, 1), until=None),
    ]

    [bar] = gantt([project], on=TODAY, pauses={project.pk: pauses}).lanes[0].bars

    assert len(bar.gaps) == 2
    assert float(bar.gaps[0].width) / float(bar.width) == pytest.approx(91 / 365, abs=0.01)
    assert float(bar.gaps[1].width) / float(bar.width) == pytest.approx(9 / 365, abs=0.01)


def test_the_page_draws_pauses(here):
    project = project_in(here, "A", starts_on=dt.date(2016, 1, 1), state=ProjectState.RUNNING)
    for kind, month in [(StepKind.PAUSED, 2), (StepKind.RESUMED, 6)]:
        make.StepFactory(project=project, kind=kind, on=dt.date(2016, month, 1))

    page = signed_in(here.coordinator).get(reverse("projects:chart")).content.decode()

    assert page.count('class="pj-gap"') == 1
