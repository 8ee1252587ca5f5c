"""Four questions make an empty installation a working network, or change nothing at all."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.audit.models import AuditEntry, Result
from ivz.authorization.roles import Duty, Role
from ivz.clock import reading as clock
from ivz.errors import RuleBroken
from ivz.home.queries.founding import everyday_name, is_empty_installation, municipalities
from ivz.home.queries.integrity import CHECKS
from ivz.meetings.actions import planning
from ivz.meetings.models import AgendaItem, Meeting
from ivz.meetings.states import MeetingState
from ivz.network.models import (
    Area,
    AreaPopulation,
    Body,
    Network,
    Organisation,
    Person,
    Seat,
    Theme,
    ThemeField,
)
from tests.entry import sign_in_strongly
from tests.factories import (
    TODAY,
    AreaFactory,
    NetworkFactory,
    ThemeFactory,
    UserFactory,
    someone_with_duty,
)
from tests.home.founding import (
    ASSEN,
    BOARD,
    MEETING,
    NETWORK,
    PLATFORM,
    answer,
    answer_all,
    errors_in,
    page_of,
    rows,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def example_date():
    clock.move_to(TODAY)


def test_an_empty_installation_opens_with_the_first_question(client):
    response = client.get("/", follow=True)

    assert response.redirect_chain == [("/begin/", 302)]
    assert page_of(response).h1.get_text(strip=True) == "Hoe heet het netwerk?"


def test_four_answers_found_a_network(client):
    response = answer_all(client)

    network = Network.objects.get()
    assert (network.name, network.slug, network.area.name) == ("Drenthe", "drenthe", "Drenthe")
    assert response.url == "/vergaderingen/dvo-drenthe/2016-11-14/"
    assert client.get(response.url).status_code == 200
    assert not is_empty_installation()


def test_the_municipalities_lie_in_the_new_area_and_are_partners(client):
    answer_all(client)

    district = Network.objects.get().area
    inside = Area.objects.filter(parent_links__parent=district)
    assert sorted(area.name for area in inside) == ["Assen", "Emmen"]
    assert sorted(partner.name for partner in Organisation.objects.all()) == [
        "Gemeente Assen",
        "Gemeente Emmen",
    ]


def test_bodies_get_the_seats_that_go_with_them(client):
    answer_all(client)

    seats = Seat.objects.values_list("body__slug", "person__function", "role", "valid_from")
    assert sorted(seats) == [
        ("dvo-drenthe", "Burgemeester van Assen", Role.MEMBER, TODAY),
        ("dvo-drenthe", "Burgemeester van Emmen", Role.MEMBER, TODAY),
        ("dvo-drenthe", "Regiocoördinator", Role.SECRETARY, TODAY),
        ("platform-drenthe", "Regiocoördinator", Role.SECRETARY, TODAY),
        (
            "platform-drenthe",
            "Veiligheidscoördinator van Assen",
            Role.MUNICIPAL_COORDINATOR,
            TODAY,
        ),
        (
            "platform-drenthe",
            "Veiligheidscoördinator van Emmen",
            Role.MUNICIPAL_COORDINATOR,
            TODAY,
        ),
    ]


def test_the_platform_advises_the_board(client):
    answer_all(client)

    board, platform = Body.objects.order_by("slug")
    assert [relation.other for relation in platform.relations.all()] == [board]
    assert (board.status, platform.status) == ("deciding", "advising")
    assert board.mandate == "Samen tegen ondermijning."


def test_the_first_meeting_has_the_items_of_every_agenda(client):
    answer_all(client)

    meeting = Meeting.objects.get()
    assert [(item.label, item.title) for item in meeting.items.all()] == [
        ("A", "Opening"),
        ("B", "Mededelingen"),
        ("C", "Besluitenlijst"),
        ("D", "Bespreken en kennisnemen"),
        ("E", "Rondvraag"),
        ("F", "Sluiting"),
    ]
    assert (meeting.date, meeting.starts_at) == (dt.date(2016, 11, 14), dt.time(10, 30))
    assert meeting.secretary.function == "Regiocoördinator"


def test_whoever_answered_is_signed_in_and_can_convene(client):
    answer_all(client)

    account = User.objects.get()
    meeting = Meeting.objects.get()
    items = list(meeting.items.values_list("pk", flat=True))
    convened = planning.convene(meeting, previewed=items, by=Actor(user=account, today=TODAY))
    assert client.session["_auth_user_id"] == str(account.pk)
    assert convened.state == MeetingState.CONVENED


def test_signing_in_again_takes_one_click(client):
    answer_all(client)
    client.post("/uitloggen/")

    response = client.post("/inloggen/voorbeeld/", {"account": "voorbeeld-coordinator"})

    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)


def test_what_is_stored_is_dutch_whatever_the_founder_reads(client):
    client.cookies["django_language"] = "en"

    answer_all(client)

    assert Person.objects.filter(function="Burgemeester van Assen").exists()


def test_an_optional_answer_may_stay_empty(client):
    answer_all(client, meeting={**MEETING, "starts_at": "", "place": ""})

    assert Meeting.objects.get().starts_at is None


def test_a_failure_in_the_middle_leaves_nothing(client, monkeypatch):
    def fail_halfway(meeting, *, by):
        AgendaItem.objects.create(meeting=meeting, position=1, label="A", title="Opening")
        raise RuleBroken("Vol")

    monkeypatch.setattr(planning, "place_standing", fail_halfway)

    response = answer_all(client)

    assert response.status_code == 422
    assert "Vol" in errors_in(response)
    stored = [Network, Area, Body, Seat, Person, Organisation, User, Meeting, AuditEntry]
    assert [model.__name__ for model in stored if model.objects.exists()] == []


def test_after_a_failure_every_answer_is_still_there(client, monkeypatch):
    def fail(*_args, **_details):
        raise RuleBroken("Vol")

    monkeypatch.setattr(planning, "plan", fail)
    answer_all(client)
    monkeypatch.undo()

    answer(client, "meeting", MEETING)

    assert Network.objects.get().name == "Drenthe"


def test_in_production_a_visitor_is_refused(client, settings):
    settings.IS_EXAMPLE = False

    response = answer(client, "network", NETWORK)

    assert response.status_code == 403
    assert "Alleen de beheerder" in page_of(response).h1.get_text()


def begin_in_production(client, settings, **meeting):
    settings.IS_EXAMPLE = False
    administrator = someone_with_duty(Duty.ADMINISTRATOR, today=timezone.localdate())
    sign_in_strongly(client, administrator.user)
    day = (timezone.localdate() + dt.timedelta(days=30)).isoformat()
    return answer_all(client, meeting={**MEETING, "date": day, **meeting})


def test_in_production_the_administrator_invites_the_coordinator(client, settings, mailoutbox):
    response = begin_in_production(client, settings, email="coordinator@drenthe.example")

    coordinator = User.objects.get(email="coordinator@drenthe.example")
    assert response["Location"] == f"/beheer/accounts/{coordinator.pk}/"
    assert coordinator.person.seats.count() == 2
    assert not coordinator.has_usable_password()
    assert [mail.to for mail in mailoutbox] == [["coordinator@drenthe.example"]]
    assert client.session["_auth_user_id"] != str(coordinator.pk)


@pytest.mark.parametrize("email", ["", "geen adres", "bezet@drenthe.example"])
def test_in_production_without_an_address_of_its_own_nothing_is_founded(client, settings, email):
    UserFactory(email="bezet@drenthe.example")

    response = begin_in_production(client, settings, email=email)

    assert errors_in(response)
    assert is_empty_installation()


def test_beside_a_network_only_the_administrator_founds_another(client):
    NetworkFactory()

    assert client.get("/begin/").status_code == 403
    assert AuditEntry.objects.get().result == Result.REFUSED

    client.force_login(someone_with_duty(Duty.ADMINISTRATOR).user)
    assert client.get("/begin/").status_code == 200


def test_the_board_decides_so_that_a_project_can_be_asked_for(
    client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer_all(client)
    theme = Theme.objects.get(code="woonoverlast")
    typed = {
        "title": "Malafide zorgbureaus",
        "theme": theme.code,
        "problem": "Het toezicht schiet tekort.",
        "requester_kind": "mayor",
        "requester": Person.objects.get(function="Burgemeester van Assen").pk,
    }

    with django_capture_on_commit_callbacks(execute=True):
        answered = client.post("/projecten/verzoeken/nieuw/", typed)

    assert Network.objects.get().deciding_body.slug == "dvo-drenthe"
    assert answered.status_code == 302, errors_in(answered)
    assert everything_found() == []


def test_there_are_themes_to_choose_priorities_from(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer_all(client)
    theme = Theme.objects.get(code="woonoverlast")
    address = reverse("portfolios:municipality", args=["drenthe", ASSEN])
    fields = {"source": "Veiligheidsplan", "valid_from": "2016-09-01", "reason": "Begin"}

    with django_capture_on_commit_callbacks(execute=True):
        answered = client.post(address, {f"theme_{theme.pk}": "on", "seen": "", **fields})

    assert answered.status_code == 302
    assert theme.priorities.get().municipality.code == ASSEN
    assert ThemeField.objects.count() == 5
    assert everything_found() == []


def test_themes_that_are_there_stay_as_they_are(client):
    ThemeFactory(code="ondermijning", name="Ondermijning bij ons")

    answer_all(client)

    assert Theme.objects.get().name == "Ondermijning bij ons"


def everything_found():
    return [str(finding) for check in CHECKS.values() for finding in check()]


def test_a_second_network_shares_partners_with_the_first(client):
    answer_all(client)
    client.force_login(someone_with_duty(Duty.ADMINISTRATOR).user)
    second = rows({**BOARD, "short_name": "DVO Noord"}, {**PLATFORM, "short_name": "Platform N"})
    account = {"email": "coordinator@noord.example"}

    answer_all(
        client,
        network={"name": "Noord", "purpose": ""},
        municipalities={"municipalities": [ASSEN]},
        bodies=second,
        meeting={**MEETING, **account},
    )

    assert Network.objects.count() == 2
    assert Organisation.objects.filter(name="Gemeente Assen").count() == 1
    mayor = Person.objects.get(function="Burgemeester van Assen")
    assert mayor.seats.count() == 2


def test_known_areas_stay_as_they_are_and_get_their_inhabitants(client):
    AreaFactory(code=ASSEN, name="Assen en omstreken")

    answer_all(client)

    assert Area.objects.get(code=ASSEN).name == "Assen en omstreken"
    assert Area.objects.filter(kind="municipality").count() == 342
    counted = AreaPopulation.objects.get(area__code=ASSEN)
    assert (counted.inhabitants, counted.on) == (69720, dt.date(2024, 1, 1))


def test_the_list_holds_every_municipality_once():
    known = municipalities()

    assert len(known) == len({each.code for each in known}) == 342
    assert len({each.province for each in known}) == 12


@pytest.mark.parametrize(
    ("name", "everyday"),
    [("Hengelo (O.)", "Hengelo"), ("Bergen (L.)", "Bergen (L.)"), ("Assen", "Assen")],
)
def test_a_name_loses_its_province_unless_two_share_it(name, everyday):
    assert everyday_name(name) == everyday


@pytest.mark.parametrize("question", ["", "gemeenten/", "overleggen/", "vergadering/"])
def test_a_question_asks_the_database_little(client, django_assert_max_num_queries, question):
    answer_all(client, meeting={**MEETING, "date": ""})

    with django_assert_max_num_queries(20):
        response = client.get(f"/begin/{question}")

    assert response.status_code == 200


def test_where_nobody_can_sign_in_yet_the_page_says_where_to_begin(client):
    page = BeautifulSoup(client.get("/inloggen/").content, "html.parser")

    assert page.select_one("main .ivz-note a")["href"] == "/"
