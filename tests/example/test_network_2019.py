"""Oost-Nederland and IJsselland in 2019, read by a visitor as the pages show them."""

import pytest

from tests.example.pages import bodies_on, body, one_line, page, rows_of, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example_region")]
MAY, OCTOBER, DECEMBER = "2019-05-01", "2019-10-02", "2019-12-01"
BEFORE = "2018-12-31"
DISTRICTS = [
    "Gelderland-Midden",
    "Gelderland-Zuid",
    "IJsselland",
    "Noord- en Oost-Gelderland",
    "Twente",
]
GROUP = "bestuurlijke-begeleidingsgroep"
NETWORK = "veiligheidsnetwerk-oost-nederland"
TEAMS = ["verward-gedrag", "digitale-criminaliteit", "jonge-aanwas", "informatiegestuurd-werken"]


def test_the_network_of_the_unit_has_76_municipalities_with_prosecutor_and_police(client):
    shown = words(client, "oost-nederland/gebieden/", on=MAY)
    seats = rows_of(client, "oost-nederland", NETWORK, on=MAY)

    assert "76" in shown
    assert any("Politie Oost-Nederland" in seat for seat in seats)
    assert any("Openbaar Ministerie" in seat for seat in seats)


def test_the_network_of_the_unit_stands_among_its_bodies_since_2015(client):
    assert "Veiligheidsnetwerk Oost-Nederland" in bodies_on(
        client, "oost-nederland", on="2015-01-01"
    )
    assert "Veiligheidsnetwerk Oost-Nederland" not in bodies_on(
        client, "oost-nederland", on="2014-12-31"
    )


def test_the_guiding_group_has_a_mayor_per_district_police_and_prosecutor(client):
    seats = rows_of(client, "oost-nederland", GROUP, on=MAY)

    for district in DISTRICTS:
        assert any(district in seat and "Burgemeester" in seat for seat in seats), district
    assert any("Eenheidsleiding van politie" in seat for seat in seats)
    assert any("Bestuur van het Openbaar Ministerie" in seat for seat in seats)
    assert len(seats) == len(DISTRICTS) + 2


@pytest.mark.parametrize(
    ("slug", "seat", "linked"),
    [
        (GROUP, "Voorzitter", "Zit ook in Regionaal Veiligheidsoverleg Oost-Nederland"),
        (GROUP, "Namens IJsselland", "Zit ook in Stuurgroep RIEC"),
    ],
)
def test_a_seat_tells_which_seat_elsewhere_goes_with_it(client, slug, seat, linked):
    (row,) = [
        row for row in rows_of(client, "oost-nederland", slug, on=MAY) if f" {seat} " in f"{row} "
    ]

    assert linked in row


def test_the_chair_of_the_guiding_group_sits_in_the_regional_consultation(client):
    (chair, *_rest) = rows_of(client, "oost-nederland", GROUP, on=MAY)
    consultation = rows_of(client, "oost-nederland", "rvo-oost-nederland", on=MAY)

    assert chair.startswith("Burgemeester van Enschede Voorzitter")
    assert any(row.startswith("Burgemeester van Enschede") for row in consultation)


def test_the_guiding_group_watches_for_the_regional_consultation(client):
    shown = body(client, "oost-nederland", GROUP, on=MAY)

    assert "BBG bewaakt de voortgang namens Regionaal Veiligheidsoverleg Oost-Nederland" in shown


@pytest.mark.parametrize("district", [d for d in DISTRICTS if d != "Twente"])
def test_each_mayor_in_the_guiding_group_holds_a_theme(client, district):
    shown = words(client, "oost-nederland/portefeuilles/", on=MAY)

    assert f"Burgemeester uit {district} in de Bestuurlijke Begeleidingsgroep" in shown
    assert "Burgemeester van Enschede" in shown


def missing(client):
    """Read which districts the page says are missing in which team."""
    groups = page(client, "oost-nederland/dekking/", on=MAY).select(".pf-gap")
    return {
        one_line(group.summary).partition(":")[0]: [one_line(line) for line in group.select("li")]
        for group in groups
    }


@pytest.mark.parametrize(
    ("district", "team"),
    [
        ("Noord- en Oost-Gelderland", "Expertteam digitale criminaliteit"),
        ("Gelderland-Midden", "Expertteam informatiegestuurd werken"),
        ("IJsselland", "Expertteam jonge aanwas"),
        ("Gelderland-Zuid", "Platform Ondermijning"),
        ("Noord- en Oost-Gelderland", "Platform Ondermijning"),
    ],
)
def test_a_district_without_a_seat_in_an_expert_team_is_named(client, district, team):
    assert district in missing(client)[team]


def test_a_team_with_every_district_has_no_gap(client):
    assert "6 leemtes" in words(client, "oost-nederland/dekking/", on=MAY)
    assert sum(map(len, missing(client).values())) == 6
    assert "Expertteam personen met verward gedrag" not in missing(client)


def test_a_platform_stands_among_the_expert_teams(client):
    teams = [cell.get_text(strip=True) for cell in _heads(client)]

    assert teams.count("Platform Ondermijning") == 1
    assert len([team for team in teams if team.startswith("Expertteam")]) == len(TEAMS)


def _heads(client):
    return page(client, "oost-nederland/dekking/", on=MAY).select("thead th")


def test_the_platform_aligns_above_the_districts_and_decides_nothing(client):
    shown = body(client, "oost-nederland", "platform-ondermijning", on=MAY)
    mandates = words(client, "oost-nederland/vragen/wie-beslist/", on=MAY)

    assert "Stemt af boven de districten, maakt geen producten" in shown
    assert "Platform Ondermijning" not in mandates
    assert "Stuurgroep RIEC" in mandates


@pytest.mark.parametrize(
    "member",
    [
        "RIEC Oost-Nederland",
        "Belastingdienst",
        "Politie Oost-Nederland",
        "Openbaar Ministerie",
        "Provincie Overijssel",
        "Provincie Gelderland",
        "Gemeenten in Twente",
    ],
)
def test_a_partner_of_the_paper_sits_in_the_platform(client, member):
    seats = rows_of(client, "oost-nederland", "platform-ondermijning", on=MAY)

    assert any(member in seat for seat in seats)


@pytest.mark.parametrize("team", [*[f"expertteam-{team}" for team in TEAMS]])
def test_the_working_group_steers_each_expert_team(client, team):
    shown = body(client, "oost-nederland", team, on=MAY)

    assert "Werkgroep Veiligheidsnetwerk stuurt aan: Expertteam" in shown


def test_the_steering_group_of_the_riec_commissions_the_platform(client):
    shown = body(client, "oost-nederland", "platform-ondermijning", on=MAY)

    assert "Stuurgroep RIEC is opdrachtgever van Platform Ondermijning" in shown
    assert "Stuurgroep RIEC" in bodies_on(client, "oost-nederland", on=MAY)


def test_hosting_lasts_as_long_as_the_programme_manager_of_the_host(client):
    hosting = words(client, "oost-nederland/organisaties/", on=MAY)
    seats = rows_of(client, "oost-nederland", NETWORK, on=MAY)
    manager = next(row for row in seats if "Programmamanager" in row)

    for shown in (hosting[hosting.index("Gastheerschap van het netwerk") :], manager):
        assert "Veiligheidsregio Twente" in shown
        assert "31 december 2019" in shown


def test_the_safety_region_hosts_the_platform_and_employs_its_staff(client):
    hosting = words(client, "twente/organisaties/")
    host = words(client, "twente/organisaties/veiligheidsregio-twente/")

    assert "Veiligheidsregio Twente" in hosting[hosting.index("Gastheerschap van het netwerk") :]
    assert "Regiocoördinator Veiligheid" in host


@pytest.mark.parametrize(
    ("on", "seat"),
    [
        (MAY, "Voorzitter van het Platform IVZ Programmamanager (om niet)"),
        ("2020-01-01", "Open Programmamanager (om niet)"),
        ("2020-01-01", "Werving loopt Coördinator"),
    ],
)
def test_roles_of_the_network_fall_open_in_2020(client, on, seat):
    assert any(row.startswith(seat) for row in rows_of(client, "oost-nederland", NETWORK, on=on))


@pytest.mark.parametrize(
    ("seat", "hours"), [("Coördinator", "32 uur per week"), ("Communicatieadviseur", "4 uur")]
)
def test_a_paid_role_shows_its_hours(client, seat, hours):
    found = [
        row for row in rows_of(client, "oost-nederland", NETWORK, on=MAY) if row.startswith(seat)
    ]

    assert len(found) == 1
    assert hours in found[0]


@pytest.mark.parametrize(
    ("on", "words_shown"),
    [
        (MAY, "Veiligheidsregio Twente"),
        ("2020-01-01", "Vacature voor wie werkt bij een deelnemende organisatie"),
    ],
)
def test_the_coordinators_vacancy_is_open_to_partners(client, on, words_shown):
    found = [
        row
        for row in rows_of(client, "oost-nederland", NETWORK, on=on)
        if "32 uur" in row and words_shown in row
    ]

    assert len(found) == 1


@pytest.mark.parametrize(
    ("district", "on", "is_there"),
    [
        ("ijsselland", OCTOBER, True),
        ("ijsselland", BEFORE, False),
        ("twente", OCTOBER, False),
    ],
)
def test_a_shared_triangle_stands_where_it_meets(client, district, on, is_there):
    shown = bodies_on(client, district, on=on)

    assert ("Interlokale driehoeken IJsselland" in shown) is is_there


def test_the_expertise_centre_supports_the_rural_project(client):
    centre = words(client, "ijsselland/organisaties/ccv/", on=OCTOBER)
    project = rows_of(client, "ijsselland", "traject-buitengebied-ijsselland", on=OCTOBER)

    assert "Traject Veilig Buitengebied IJsselland" in centre
    assert any("Centrum voor Criminaliteitspreventie en Veiligheid" in row for row in project)


@pytest.mark.parametrize(
    ("slug", "name", "fact"),
    [
        ("landelijk-bureau-burgernet", "Landelijk Bureau Burgernet", "factsheet"),
        ("bureau-burgernet-oost", "Bureau Burgernet Oost-Nederland", "hoogstens 3 cent"),
        ("raad-van-toezicht-burgernet", "Raad van Toezicht van Burgernet", "Besloot in 2019"),
        ("vng", "Vereniging van Nederlandse Gemeenten", "Landelijke organisatie"),
        ("zorgverzekeraars", "Zorgverzekeraars", "Zorgorganisatie"),
    ],
)
def test_an_outside_partner_has_its_page(client, slug, name, fact):
    shown = words(client, f"ijsselland/organisaties/{slug}/", on=OCTOBER)

    assert name in shown
    assert fact in shown


@pytest.mark.parametrize(
    ("who", "day"),
    [
        ("Districtchef van politie IJsselland", "30 november 2019"),
        ("Vertegenwoordiger van het Openbaar Ministerie in IJsselland", "30 november 2019"),
    ],
)
def test_who_leaves_this_half_year_stands_with_the_last_day(client, who, day):
    shown = words(client, "ijsselland/vragen/wie-wisselt/", on=OCTOBER)

    assert f"{who} De zetel loopt af {day}" in shown


@pytest.mark.parametrize(("on", "seats"), [(OCTOBER, 0), (DECEMBER, 2)])
def test_who_comes_after_them_starts_on_a_day(client, on, seats):
    rows = rows_of(client, "ijsselland", "dvo-ijsselland", on=on)

    assert len([row for row in rows if "Nieuwe vertegenwoordiger van politie" in row]) == seats


def test_a_person_who_leaves_shows_the_day(client):
    shown = words(client, "ijsselland/mensen/districtchef-ijsselland/", on=OCTOBER)

    assert "1 december 2019" in shown


def test_a_role_being_recruited_is_seen(client):
    project = rows_of(client, "ijsselland", "traject-buitengebied-ijsselland", on=OCTOBER)

    assert any(row.startswith("Werving loopt Projectleider Buitengebied") for row in project)


def test_the_regional_consultation_gives_the_network_its_assignment(client):
    shown = body(client, "oost-nederland", NETWORK, on=MAY)

    assert (
        "Regionaal Veiligheidsoverleg Oost-Nederland is opdrachtgever van Veiligheidsnetwerk"
        in shown
    )


def test_the_network_is_no_legal_person(client):
    form = "Netwerk van gemeenten, politie en Openbaar Ministerie; geen zelfstandig orgaan"

    assert form in bodies_on(client, "oost-nederland", on=MAY)


@pytest.mark.parametrize(("on", "hosts"), [("2019-12-31", True), ("2020-01-01", False)])
def test_hosting_ends_on_its_day(client, on, hosts):
    shown = page(client, "oost-nederland/overlegstructuur/", on=on).find(
        attrs={"aria-labelledby": "form"}
    )

    assert ("Veiligheidsregio Twente" in one_line(shown)) is hosts
