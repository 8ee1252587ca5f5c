"""The network as the papers describe it: bodies, seats and areas with their dates.

Everything is asked as the page Overlegstructuur asks it, so a body that is gone from the
files, or that the page no longer shows, fails here.
"""

import datetime as dt

import pytest

from ivz.authorization.roles import BodyKind, Role
from ivz.network.models import Area, Network
from ivz.network.models.bodies import BodyStatus
from ivz.network.queries.areas import municipalities_in
from ivz.network.queries.structure import structure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example_region")]
OCTOBER = dt.date(2016, 10, 10)
DISTRICTS = [
    "twente",
    "ijsselland",
    "noord-en-oost-gelderland",
    "gelderland-midden",
    "gelderland-zuid",
]
HEADS_OF_MUNICIPALITIES = 14
DECIDING, ADVISING = BodyStatus.DECIDING, BodyStatus.ADVISING
PREPARING, EXECUTING = BodyStatus.PREPARING, BodyStatus.EXECUTING


def shown(network, *, on=OCTOBER):
    """Give what the page shows of a network on a day, by the slug of the body."""
    sections = structure(Network.objects.get(slug=network), on=on)
    return {row.body.slug: row for section in sections for row in section.rows}


@pytest.mark.parametrize(
    ("network", "slug", "kind", "status", "words"),
    [
        ("twente", "dvo-twente", BodyKind.BOARD, DECIDING, "opdrachtgever van het Platform"),
        ("twente", "platform-ivz-twente", BodyKind.PLATFORM, ADVISING, "opdrachtnemer"),
        ("twente", "agendacommissie-platform", BodyKind.AGENDA_COMMITTEE, PREPARING, "Platform"),
        ("twente", "ab-vrt", BodyKind.BOARD, DECIDING, "dienstverleningsovereenkomst"),
        ("twente", "db-vrt", BodyKind.BOARD, PREPARING, "DVO"),
        ("twente", "veiligheidsdirectie-twente", BodyKind.DIRECTORATE, ADVISING, "kennis"),
        ("twente", "kring-gemeentesecretarissen", BodyKind.SECRETARIES_CIRCLE, ADVISING, "kennis"),
        ("twente", "stuurgroep-zorg-veiligheid-straf", BodyKind.STEERING_GROUP, ADVISING, "zorg"),
        ("twente", "bestuurscommissie-ozjt", BodyKind.BOARD, DECIDING, ""),
        ("twente", "ambtelijk-overleg-ozjt", BodyKind.CONSULTATION, ADVISING, ""),
        ("oost-nederland", "rvo-oost-nederland", BodyKind.UNIT_BOARD, DECIDING, ""),
        ("oost-nederland", "bestuurscollege-oost-nederland", BodyKind.UNIT_BOARD, DECIDING, ""),
        ("oost-nederland", "expertgroep-woninginbraken-oost", BodyKind.EXPERT_GROUP, EXECUTING, ""),
    ],
)
def test_a_body_of_the_papers_is_in_the_register(network, slug, kind, status, words):
    body = shown(network)[slug].body

    assert (body.kind, body.status) == (kind, status)
    assert words in body.mandate


@pytest.mark.parametrize("district", DISTRICTS)
def test_each_of_the_five_districts_has_a_board(district):
    board = shown(district)[f"dvo-{district}"].body

    assert (board.kind, board.status) == (BodyKind.BOARD, DECIDING)
    assert board.network.parent.slug == "oost-nederland"


def test_the_platform_seats_each_municipality_police_and_prosecutor():
    seats = shown("twente")["platform-ivz-twente"].seats

    coordinators = [seat for seat in seats if seat.role == Role.MUNICIPAL_COORDINATOR]
    inside = municipalities_in(Area.objects.get(code="district-twente"), on=OCTOBER)
    assert {seat.organisation.area for seat in coordinators} == set(inside)
    assert len(coordinators) == HEADS_OF_MUNICIPALITIES
    for role in (Role.POLICE, Role.PROSECUTOR):
        assert [seat.title for seat in seats if seat.role == role] == ["Vaste vertegenwoordiger"]


@pytest.mark.parametrize(
    ("slug", "role", "title", "holder"),
    [
        ("platform-ivz-twente", Role.ADVISER, "Persoonsgerichte aanpak", "Ketenmanager"),
        ("platform-ivz-twente", Role.ADVISER, "Georganiseerde criminaliteit", "RIEC"),
        ("platform-ivz-twente", Role.ADVISER, "Brandveiligheid", "brandveiligheid"),
        ("platform-ivz-twente", Role.ADVISER, "Zorg en veiligheid", "zorg en veiligheid"),
        ("platform-ivz-twente", Role.ADVISER, "APV en bijzondere wetten", "APV"),
        (
            "platform-ivz-twente",
            Role.ADVISER,
            "Toezicht en handhaving openbare ruimte",
            "toezicht en handhaving",
        ),
        (
            "dvo-twente",
            Role.MEMBER,
            "Portefeuillehouder integrale veiligheid",
            "Burgemeester van Haaksbergen",
        ),
        ("stuurgroep-doorontwikkeling", Role.ADVISER, "Extern adviseur", "Extern adviseur"),
    ],
)
def test_a_seat_of_the_papers_is_held_by_function(slug, role, title, holder):
    (seat,) = [seat for seat in shown("twente")[slug].seats if seat.title == title]

    assert seat.role == role
    assert holder in seat.holder


def test_the_regional_mayor_leads_the_regional_consultation():
    (chair,) = [
        seat
        for seat in shown("oost-nederland")["rvo-oost-nederland"].seats
        if seat.role == Role.CHAIR
    ]

    assert chair.holder == "Regioburgemeester Oost-Nederland"


def test_the_heads_of_supervision_have_a_platform():
    seats = shown("twente")["platform-toezicht-handhaving"].seats

    heads = {seat.organisation for seat in seats if seat.title == "Afdelingshoofd"}
    assert len(heads) == HEADS_OF_MUNICIPALITIES


@pytest.mark.parametrize(("on", "seats"), [(dt.date(2015, 12, 31), None), (OCTOBER, 11)])
def test_the_agenda_committee_has_eleven_seats_from_2016_on(on, seats):
    row = shown("twente", on=on).get("agendacommissie-platform")

    assert (row and len(row.seats)) == seats


@pytest.mark.parametrize(("on", "is_there"), [(dt.date(2007, 12, 31), False), (OCTOBER, True)])
def test_the_platform_is_there_since_2008(on, is_there):
    assert ("platform-ivz-twente" in shown("twente", on=on)) is is_there


def test_the_board_follows_the_college_that_ended():
    last_day, next_day = dt.date(2012, 12, 31), dt.date(2013, 1, 1)
    college = shown("twente", on=last_day)["regionaal-college-twente"].body

    assert college.successor.slug == "dvo-twente"
    assert "dvo-twente" not in shown("twente", on=last_day)
    assert "dvo-twente" in shown("twente", on=next_day)
    assert "regionaal-college-twente" not in shown("twente", on=next_day)


@pytest.mark.parametrize(
    ("slug", "advised"),
    [
        ("platform-ivz-twente", "dvo-twente"),
        ("agendacommissie-platform", "platform-ivz-twente"),
        ("db-vrt", "dvo-twente"),
        ("ambtelijk-overleg-ozjt", "bestuurscommissie-ozjt"),
    ],
)
def test_a_body_says_for_which_other_it_works(slug, advised):
    assert advised in [relation.other.slug for relation in shown("twente")[slug].relations]


def test_the_safety_region_employs_the_coordinator():
    seats = shown("twente")["platform-ivz-twente"].seats
    (coordinator,) = [seat.person for seat in seats if seat.role == Role.SECRETARY]

    assert coordinator.function == "Regiocoördinator Veiligheid"
    assert coordinator.organisation.name == "Veiligheidsregio Twente"


@pytest.mark.parametrize(
    ("team", "municipalities"),
    [
        ("noord-oost", ["Dinkelland", "Losser", "Oldenzaal", "Tubbergen"]),
        ("midden", ["Borne", "Haaksbergen", "Hengelo", "Hof van Twente"]),
        ("noord", ["Almelo", "Twenterand"]),
        ("west", ["Hellendoorn", "Rijssen-Holten", "Wierden"]),
        ("enschede", ["Enschede"]),
    ],
)
def test_a_police_team_works_for_its_municipalities(team, municipalities):
    area = Area.objects.get(code=f"team-twente-{team}")

    names = [each.name for each in municipalities_in(area, on=OCTOBER)]

    assert names == municipalities
