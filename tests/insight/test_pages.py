"""Pages with figures: reading, downloading, and bringing in a file."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ivz.insight.models import DataSet
from tests.factories import BodyFactory, DataSetFactory, NetworkFactory, member_of
from tests.insight.published import IJSSELLAND, INCIDENCE, NOORDOOST, change

LIST = "/inzicht/"
IMPORT = "/inzicht/nieuw/bestand/"
FILLED_IN = {
    "title": "Cijfers 2015",
    "source": "Notitie, hoofdstuk 4",
    "period_from": "2015-01-01",
    "period_until": "2016-01-01",
    "unit": "incidenten per 1.000 inwoners",
    "decimals": "2",
    "definition_version": "1",
}


def read(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(element):
    return " ".join(element.get_text(" ").split())


@pytest.fixture
def shown(client, data_set):
    return read(client.get(data_set.get_absolute_url()))


def test_the_title_of_the_page_is_what_was_found(shown):
    assert words(shown.h1) == (
        "Twente heeft de laagste cijfers op de speerpunten, maar niet op alle 21 thema's"
    )


def test_the_table_shows_every_rate_with_its_rank_as_text_and_colour(shown):
    table = shown.select_one("table.ivz-ranks")

    assert len(table.select("td[data-kop] .ivz-rank")) == 105
    burglaries = next(
        head for head in table.select("th[scope=row]") if "Woninginbraken" in head.text
    )
    cells = [words(cell) for cell in burglaries.find_parent("tr").select("td")]
    assert cells == [
        "2,31 rang 1",
        "2,79 rang =2",
        "3,32 rang 3",
        "3,65 rang 4",
        "2,79 rang =2",
        "2,97",
    ]


def test_the_table_can_be_scrolled_with_the_keyboard(shown):
    region = shown.select_one(".ivz-scroll")

    assert region["tabindex"] == "0"
    assert shown.find(id=region["aria-labelledby"])


def test_themes_with_checks_say_that_more_is_not_worse(shown):
    heads = [words(head) for head in shown.select(".ivz-ranks th[scope=row]")]

    assert sum("meer is niet slechter" in head for head in heads) == 3
    assert sum("Speerpunt" in head for head in heads) == 3


def test_the_page_says_what_the_figure_is(shown):
    panel = words(shown.find(id="wat-dit-is").parent)

    for word in ("inwoners", "1 januari 2015", "Notitie, hoofdstuk 4", "Versie 1"):
        assert word in panel.replace("\N{NO-BREAK SPACE}", " ")


def test_one_theme_is_drawn_with_intervals_or_says_why_not(client, data_set):
    url = data_set.get_absolute_url()

    with_interval = words(read(client.get(url, {"thema": "woninginbraken"})).find("figure").parent)
    without = words(read(client.get(url, {"thema": "overvallen"})).find("figure").parent)

    assert "2,66 \N{EN DASH} 2,92 herleid" in with_interval
    assert "geen marge: aantal niet gepubliceerd" in without


def test_counts_that_were_worked_back_are_nowhere(client, data_set):
    reconstructed = ("1.762", "1762", "1.743", "1743")

    answers = [
        client.get(data_set.get_absolute_url(), {"thema": "woninginbraken"}),
        client.get(reverse("insight:download", args=[data_set.slug])),
    ]

    for answer in answers:
        assert not [count for count in reconstructed if count in answer.content.decode()]


def test_an_unknown_theme_shows_the_first_priority(client, data_set):
    page = read(client.get(data_set.get_absolute_url(), {"thema": "bestaat-niet"}))

    assert page.select_one("#thema option[selected]")["value"] == "overlast-kwetsbare-personen"


def test_a_finding_goes_from_the_page_with_its_cell(client, data_set):
    change(data_set, NOORDOOST, "vernieling", published_rank=1)
    change(data_set, IJSSELLAND, "vernieling", published_rank=2)

    page = read(client.get(data_set.get_absolute_url()))

    assert len(page.select(".ivz-finding")) == 2


def test_the_download_holds_the_same_figures(client, data_set):
    answer = client.get(reverse("insight:download", args=[data_set.slug]))

    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert answer["Content-Type"].startswith("text/csv")
    assert len(rows) == 126
    burglaries = [row for row in rows if row["theme"] == "Woninginbraken"]
    assert [(row["rate"], row["rank"], row["rank_is_shared"]) for row in burglaries[1:3]] == [
        ("2.79", "2", "yes"),
        ("3.32", "3", "no"),
    ]
    assert {row["source"] for row in rows} == {"Notitie, hoofdstuk 4"}


def test_a_page_takes_few_queries(client, data_set, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        client.get(data_set.get_absolute_url())


@pytest.mark.parametrize("closed", ["network", "body"])
def test_a_closed_data_set_looks_like_one_that_does_not_exist(client, network, closed):
    DataSetFactory(slug="gesloten", network=network, openness=closed)

    answers = [client.get("/inzicht/gesloten/"), client.get("/inzicht/onbekend/")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert len({words(BeautifulSoup(answer.content, "html.parser")) for answer in answers}) == 1


def test_a_member_of_the_network_reads_a_closed_data_set(client, data_set, network):
    DataSet.objects.update(openness="network")
    client.force_login(member_of(BodyFactory(network=network)).user)

    assert client.get(data_set.get_absolute_url()).status_code == 200
    assert words(read(client.get(LIST)).find("main")).count("Cijfers 2015") == 1


def test_the_list_holds_the_data_sets_of_the_network_and_of_the_one_above(
    client, data_set, network
):
    parent = NetworkFactory(area=network.area, slug="boven", name="Boven")
    network.parent = parent
    network.save()
    DataSetFactory(title="Van boven", network=parent, openness="public")
    DataSetFactory(title="Van elders", network=NetworkFactory(area=network.area), openness="public")

    listed = words(read(client.get(LIST)).find("main"))

    assert "Cijfers 2015" in listed
    assert "Van boven" in listed
    assert "Van elders" not in listed


def test_without_data_sets_the_list_says_who_brings_them_in(client, network):
    assert "coördinator of een analist" in words(read(client.get(LIST)).find("main"))


def test_an_analyst_brings_in_a_file_and_hears_of_wrong_ranks(client, network, analyst):
    client.force_login(analyst.user)
    file = SimpleUploadedFile("cijfers.csv", INCIDENCE)

    answer = client.post(IMPORT, {**FILLED_IN, "file": file, "is_public": "on"}, follow=True)

    page = read(answer)
    assert answer.redirect_chain == [("/inzicht/cijfers-2015/", 302)]
    assert "126 cijfers bewaard. 2 gedrukte rangnummers" in words(page.find("main"))
    assert DataSet.objects.get().openness == "public"


def test_a_refused_file_shows_line_column_and_what_was_expected(client, network, analyst):
    client.force_login(analyst.user)
    content = b"area,theme,rate_per_1000\nTwenthe,Vernieling,5.25\n"

    answer = client.post(IMPORT, {**FILLED_IN, "file": SimpleUploadedFile("cijfers.csv", content)})

    assert answer.status_code == 422
    table = BeautifulSoup(answer.content, "html.parser").find("table")
    assert [words(cell) for cell in table.select("tbody td")][:2] == ["2", "area"]
    assert "Twenthe" in words(table)
    assert not DataSet.objects.exists()


def test_ten_megabytes_are_refused_on_the_page(client, network, analyst):
    client.force_login(analyst.user)
    file = SimpleUploadedFile("cijfers.csv", b"\xff" * 10_000_000)

    answer = client.post(IMPORT, {**FILLED_IN, "file": file})

    assert answer.status_code == 422
    assert "5 MB" in answer.content.decode()


def test_a_form_that_is_not_filled_in_is_shown_again(client, network, analyst):
    client.force_login(analyst.user)

    answer = client.post(IMPORT, {**FILLED_IN, "period_until": "2015-01-01"})

    assert answer.status_code == 422
    assert answer.content.decode().count("ivz-field__error") == 2


def test_whoever_may_not_import_gets_no_form(client, network):
    visitor = client.get(IMPORT)
    client.force_login(member_of(BodyFactory(network=network)).user)
    member = client.get(IMPORT)

    assert [visitor.status_code, member.status_code] == [403, 403]


def test_an_empty_platform_has_no_page_to_import(client, db):
    assert client.get(IMPORT).status_code == 404


def test_the_area_of_the_chosen_network_stands_out(shown):
    assert words(shown.select_one("tr.is-focus th")) == "Twente"


def test_without_a_choice_figures_are_those_of_the_readers_own_network(client, network):
    own = BodyFactory(network=NetworkFactory(name="Zz achteraan"))
    DataSetFactory(title="Van ons", network=own.network, openness="network")
    client.force_login(member_of(own).user)

    page = read(client.get(LIST))

    assert "Van ons" in page.main.text
