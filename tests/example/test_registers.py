"""Relations, mandates and role descriptions of 2016, as the register pages show them."""

import pytest
from bs4 import BeautifulSoup

from ivz.accounts.models import User
from tests.example.pages import bodies_on, body, one_line, page, rows_of, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example_region")]
MUNICIPALITIES = [
    "Almelo",
    "Borne",
    "Dinkelland",
    "Enschede",
    "Haaksbergen",
    "Hellendoorn",
    "Hengelo",
    "Hof van Twente",
    "Losser",
    "Oldenzaal",
    "Rijssen-Holten",
    "Tubbergen",
    "Twenterand",
    "Wierden",
]


def test_the_board_is_the_client_of_the_platform(client):
    shown = body(client, "twente", "platform-ivz-twente")

    assert "Districtelijk Veiligheidsoverleg Twente is opdrachtgever van Platform IVZ" in shown


@pytest.mark.parametrize(
    ("on", "advised"),
    [
        ("2012-12-31", "Regionaal College Twente"),
        ("2013-01-01", "Districtelijk Veiligheidsoverleg Twente"),
    ],
)
def test_the_platform_advises_another_board_since_2013(client, on, advised):
    shown = body(client, "twente", "platform-ivz-twente", on=on)

    (line,) = shown.split("Platform IVZ adviseert ")[1:]
    assert line.startswith(advised)


@pytest.mark.parametrize("other", ["Veiligheidsdirectie Twente", "Kring van Gemeentesecretarissen"])
def test_papers_go_for_information_to_directorate_and_circle(client, other):
    shown = body(client, "twente", "platform-ivz-twente")

    assert f"Platform IVZ stuurt stukken ter kennisname aan {other}" in shown


def test_the_secretaries_prepare_the_regional_consultation(client):
    shown = body(client, "oost-nederland", "rvo-oost-nederland")
    seats = rows_of(client, "oost-nederland", "secretarissenoverleg-oost")

    assert "Overleg van de secretarissen van de DVO's bereidt de vergaderingen voor" in shown
    assert len([seat for seat in seats if "DVO" in seat]) == 5


@pytest.mark.parametrize("municipality", MUNICIPALITIES)
def test_each_municipality_has_a_triangle_of_mayor_prosecutor_and_police(client, municipality):
    slug = municipality.lower().replace(" ", "-")
    seats = rows_of(client, "twente", f"driehoek-{slug}")

    assert [seat for seat in seats if seat.startswith(f"Burgemeester van {municipality} ")]
    assert [seat for seat in seats if seat.startswith("Officier van justitie")]
    assert [seat for seat in seats if seat.startswith("Teamchef van basisteam")]
    assert len(seats) == 3


def test_only_triangles_may_decide_on_cases(client):
    response = client.get(
        "/netwerk/twente/vragen/wie-beslist/", {"peildatum": "2023-04-20", "over": "case_approach"}
    )
    assert response.status_code == 200

    shown = words(client, "twente/vragen/wie-beslist/", on="2023-04-20")
    about_cases = shown[shown.rindex("Werken aan casuïstiek") :]
    assert about_cases.count("Lokale gezagsdriehoek") == len(MUNICIPALITIES)
    assert "Districtelijk Veiligheidsoverleg" not in about_cases


@pytest.mark.parametrize(
    ("slug", "kind"),
    [
        ("stuurgroep-doorontwikkeling", "Stuurgroep"),
        ("kerngroep-doorontwikkeling", "Kerngroep"),
        ("klankbordgroep-doorontwikkeling", "Klankbordgroep"),
    ],
)
def test_a_project_has_bodies_of_its_own_kinds(client, slug, kind):
    heading = one_line(page(client, f"twente/overleggen/{slug}/").find(class_="ivz-kicker"))

    assert heading == f"Twente · {kind}"


def test_a_national_organisation_names_its_successor(client):
    before = words(client, "twente/organisaties/aanjaagteam-verwarde-personen/", on="2016-10-09")

    assert "9 oktober 2016" in before
    assert "Landelijk schakelteam verwarde personen" in before


@pytest.mark.parametrize(
    ("slug", "role", "task"),
    [
        ("platform-ivz-twente", "Voorzitter van het Platform", "Wordt door de leden"),
        ("platform-ivz-twente", "Voorzitter van het Platform", "Is ambassadeur"),
        ("platform-ivz-twente", "Voorzitter van het Platform", "mandaat om leden en partners aan"),
        ("platform-ivz-twente", "Regiocoördinator Veiligheid", "eerste adviseur van de voorzitter"),
        ("platform-ivz-twente", "Projectleider", "Hoeft niet uit de gemeente"),
        ("dvo-twente", "Bestuurlijk portefeuillehouder", "Krijgt steun van een projectleider"),
        ("kring-gemeentesecretarissen", "Coördinerend gemeentesecretaris", "Rapporteert geregeld"),
    ],
)
def test_a_role_says_since_2016_what_is_asked(client, slug, role, task):
    for on, is_there in (("2016-10-10", True), ("2016-02-29", False)):
        shown = body(client, "twente", slug, on=on)
        asked = shown[shown.index("Wat van elke rol") : shown.index("In het kort")]

        assert (role in asked and task in asked) is is_there


@pytest.mark.parametrize(("on", "seats"), [("2016-02-29", 0), ("2016-03-01", 1)])
def test_one_town_clerk_speaks_for_safety_since_march_2016(client, on, seats):
    rows = rows_of(client, "twente", "kring-gemeentesecretarissen", on=on)

    found = [row for row in rows if row.startswith("Gemeentesecretaris van Twenterand")]
    assert len(found) == seats
    assert all("Coördinerend gemeentesecretaris IVZ" in row for row in found)


def test_the_coordinator_sits_in_the_agenda_committee(client):
    rows = rows_of(client, "twente", "agendacommissie-platform")

    assert [row for row in rows if row.startswith("Regiocoördinator Veiligheid")]


def test_the_five_municipal_seats_of_the_agenda_committee_rotate_in_2018(client):
    shown = words(client, "twente/vragen/wie-wisselt/", on="2018-01-01")

    due = shown.split("Wisselt volgens afspraak 1 januari 2018 ")[1:]
    assert len(due) == 5
    assert all(line.startswith("Agendacommissie van het Platform IVZ Basisteam") for line in due)
    assert "Wisselt volgens afspraak" not in words(client, "twente/vragen/wie-wisselt/")


def test_a_student_counts_as_temporary_capacity(client):
    rows = rows_of(client, "twente", "platform-ivz-twente")

    assert [row for row in rows if row.startswith("Afstudeerder dashboard woninginbraken")]


def test_the_world_of_2016_knows_nothing_of_later_years(client):
    shown = bodies_on(client, "oost-nederland", on="2016-10-10")

    for later in ("Expertteam", "Platform Ondermijning", "Stuurgroep RIEC"):
        assert later not in shown
    assert "Expertgroep verwarde personen" in shown


@pytest.mark.parametrize(
    ("role", "is_offered"), [("chair", True), ("municipal-coordinator", False)]
)
def test_the_chair_of_the_platform_keeps_its_agenda_and_that_of_the_committee(
    client, role, is_offered
):
    client.force_login(User.objects.get(username=f"voorbeeld-{role}"))

    page = BeautifulSoup(client.get("/vergaderingen/nieuw/").content, "html.parser")

    offered = {option["value"] for option in page.select("select[name=body] option")}
    assert ({"agendacommissie-platform", "platform-ivz-twente"} <= offered) is is_offered
