"""Portfolios, priorities and local policies of the example, as the pages show them."""

import pytest

from tests.example.pages import one_line, page, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example_region")]
MARCH, MEETING = "2023-03-01", "2023-04-20"


@pytest.mark.parametrize(
    ("on", "holder", "decision"),
    [
        (MARCH, "Portefeuillehouder ondermijning Twente", "DVO Twente, 8 december 2022"),
        ("2020-06-01", "DVO-lid 15", "DVO Twente, 10 december 2018"),
        ("2017-01-01", "Wordt vervuld", "DVO Twente 2016-9"),
    ],
)
def test_who_held_ondermijning_on_a_day_and_by_which_decision(client, on, holder, decision):
    theme = "ondermijning" if on >= "2019" else "georganiseerde-criminaliteit"
    shown = words(client, f"twente/portefeuilles/{theme}/", on=on)
    that_day = shown[shown.index("Op ") : shown.index("Door de jaren heen")]

    assert holder in that_day
    assert decision in that_day


def test_the_history_of_a_theme_goes_back_under_its_earlier_name(client):
    shown = words(client, "twente/portefeuilles/ondermijning/", on=MARCH)

    assert "Toen: Georganiseerde criminaliteit" in shown


@pytest.mark.parametrize(("on", "vacant"), [(MARCH, False), (MEETING, True)])
def test_a_vacant_portfolio_stands_on_top(client, on, vacant):
    shown = words(client, "twente/portefeuilles/", on=on)

    assert ("1 portefeuille zonder houder Ex-detentie Vacant" in shown) is vacant


@pytest.mark.parametrize(
    ("on", "themes"),
    [
        ("2016-10-10", 4),
        ("2019-05-01", 3),
        (MARCH, 6),
        (MEETING, 7),
    ],
)
def test_the_overview_holds_every_portfolio_of_a_day(client, on, themes):
    rows = [
        row
        for row in page(client, "twente/portefeuilles/", on=on).select("tbody tr, .ivz-rows > li")
        if row.find("a", href=lambda href: href and "/portefeuilles/" in href)
    ]

    assert len({one_line(row.find("a")) for row in rows}) == themes


@pytest.mark.parametrize("network", ["twente", "ijsselland"])
def test_a_portfolio_holder_sits_in_the_deciding_body(client, network):
    on = "2019-10-02" if network == "ijsselland" else MEETING
    seats = words(client, f"{network}/overleggen/dvo-{network}/", on=on)
    shown = page(client, f"{network}/portefeuilles/", on=on)

    holders = [one_line(row.select("td")[0]) for row in shown.select("table tbody tr")]
    assert holders
    assert [holder for holder in holders if holder not in seats] == []


@pytest.mark.parametrize(
    ("theme", "holder", "leader"),
    [
        ("mensenhandel", "Burgemeester van Hengelo", "IVZ-coördinator van Hengelo"),
        ("woninginbraken", "Burgemeester van Borne", "IVZ-coördinator van Wierden"),
    ],
)
def test_a_holder_has_a_project_leader_of_the_own_or_another_municipality(
    client, theme, holder, leader
):
    shown = words(client, f"twente/portefeuilles/{theme}/", on=MARCH)

    assert f"Portefeuillehouder {holder} Projectleider {leader}" in shown


@pytest.mark.parametrize(
    ("on", "often", "seldom"),
    [
        ("2016-10-10", ["Woninginbraken", "Overlast kwetsbare personen"], "Drugsoverlast"),
        ("2016-10-10", ["Woonoverlast (algemeen)"], "Overlastgevende jeugd"),
        (MARCH, ["Ondermijning", "Onbegrepen gedrag", "Zorg en veiligheid"], "Mensenhandel"),
    ],
)
def test_a_theme_that_plays_in_seven_municipalities_is_found(client, on, often, seldom):
    shown = words(client, "twente/prioriteiten/vaak/", on=on)
    found = shown[shown.index("Peildatum") :]

    assert [theme for theme in often if theme not in found] == []
    assert seldom not in found


@pytest.mark.parametrize("network", ["twente", "oost-nederland"])
def test_priorities_of_every_municipality_stand_in_the_matrix(client, network):
    shown = page(client, f"{network}/prioriteiten/", on=MARCH)
    count = {"twente": 14, "oost-nederland": 76}[network]

    assert len({one_line(head) for head in shown.select("tbody th")}) == count


@pytest.mark.parametrize(
    ("register", "answer", "count"),
    [
        ("coffeeshopbeleid", "Nulbeleid", 11),
        ("coffeeshopbeleid", "Coffeeshops onder voorwaarden", 3),
        ("handhaving", "De burgemeester", 12),
        ("buurtbemiddeling", "Is er, met woningcorporaties", 4),
        ("buurtbemiddeling", "In opbouw of belangstelling", 7),
        ("buurtbemiddeling", "Niet ingevuld", 3),
    ],
)
def test_local_policies_count_up_to_what_the_paper_says(client, register, answer, count):
    shown = page(client, f"twente/per-gemeente/{register}/")

    cells = [one_line(cell) for cell in shown.select("tbody td")]
    assert len([cell for cell in cells if answer in cell]) == count


@pytest.mark.parametrize(
    ("on", "current", "ended"),
    [
        ("2016-10-10", "Georganiseerde criminaliteit", "Ondermijning"),
        ("2019-01-01", "Ondermijning", "Georganiseerde criminaliteit"),
        ("2022-12-31", "Overlast kwetsbare personen", "Onbegrepen gedrag"),
        ("2023-01-01", "Onbegrepen gedrag", "Overlast kwetsbare personen"),
    ],
)
def test_a_theme_gives_way_to_its_successor_on_a_day(client, on, current, ended):
    shown = page(client, "twente/themas/", on=on)

    in_use = [one_line(head) for head in shown.select("table tbody th")]
    assert any(name.startswith(current) for name in in_use)
    assert not any(name.startswith(ended) for name in in_use)


def test_a_theme_is_found_by_the_names_that_papers_gave_it(client):
    shown = words(client, "twente/themas/")

    for name in ("verwarde personen", "psychisch kwetsbare personen", "hennepteelt en drugs"):
        assert name in shown
