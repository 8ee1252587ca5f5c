"""Twente and the five districts in 2023, read by a visitor as the pages show them."""

import datetime as dt

import pytest

from ivz.events.models import ThemeWeek
from tests.example.pages import bodies_on, body, rows_of, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example_region")]
MARCH, MEETING, AUTUMN = "2023-03-01", "2023-04-20", "2023-10-01"
DISTRICTS = {
    "twente": "Twente",
    "ijsselland": "IJsselland",
    "noord-en-oost-gelderland": "Noord- en Oost-Gelderland",
    "gelderland-midden": "Gelderland-Midden",
    "gelderland-zuid": "Gelderland-Zuid",
}


@pytest.mark.parametrize(
    ("name", "on", "is_there"),
    [
        ("Ondermijningscentrum Twente", MARCH, True),
        ("Ondermijningscentrum Twente", "2016-10-10", False),
        ("Ondersteuningsteam Ondermijning", MEETING, False),
        ("Ondersteuningsteam Ondermijning", AUTUMN, True),
        ("KMT Mensenhandel Twente", MARCH, True),
        ("KMT Mensenhandel Twente", "2022-12-31", False),
        ("Themagroep Onbegrepen gedrag", MARCH, True),
        ("Themagroep Onbegrepen gedrag", "2022-12-31", False),
        ("Algemeen Bestuur SamenTwente", MARCH, True),
        ("Algemeen Bestuur SamenTwente", "2016-10-10", False),
    ],
)
def test_a_body_of_2023_is_there_from_its_day_on(client, name, on, is_there):
    assert (name in bodies_on(client, "twente", on=on)) is is_there


@pytest.mark.parametrize(("slug", "name"), DISTRICTS.items())
def test_each_district_has_a_programme_board_with_an_expert_group(client, slug, name):
    board = body(client, slug, f"programmaraad-ondermijning-{slug}", on=MEETING)

    assert f"Bestuurlijke programmaraad ondermijning {name}" in board
    assert (
        f"Ambtelijke expertgroep ondermijning {name} bereidt de vergaderingen voor van "
        "Programmaraad"
    ) in board


@pytest.mark.parametrize(("slug", "name"), DISTRICTS.items())
def test_a_body_that_ended_keeps_its_page_and_names_what_came_after(client, slug, name):
    before = bodies_on(client, slug, on="2023-04-19")
    after = bodies_on(client, slug, on=MEETING)
    ended = body(client, slug, f"stuurploeg-ondermijning-{slug}", on=MEETING)

    assert f"Districtelijke stuurploeg ondermijning {name}" in before
    assert f"Districtelijke stuurploeg ondermijning {name}" not in after
    assert f"Bestuurlijke programmaraad ondermijning {name}" in after
    assert "19 april 2023" in ended
    assert f"Bestuurlijke programmaraad ondermijning {name}" in ended


@pytest.mark.parametrize(
    ("theme", "is_unsteered"), [("Digitale criminaliteit", True), ("Ondermijning", False)]
)
def test_a_theme_without_a_steering_body_is_reported(client, theme, is_unsteered):
    shown = words(client, "twente/portefeuilles/", on=MEETING)
    reported = shown[shown.index("zonder overleg dat stuurt") :]

    assert (theme in reported) is is_unsteered


@pytest.mark.parametrize(
    ("network", "slug", "level"),
    [
        ("oost-nederland", "rvo-oost-nederland", "Moet beter"),
        ("twente", "dvo-twente", "Op orde"),
        ("ijsselland", "dvo-ijsselland", "Deels geregeld"),
        ("gelderland-zuid", "dvo-gelderland-zuid", "Deels geregeld"),
    ],
)
def test_a_body_shows_how_well_officials_prepare_it(client, network, slug, level):
    assert level in body(client, network, slug, on=MEETING)


def test_the_contact_in_the_leadership_of_police_changes_on_a_day(client):
    title = "Referent van de eenheidsleiding voor Twente"
    found = {
        on: [row for row in rows_of(client, "twente", "dvo-twente", on=on) if title in row]
        for on in (MARCH, MEETING)
    }

    assert [len(rows) for rows in found.values()] == [1, 1]
    assert found[MARCH][0].startswith("Referent voor Twente van de eenheidsleiding")
    assert found[MEETING][0].startswith("Hoofd Operatiën van politie Oost-Nederland")


def test_the_chair_has_a_deputy_from_2023_on(client):
    (chair, *_rest) = rows_of(client, "twente", "dvo-twente", on=MEETING)

    assert chair.startswith("Voorzitter van het DVO Twente")
    assert "Plaatsvervangend voorzitter van het DVO Twente" in chair


@pytest.mark.parametrize(
    ("on", "who"),
    [
        ("2016-10-10", "Gebiedsofficier van justitie Twente"),
        ("2017-01-01", "Districtchef van politie Twente"),
        (MARCH, "Districtchef van politie Twente in 2023"),
        (MARCH, "Gebiedsofficier van justitie Twente"),
    ],
)
def test_prosecutor_and_district_chief_are_members_of_the_board(client, on, who):
    assert any(row.startswith(who) for row in rows_of(client, "twente", "dvo-twente", on=on))


@pytest.mark.parametrize(
    ("slug", "name", "kind"),
    [
        ("dimence", "Dimence", "Zorgorganisatie"),
        ("zorgverzekeraars", "Zorgverzekeraars", "Zorgorganisatie"),
        ("pi-almelo", "Penitentiaire inrichting Almelo", "Andere organisatie"),
        ("woningcorporaties-twente", "Woningcorporaties in Twente", "Woningcorporatie"),
        ("buurtbemiddeling-twente", "Buurtbemiddelingsorganisaties", "Andere organisatie"),
    ],
)
def test_a_partner_outside_the_bodies_has_its_page(client, slug, name, kind):
    shown = words(client, f"twente/organisaties/{slug}/", on=MARCH)

    assert name in shown
    assert kind in shown


def test_the_theme_week_of_march_2023_stands_there_without_made_up_activities():
    week = ThemeWeek.objects.get()

    assert (week.title, week.theme.code, week.network.slug) == (
        "Ondermijningsweek",
        "ondermijning",
        "twente",
    )
    assert week.starts_on == dt.date(2023, 3, 6)
    assert not week.activities.exists()
