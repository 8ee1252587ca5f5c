"""The papers of October 2016, read by a visitor as the pages show them."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.db.models import Count

from ivz.accounts.models import User
from ivz.example.files import records
from ivz.network.models import ThemeField, in_force

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example_region")]
OCTOBER = dt.date(2016, 10, 10)
MEETING = "/vergaderingen/dvo-twente/2016-10-10/"
PROPOSAL = "/vergaderingen/dvo-twente/voorstel/E01A/"


def words_of(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    main = BeautifulSoup(response.content, "html.parser").main
    return " ".join(main.get_text(" ", strip=True).split())


def agenda_of(client):
    page = BeautifulSoup(client.get(MEETING).content, "html.parser")
    return {
        row.select_one(".ivz-agenda__nr").text: row.get_text(" ", strip=True)
        for row in page.select(".ivz-agenda > li")
    }


def test_the_page_of_the_meeting_has_the_header_of_the_paper(client):
    shown = words_of(client, MEETING)

    for fact in (
        "maandag 10 oktober 2016",
        "10.30 \N{EN DASH} 12.00 uur",
        "Meldkamer Hengelo",
        "Voorzitter Voorzitter van het DVO Twente",
        "Secretaris Voorzitter van het Platform IVZ",
        "Aanwezig 23 personen",
        "Afwezig met bericht DVO-lid 15, DVO-lid 16, DVO-lid 17, DVO-lid 18, DVO-lid 19",
    ):
        assert fact in shown


def test_items_are_lettered_and_numbered_as_in_the_paper(client):
    assert list(agenda_of(client)) == ["A", "B", "C", "D1", "D2", "E", "F"]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("A", "Orde van de vergadering"),
        ("B", "Ter kennisgeving"),
        ("D1", "Ter besluitvorming"),
        ("D2", "Ter kennisgeving"),
    ],
)
def test_an_item_says_what_is_asked(client, label, kind):
    assert kind in agenda_of(client)[label]


def test_a_proposal_shows_number_date_openness_author_and_portfolio_holder(client):
    shown = words_of(client, PROPOSAL)

    for fact in (
        "Voorstel E01A",
        "Openbaar",
        "Regiocoördinator Veiligheid",
        "Burgemeester van Haaksbergen",
        "10 oktober 2016",
        "Agendapunt D1",
    ):
        assert fact in shown


def test_a_proposal_shows_its_summary_and_its_annexes(client):
    shown = words_of(client, PROPOSAL)

    assert "Dat levert Twente veel op" in shown
    assert "Notitie" in shown[shown.index("Bijlagen") :]


def test_the_themes_of_the_paper_lie_in_five_fields():
    in_2016 = Count("themes", filter=in_force(OCTOBER, prefix="themes__"))
    fields = ThemeField.objects.order_by("number").annotate(count=in_2016)

    assert [field.count for field in fields] == [9, 4, 1, 4, 3]


def review_of(client):
    return BeautifulSoup(client.get(f"{PROPOSAL}wat-niet-klopt/").content, "html.parser")


def one_line(element):
    return " ".join(element.get_text(" ").split())


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        ("ranks-vernieling", "heeft 4,90 en kreeg rang 2"),
        ("missing-rank-5", "Woninginbraken, Overvallen, Polarisatie"),
        ("choice-of-themes", "niet voor alle 21 thema's"),
        ("B6a", "521.856 woningen"),
        ("B6b", "3,52 (voetnoot 1) en 3,20 (tabel)"),
        ("B7", "1.668 op 624.258 inwoners (herleid) is 2,67"),
        ("B8", "ontbreekt: Ongeval letsel"),
        ("B10", "Afgekapt in plaats van afgerond"),
        ("B11", "1,93 keer zoveel in 4 jaar"),
        ("contributions-value-2-3888", "in de tabel staat € 3.888"),
        ("contributions-value-8-15555", "in de tabel staat € 15.555"),
        ("contributions-buying-off", "Voor 11 van de 14 gemeenten"),
        ("contributions-rates", "het tarief stijgt en daalt weer"),
        ("contributions-near-GM1774", "53 onder de grens van 26.000"),
        ("contributions-near-GM1742", "155 onder de grens van 38.000"),
        ("contributions-open-boundary", "precies 26.000, 38.000 of 85.000"),
        ("B17", "€ 3.787 (0,5 fte erbij) en € 24.787"),
        ("B19", "5 maanden zonder geld"),
        ("B21", "1,9 tot 2,4 fte"),
        ("C5", "12 december 2016 (advies, punt 7) en 12 december 2017"),
        ("C10", "4 (voorzitters) en 5 (secretarissen)"),
        ("C13a", "van 1 januari 2011 tot 1 januari 2018 is 7 jaar"),
        ("C18", "buiten de marge die het zelf noemt: 1,9 tot 2,3 fte"),
        ("C4", "21 kolommen, maar de delen zijn samen 24 kolommen"),
        ("C8", "9 (verwijzing in hoofdstuk 9) en 10 (plaats van de projectopdrachten)"),
        ("C19", "bijlage 2, bijlage 3, bijlage 5 en bijlage 6"),
        ("C23", "projectleider en expertgroep (hoofdstuk 7) en projectleider (bijlage 7)"),
        ("C25", "doelstelling (bijlage 4) en partners (bijlage 5)"),
    ],
)
def test_the_page_names_each_error_of_the_paper(client, finding, words):
    assert words in one_line(review_of(client).find(id=finding))


def test_every_statement_that_does_not_hold_stands_on_the_page_and_no_other(client):
    stated = records("claims.toml")["claims"]
    failing = {row["code"] for row in stated if row["expect"] == "differs"}

    shown = {item["id"] for item in review_of(client).select(".ivz-finding")}

    assert shown & {row["code"] for row in stated} == failing
    assert len(shown) > len(failing) >= 24


@pytest.mark.parametrize(
    "words",
    [
        "van Oost-Nederland zijn het gemiddelde van de vijf gebieden, gewogen naar inwoners",
        "terugrekenen vanaf 1.743 geeft 2.625",
        "de delen zijn samen 190 procent",
        "hennepteelt klopt het totaal: de delen zijn samen 100 procent",
        "624.258 inwoners (herleid) is 93.639",
        "er blijft € 5.152 over",
        "gemeenten met een basisteam is compleet: alle 14 staan erin",
    ],
)
def test_the_page_says_what_was_checked_and_holds(client, words):
    assert words in one_line(review_of(client).select_one("details.ivz-agreeing"))


def test_the_chair_finds_the_conversations_with_their_deadline(client):
    client.force_login(User.objects.get(username="voorbeeld-chair"))

    shown = words_of(client, "/").replace("\N{NO-BREAK SPACE}", " ")

    assert "28 februari 2017 vóór maart 2017 Gesprekken voeren over inzet" in shown


@pytest.mark.parametrize(
    ("what", "by"),
    [
        ("Dienstverleningsovereenkomst voorbereiden", "uiterlijk 31 maart 2017"),
        ("zoeken voor vier opgaven", "uiterlijk 12 december 2016"),
    ],
)
def test_what_was_agreed_stands_on_the_next_agenda_with_its_date(client, what, by):
    client.force_login(User.objects.get(username="voorbeeld-coordinator"))

    page = BeautifulSoup(client.get("/vergaderingen/dvo-twente/2016-12-12/").content, "html.parser")

    (returning,) = [row for row in page.select(".ivz-return") if what in one_line(row)]
    assert by in one_line(returning).replace("\N{NO-BREAK SPACE}", " ")
