"""The papers of October 2016, read by a visitor as the pages show them."""

import pytest
from bs4 import BeautifulSoup
from django.db.models import Count

from ivz.network.models import ThemeField

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example_region")]
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


def test_the_themes_lie_in_five_fields():
    fields = ThemeField.objects.order_by("number").annotate(count=Count("themes"))

    assert [field.count for field in fields] == [9, 4, 1, 4, 3]
