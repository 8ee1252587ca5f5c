"""Whether the results are reached: judged by what was measured last, each with the reason."""

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.authorization.roles import GroupRole
from ivz.clock import reading as clock
from ivz.decisions.states import Outcome
from ivz.projects.discussing import DISCUSS
from ivz.projects.queries.results import ResultFilter, results, rows_of
from ivz.projects.results import Facts, interpretation, moved, reason_of, standing_of
from ivz.projects.states import Direction, ProjectState, ResultStanding
from tests.factories import TODAY, MeetingFactory, ThemeFactory, UserFactory, visitor
from tests.projects import factories as make
from tests.projects.network import region, running
from tests.projects.test_changes import decided
from tests.projects.test_pages import signed_in, text_of
from tests.projects.test_tied_figures import cell, table_of, tied

START, END = dt.date(2016, 1, 1), dt.date(2016, 12, 31)
PAGE = "/projecten/resultaten/"


def facts(**given):
    """Give an indicator that should fall from 100 to 80 over 2016, and was 90 halfway."""
    usual = {
        "direction": Direction.DOWN,
        "baseline": Decimal(100),
        "baseline_on": START,
        "target": Decimal(80),
        "target_on": END,
        "value": Decimal(90),
        "measured_on": dt.date(2016, 7, 1),
    }
    return Facts(**usual | given)


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("given", "standing", "reason"),
    [
        ({}, "on_course", "90 op 1 juli 2016, waar de lijn naar het doel op 90,03 staat"),
        ({"value": Decimal(91)}, "behind", "91 op 1 juli 2016, waar de lijn"),
        ({"value": Decimal(80)}, "reached", "het doel is 80"),
        ({"target_on": dt.date(2016, 10, 9)}, "missed", "had op 9 oktober 2016 80 moeten zijn"),
        ({"target_on": TODAY}, "behind", ""),
        ({"value": None, "measured_on": None}, "not_measured", "Nog niemand noteerde een cijfer"),
        ({"measured_on": START}, "not_measured", "na 1 januari 2016"),
        (
            {"value": None, "measured_on": None, "target_on": dt.date(2016, 10, 9)},
            "not_measured",
            "9 oktober 2016, is voorbij",
        ),
        ({"target": None}, "unjudged", "geen doel afgesproken"),
        ({"target_on": None}, "unjudged", "geen lijn"),
        ({"baseline": None}, "unjudged", "geen lijn"),
        ({"direction": Direction.UP, "target": Decimal(80)}, "reached", ""),
        ({"direction": Direction.UP, "target": Decimal(120)}, "behind", ""),
    ],
)
def test_what_was_measured_last_says_how_it_stands_and_why(given, standing, reason):
    found = facts(**given)

    assert standing_of(found, on=TODAY) == standing
    told = reason_of(found, ResultStanding(standing), on=TODAY).replace("\xa0", " ")
    assert reason in told


@pytest.mark.one_engine
def test_what_the_results_do_not_prove_is_said_with_how_many_moved():
    better, worse = facts(), facts(value=Decimal(101))
    unknown = facts(value=None, measured_on=None)

    told = interpretation(moved([better, worse, unknown]))

    assert "1 van 2 indicatoren bewoog sinds het begin de bedoelde kant op" in told
    assert "geen bewijs van wat de samenwerking deed" in told
    assert "geen enkel cijfer" in interpretation(moved([unknown])).lower()


pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    clock.move_to(TODAY)
    return region()


def measured(here, value, *, name="Inbraken", project=None, on=dt.date(2016, 7, 1), **given):
    """Let a project have an indicator of the year 2016, measured halfway."""
    usual = {"baseline": 100, "baseline_on": START, "target": 80, "target_on": END, "name": name}
    project = project or running(here, theme=here.theme, title=f"Project {name}")
    indicator = make.IndicatorFactory(project=project, **usual | given)
    if value is not None:
        make.MeasurementFactory(indicator=indicator, on=on, value=value, source="Politie")
    return indicator


def shown(here, actor=None, **asked):
    actor = actor or here.coordinator
    found = results(here.network, ResultFilter(**asked), actor=actor)
    return rows_of(found, found.stands, actor=actor)


def test_what_asks_most_attention_stands_first_and_what_is_not_begun_last(here):
    measured(here, 80, name="Gehaald")
    measured(here, 90, name="Op koers")
    measured(here, 99, name="Niet gehaald", target_on=dt.date(2016, 9, 30))
    preparing = running(here, title="Plan", state=ProjectState.PREPARING)
    measured(here, None, name="In voorbereiding", project=preparing)
    measured(here, None, name="Niet gemeten")
    measured(here, 99, name="Achter")

    assert [(row.indicator.name, row.standing) for row in shown(here)] == [
        ("Niet gehaald", "missed"),
        ("Achter", "behind"),
        ("Niet gemeten", "not_measured"),
        ("Op koers", "on_course"),
        ("Gehaald", "reached"),
        ("In voorbereiding", "not_measured"),
    ]


def test_only_the_newest_figure_of_today_or_before_counts(here):
    indicator = measured(here, 99)
    make.MeasurementFactory(indicator=indicator, on=dt.date(2016, 10, 1), value=81)
    make.MeasurementFactory(indicator=indicator, on=dt.date(2016, 11, 1), value=120)

    [row] = shown(here)

    assert (row.latest.value, row.standing) == (81, "on_course")


def test_a_figure_from_a_table_counts_and_leads_to_it(here):
    first, later = table_of(here, 2014), table_of(here, 2015, definition="Wat meetelt.")
    cell(first, here.municipalities[0], here.theme, "10")
    cell(later, here.municipalities[0], here.theme, "12")
    tied(here, first, here.municipalities[0], target=5, target_on=dt.date(2017, 12, 31))

    [row] = shown(here)
    page = text_of(signed_in(here.coordinator).get(PAGE))

    assert (row.standing, row.latest.value) == ("behind", 12)
    assert later.get_absolute_url() in page


def test_a_closed_table_tells_nothing_to_who_may_not_read_it(here):
    table = table_of(here, 2015, openness=Openness.NETWORK)
    cell(table, here.municipalities[0], here.theme, "12.34")
    everyone = running(here, theme=here.theme, openness=Openness.PUBLIC)
    tied(here, table, here.municipalities[0], project=everyone)
    inside = running(here, theme=here.theme, title="Binnen")
    tied(here, table, here.municipalities[0], project=inside)
    inside.openness = inside.planned_openness = Openness.NETWORK
    inside.save()

    by_project = {row.project.title: row.latest for row in shown(here)}

    assert by_project.pop("Binnen").value == Decimal("12.34")
    assert list(by_project.values()) == [None]


def test_it_is_narrowed_down_by_theme_holder_and_how_it_stands(here):
    wanted = measured(here, 99, name="Gezocht")
    place = make.MemberFactory(project=wanted.project, role=GroupRole.HOLDER)
    other = running(here, theme=ThemeFactory(), title="Anders")
    measured(here, 80, name="Ander", project=other)
    of_its_own = measured(here, 80, name="Eigen thema", project=other, theme=here.theme)

    assert {row.indicator for row in shown(here, theme=here.theme.code)} == {wanted, of_its_own}
    assert [row.indicator for row in shown(here, holder=place.person.slug)] == [wanted]
    assert [row.indicator for row in shown(here, standing="behind")] == [wanted]
    page = text_of(signed_in(here.coordinator).get(PAGE, {"stand": "behind"}))
    assert "Gezocht" in page
    assert "Eigen thema" not in page


def test_the_page_says_of_each_where_it_goes_and_who_answers(here):
    indicator = measured(here, 99, target_on=dt.date(2016, 9, 30), unit="per jaar")
    place = make.MemberFactory(project=indicator.project, role=GroupRole.HOLDER)

    page = BeautifulSoup(signed_in(here.coordinator).get(PAGE).content, "html.parser")

    row = " ".join(page.select_one(".pj-results tbody tr").text.split())
    for told in [
        "Niet op tijd gehaald",
        "99 op 1 juli 2016; het had op 30 september 2016 80 moeten zijn.",
        "100 (1 januari 2016) → 80 (30 september 2016)",
        "De dag van het doel is voorbij",
        "Bron: Politie",
        "de projectleider",
        place.person.function,
        indicator.project.title,
    ]:
        assert told in row, told
    assert "1 indicator" not in page.select_one(".ivz-lead").text
    assert "Eén indicator: 1 niet op tijd gehaald." in page.select_one(".ivz-lead").text


def test_page_file_and_interface_say_that_results_are_no_proof(here):
    measured(here, 90)
    client = signed_in(here.coordinator)
    told = "geen bewijs van wat de samenwerking deed"

    page, ods = client.get(PAGE), client.get("/projecten/resultaten.ods")
    answer = client.get("/api/v1/results").json()

    assert told in text_of(page)
    assert told in answer["interpretation"]
    assert ods.status_code == 200


def test_work_that_nothing_measures_is_named(here):
    measured(here, 90)
    bare = running(here, title="Zonder cijfers")
    running(here, title="Nog niet begonnen", state=ProjectState.PREPARING)

    section = BeautifulSoup(signed_in(here.coordinator).get(PAGE).content, "html.parser")
    named = section.select_one("section[aria-labelledby=zonder]").get_text(" ", strip=True)

    assert bare.title in named
    assert "Nog niet begonnen" not in named
    assert "Project Inbraken" not in named


def test_a_bad_result_is_put_on_an_agenda_with_one_press_and_the_body_discusses_it(here):
    indicator = measured(here, 99)
    project = indicator.project
    client = signed_in(here.coordinator)
    MeetingFactory(body=here.board, date=dt.date(2016, 12, 12))
    page = BeautifulSoup(client.get(PAGE).content, "html.parser")
    [link] = [each for each in page.select(".pj-results a") if "Zet op een agenda" in each.text]

    form = client.get(link["href"])
    decided(project, DISCUSS, {}, body=here.board, outcome=Outcome.NOTED)

    assert f"De resultaten van “{project.title}” bespreken" in text_of(form)
    timeline = text_of(client.get(f"{project.get_absolute_url()}tijdlijn/"))
    assert "Een overleg besprak de resultaten" in timeline
    assert "Zet op een agenda" not in text_of(Client().get(PAGE))


def test_what_goes_well_offers_no_agenda(here):
    measured(here, 80)

    assert "Zet op een agenda" not in text_of(signed_in(here.coordinator).get(PAGE))


def test_results_of_closed_projects_are_for_who_may_read_them(here):
    project = running(here, title="Gesloten project", openness=Openness.NETWORK)
    project.planned_openness = Openness.NETWORK
    project.save()
    measured(here, 99, name="Gesloten cijfer", project=project)
    running(here, title="Gesloten zonder cijfer", openness=Openness.NETWORK)
    stranger = Client()
    stranger.force_login(UserFactory())

    for client in [Client(), stranger]:
        page = text_of(client.get(PAGE))
        file = client.get("/projecten/resultaten.csv").content.decode()
        answer = client.get("/api/v1/results").content.decode()
        assert "Gesloten" not in page + file + answer
        assert "Geen indicator" in page or "Hier staat geen indicator" in page
    assert results(here.network, ResultFilter(), actor=visitor()).stands == []
    assert "Gesloten cijfer" in text_of(signed_in(here.coordinator).get(PAGE))


def test_the_file_and_the_interface_hold_what_the_page_shows(here):
    indicator = measured(here, 99)
    client = signed_in(here.coordinator)

    [line] = csv.DictReader(io.StringIO(client.get("/projecten/resultaten.csv").content.decode()))
    [item] = client.get(f"/api/v1/results?network={here.network.slug}").json()["items"]

    assert (line["indicator"], line["laatste cijfer"], line["staat"]) == (
        indicator.name,
        "99.0000",
        "Achter",
    )
    assert (item["project"], item["standing"], Decimal(item["value"])) == (
        indicator.project.slug,
        "behind",
        99,
    )
    assert client.get("/api/v1/results?standing=reached").json()["items"] == []


def test_more_results_ask_no_more_queries(here):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(PAGE)
        return len(queries)

    table = table_of(here, 2015)
    cell(table, here.municipalities[0], here.theme, "12")
    client = signed_in(here.coordinator)
    for number in range(2):
        measured(here, 99, name=f"A{number}")
        tied(here, table, here.municipalities[0])
    client.get(PAGE)
    few = asked()
    for number in range(8):
        measured(here, 99, name=f"B{number}")
        tied(here, table, here.municipalities[0])

    assert asked() == few
    assert few <= 20


def test_projects_lead_to_the_results(here):
    page = text_of(signed_in(here.coordinator).get(reverse("projects:index")))

    assert f'href="{PAGE}"' in page
