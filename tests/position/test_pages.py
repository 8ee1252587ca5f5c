"""The pages, files and interface on what the network knows, and who may read what."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.authorization.roles import GroupRole
from ivz.knowledge.states import PaperKind
from ivz.position.queries import themes_known
from tests.factories import (
    TODAY,
    DecisionFactory,
    RestrictionFactory,
    ThemeFactory,
    UserFactory,
)
from tests.knowledge.factories import DevelopmentFactory, KnowledgePaperFactory
from tests.portfolios.factories import PortfolioFactory
from tests.position.test_gaps import lives_in
from tests.projects import factories as make
from tests.projects.network import running
from tests.projects.test_pages import signed_in, text_of
from tests.projects.test_tied_figures import cell, table_of, tied

pytestmark = pytest.mark.django_db
OVERVIEW = "/inzicht/themas/"


def everything_on_it(here, table, openness):
    """Put something of each kind on record about the theme."""
    levels = {"openness": openness, "planned_openness": openness}
    table.openness = openness
    table.planned_openness = openness
    table.save()
    cell(table, here.network.area, here.theme, "2.79")
    project = running(here, theme=here.theme, title="Geheim project", **levels)
    project.decision = DecisionFactory(body=here.board, title="Geheim besluit", **levels)
    project.save()
    tied(here, table, here.network.area, project=project, name="Geheim cijfer")
    indicator = make.IndicatorFactory(project=project, name="Geheim cijfer 2")
    make.MeasurementFactory(indicator=indicator)
    make.LessonFactory(project=project, text="Geheim leerpunt", learnt_on=TODAY)
    make.MemberFactory(project=project, role=GroupRole.HOLDER)
    change = {"network": here.network, "theme": here.theme, "title": "Geheime ontwikkeling"}
    DevelopmentFactory(**change, **levels)
    kept = change | {"title": "Geheim onderzoek", "kind": PaperKind.RESEARCH}
    KnowledgePaperFactory(**kept, **levels)
    return project


def test_one_page_tells_what_where_why_and_who(here, table):
    everything_on_it(here, table, Openness.PUBLIC)
    here.spreads_to(2)
    held = PortfolioFactory(network=here.network, theme=here.theme)
    lives_in(here, 600_000)

    page = signed_in(here.coordinator).get(f"{OVERVIEW}{here.theme.code}/")
    told = BeautifulSoup(page.content, "html.parser").main.get_text(" ", strip=True)

    for words in [
        f"Wat weten we van {here.theme.name.lower()}?",
        "2,79",
        "Politie Oost-Nederland",
        "van inwoners",
        "herleid",
        "2 van 14",
        "Geheim project",
        "Geheim besluit",
        "Geheim cijfer",
        "Geheim leerpunt",
        "Geheime ontwikkeling",
        "Geheim onderzoek",
        held.holder.function,
        "geen bewijs van wat de samenwerking deed",
        "Er ontbreekt 1 ding",
        "Alleen één periode",
    ]:
        assert words in told, words


@pytest.mark.parametrize("path", ["", "{code}/", "themas.csv", "{code}/wat-we-weten.csv"])
def test_what_is_closed_is_known_to_who_may_read_it_alone(here, table, path):
    everything_on_it(here, table, Openness.NETWORK)
    address = OVERVIEW + path.format(code=here.theme.code)
    stranger = Client()
    stranger.force_login(UserFactory())

    inside = text_of(signed_in(here.coordinator).get(address))

    assert "2,79" in inside or "2.79" in inside
    for client in [Client(), stranger]:
        told = text_of(client.get(address))
        assert "Geheim" not in told
        assert "2,79" not in told
        assert "2.79" not in told
    answer = Client().get(f"/api/v1/information-position?network={here.network.slug}")
    item = next(each for each in answer.json()["items"] if each["theme"] == here.theme.code)
    assert item["figure"] is None
    counts = ["projectsAtWork", "indicators", "lessons", "developments", "papers"]
    assert {name: item[name] for name in counts} == dict.fromkeys(counts, 0)


def test_the_overview_names_each_gap_and_narrows_down_to_one(here, table):
    other = ThemeFactory(name="Ander thema")
    cell(table, here.network.area, here.theme, "2.79")
    client = signed_in(here.coordinator)

    page = BeautifulSoup(client.get(OVERVIEW).content, "html.parser")
    narrowed = client.get(f"{OVERVIEW}?mist=no_uncertainty")

    lead = page.select_one(".ivz-lead").text
    assert "Van elk thema ontbreekt iets. Van 1 thema is er geen cijfer." in lead
    assert here.theme.name in text_of(narrowed)
    assert other.name not in BeautifulSoup(narrowed.content, "html.parser").table.text
    assert "Geen marge" in page.table.get_text(" ")


def test_what_weighs_most_stands_first(here, table):
    quiet = ThemeFactory()
    cell(table, here.network.area, quiet, "2.79")
    here.spreads_to(9)

    rows = themes_known(here.network, actor=here.coordinator)

    assert (rows[0].theme, rows[-1].theme) == (here.theme, quiet)


def test_file_and_interface_hold_what_the_page_shows(here, table):
    cell(table, here.network.area, here.theme, "2.79")
    here.spreads_to(7)
    client = signed_in(here.coordinator)

    lines = list(csv.DictReader(io.StringIO(client.get(f"{OVERVIEW}themas.csv").content.decode())))
    answer = client.get(
        f"/api/v1/information-position?network={here.network.slug}&theme={here.theme.code}"
    )
    items = csv.reader(
        io.StringIO(client.get(f"{OVERVIEW}{here.theme.code}/wat-we-weten.csv").content.decode())
    )

    line = next(each for each in lines if each["themacode"] == here.theme.code)
    assert "geen project werkt eraan" in line["wat ontbreekt"]
    [item] = answer.json()["items"]
    assert item["figure"]["source"] == "Politie Oost-Nederland"
    assert [gap["kind"] for gap in item["gaps"]] == [
        "wide_no_project",
        "wide_no_holder",
        "wide_no_background",
        "no_uncertainty",
        "one_period",
    ]
    assert {row[0] for row in items} >= {"ontbreekt", "cijfer", "prioriteit"}
    assert client.get(f"{OVERVIEW}themas.ods").status_code == 200
    assert client.get(f"{OVERVIEW}themas.exe").status_code == 404


def test_more_of_everything_asks_no_more_queries(here, table):
    def asked(address):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    client = signed_in(here.coordinator)
    addresses = [OVERVIEW, f"{OVERVIEW}{here.theme.code}/"]
    everything_on_it(here, table, Openness.PUBLIC)
    few = [asked(address) for address in addresses]
    for year in (2012, 2013):
        another = table_of(here, year)
        everything_on_it(here, another, Openness.PUBLIC)
        cell(another, here.network.area, ThemeFactory(), "1")

    assert [asked(address) for address in addresses] == few
    assert max(few) <= 20


def counted_once(kind, here, **levels):
    """Put one thing on record that counts for the theme."""
    if kind == "older table":
        cell(table_of(here, 2012, **levels), here.network.area, here.theme, "1")
    elif kind == "development":
        DevelopmentFactory(network=here.network, theme=here.theme, **levels)
    elif kind == "project":
        running(here, theme=here.theme, **levels)
    else:
        project = running(here, theme=ThemeFactory(valid_until=TODAY), **levels)
        factory = make.LessonFactory if kind == "lesson" else make.IndicatorFactory
        factory(project=project, theme=here.theme)


@pytest.mark.parametrize("kind", ["older table", "development", "project", "lesson", "indicator"])
def test_the_file_of_all_themes_is_as_closed_as_the_most_closed_that_it_counts(here, table, kind):
    cell(table, here.network.area, here.theme, "2.79")
    restriction = RestrictionFactory(imposed_by__body=here.board)
    restriction.readers.add(here.coordinator.user.person)
    level = Openness.RESTRICTED
    closed = {"openness": level, "planned_openness": level, "restriction": restriction}
    counted_once(kind, here, **closed)

    def kept_by(client):
        return client.get(f"{OVERVIEW}themas.csv")["Content-Disposition"]

    assert "_besloten_" in kept_by(signed_in(here.coordinator))
    assert "_netwerk_" in kept_by(signed_in(here.mayor))
    assert "_openbaar_" in kept_by(Client())


def test_a_theme_is_found_by_its_other_names_and_an_unknown_one_is_not_there(here):
    here.theme.aliases = "Inbraken in huizen"
    here.theme.save()

    found = Client().get(f"{OVERVIEW}inbraken-in-huizen/")

    assert found["Location"] == f"{OVERVIEW}{here.theme.code}/"
    assert Client().get(f"{OVERVIEW}bestaat-niet/").status_code == 404


def test_insight_and_the_page_of_a_theme_lead_here(here):
    client = signed_in(here.coordinator)
    theme = reverse("portfolios:theme", args=[here.network.slug, here.theme.code])

    assert f'href="{OVERVIEW}"' in text_of(client.get(reverse("insight:data_sets")))
    assert f'href="{OVERVIEW}{here.theme.code}/"' in text_of(client.get(theme))
