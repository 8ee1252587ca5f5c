"""Reading in people who hold no seat, in the same table as seats."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from ivz.audit.verification import faults
from ivz.authorization.roles import BodyKind, Role
from ivz.clock.reading import move_to
from ivz.network.actions.upkeep_lines import Effect
from ivz.network.models import Organisation, Person, RegisterImport, Seat
from ivz.workflow.models import Change
from tests.factories import (
    TODAY,
    BodyFactory,
    NetworkFactory,
    OrganisationFactory,
    PersonFactory,
    SeatFactory,
    member_of,
    secretary_of,
)
from tests.network.importing import (
    HEADING,
    PAGE,
    confirm,
    effects,
    problems,
    queries_for,
    send,
    text,
)

pytestmark = pytest.mark.django_db
WITHOUT_SEAT = "functie,werkgever\n"


@pytest.fixture
def body(settings):
    settings.IS_EXAMPLE = True
    move_to(TODAY)
    network = NetworkFactory(slug="twente")
    OrganisationFactory(name="Gemeente Almelo", area=network.area)
    return BodyFactory(network=network, name="Kerngroep Wonen", short_name="KW")


@pytest.fixture
def secretary(client, body):
    by = secretary_of(BodyFactory(network=body.network, kind=BodyKind.PLATFORM))
    client.force_login(by.user)
    return by


def test_people_without_a_seat_come_in_by_function_and_employer(client, body, secretary):
    table = f"{WITHOUT_SEAT}Adviseur zorg,Gemeente Almelo\nAdviseur wonen,gemeente almelo\n"

    trial = send(client, table)
    answer = confirm(client, trial)

    assert effects(trial) == [
        (Effect.PERSON_ADDED, "Adviseur zorg, Gemeente Almelo"),
        (Effect.PERSON_ADDED, "Adviseur wonen, Gemeente Almelo"),
    ]
    assert answer.headers["Location"] == "/netwerk/twente/mensen/"
    assert "2 personen zijn toegevoegd." in text(client.get(answer.headers["Location"]))
    added = Person.objects.filter(function__startswith="Adviseur").order_by("pk")
    assert [str(person.organisation) for person in added] == ["Gemeente Almelo"] * 2
    assert not Seat.objects.filter(body=body).exists()
    assert list(Change.objects.values_list("reason", flat=True)) == ["Nieuwe lijst"] * 2


def test_people_with_and_without_a_seat_stand_in_one_table(client, body, secretary):
    heading = "overleg,rol,functie,organisatie,plaatsvervanger"
    table = (
        f"{heading}\n,,Adviseur,Gemeente Almelo,\nKW,lid,Burgemeester,Gemeente Almelo,Adviseur\n"
    )

    trial = send(client, table)
    confirm(client, trial)

    assert [effect for effect, _what in effects(trial)] == [
        Effect.PERSON_ADDED,
        Effect.PERSON_ADDED,
        Effect.ADDED,
    ]
    seat = Seat.objects.get(body=body)
    assert (str(seat.person), str(seat.deputy)) == ("Burgemeester", "Adviseur")
    assert seat.deputy.organisation.name == "Gemeente Almelo"


def test_somebody_known_already_stays_as_is(client, body, secretary):
    table = f"{WITHOUT_SEAT}Adviseur,Gemeente Almelo\n"
    confirm(client, send(client, f"{table}Adviseur,Gemeente Almelo\n"))

    again = send(client, table)

    assert effects(again) == [(Effect.SAME, "Adviseur, Gemeente Almelo")]
    assert "Alles uit dit bestand staat er al" in text(again)
    assert Person.objects.filter(function="Adviseur").count() == 1


def test_who_looks_the_same_is_asked_about_without_a_seat_as_well(client, body, secretary):
    PersonFactory(function="Adviseur van Almelo")
    PersonFactory(function="Secretaris", organisation=None)
    table = f"{WITHOUT_SEAT}Adviseur Almelo,Gemeente Almelo\nSecretaris,Gemeente Almelo\n"

    asked = send(client, table)
    trial = send(client, table, are_different_people="on")

    assert asked.status_code == 422
    assert [each[:2] for each in problems(asked)] == [(2, "functie"), (3, "functie")]
    assert "Dit zijn verschillende mensen" in text(asked)
    assert [effect for effect, _what in effects(trial)] == [Effect.PERSON_ADDED] * 2


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        (",,Adviseur,,,", ["werkgever"]),
        (",,,Gemeente Almelo,,", ["functie"]),
        (",,,,,", ["functie", "werkgever"]),
        (",,Adviseur,Gemeente Almelo,,2016-01-01", ["vanaf"]),
        (",lid,Adviseur,Gemeente Almelo,,", ["overleg"]),
        ("KW,,Adviseur,Gemeente Almelo,,", ["rol"]),
        ("Onbekend,,Adviseur,Nergens,,", ["overleg", "werkgever", "rol"]),
        (",,Adviseur,Nergens,,gisteren", ["werkgever", "vanaf"]),
    ],
)
def test_what_lacks_for_a_seat_or_a_person_is_told_at_the_cell(
    client, body, secretary, line, wrong
):
    answer = send(client, f"{HEADING}\nKW,lid,Goed,Gemeente Almelo,,\n{line}\n")

    assert answer.status_code == 422
    assert [each[:2] for each in problems(answer)] == [(3, column) for column in wrong]
    assert not Person.objects.filter(function="Goed").exists()


def test_somebody_brought_in_without_a_seat_is_taken_back(client, body, secretary):
    confirm(client, send(client, f"{WITHOUT_SEAT}Adviseur,Gemeente Almelo\nTolk,Gemeente Almelo\n"))
    page = "/netwerk/twente/mensen/adviseur/"
    assert "Nieuwe lijst" in text(client.get(page))

    change = Change.objects.get(label="Adviseur")
    address = f"/netwerk/twente/wijzigingen/{change.pk}/terugdraaien/"
    answer = client.post(address, {"next": page}, follow=True)

    assert answer.status_code == 200
    assert answer.redirect_chain == [("/netwerk/twente/mensen/", 302)]
    assert not Person.objects.filter(function="Adviseur").exists()
    assert Person.objects.filter(function="Tolk").exists()
    assert list(faults()) == []


def test_many_people_without_a_seat_take_as_many_queries_as_few(client, body, secretary):
    def table(count):
        lines = [f"Adviseur {count} {number},Gemeente Almelo" for number in range(count)]
        return WITHOUT_SEAT + "\n".join(lines)

    trial_of_two, storing_two = queries_for(table(2), client)
    trial_of_forty, storing_forty = queries_for(table(40), client)

    assert trial_of_forty == trial_of_two
    assert storing_forty <= storing_two + 2


def test_the_organisation_is_the_employer_of_who_holds_no_seat(client, body, secretary):
    PersonFactory(function="Adviseur", organisation=OrganisationFactory(name="Gemeente Borne"))
    line = ",,Adviseur,,Gemeente {},\n"

    trial = send(client, f"{HEADING}\n{line.format('Almelo')}{line.format('Borne')}")

    assert effects(trial) == [
        (Effect.PERSON_ADDED, "Adviseur, Gemeente Almelo"),
        (Effect.SAME, "Adviseur, Gemeente Borne"),
    ]


class TestTakingBack:
    LINES = (
        "KW,lid,Wijkagent,Gemeente Almelo,Gemeente Almelo,2016-01-01\n"
        "KW,voorzitter,Wethouder,Gemeente Almelo,,2016-01-01\n"
        ",,Adviseur,Gemeente Almelo,,\n"
    )

    @pytest.fixture
    def brought_in(self, client, body, secretary):
        known = SeatFactory(
            body=body, role=Role.CHAIR, person__function="Wethouder", valid_from=date(2015, 1, 1)
        )
        Person.objects.filter(pk=known.person_id).update(
            organisation=Organisation.objects.get(name="Gemeente Almelo")
        )
        confirm(client, send(client, f"{HEADING}\n{self.LINES}"))
        known.refresh_from_db()
        assert known.valid_from == date(2016, 1, 1)
        return known

    def test_a_table_is_taken_back_as_a_whole(self, client, brought_in):
        page = BeautifulSoup(client.get(PAGE).content, "html.parser")
        button = page.select_one("section[aria-labelledby=imports] form")

        answer = client.post(button["action"], follow=True)

        assert "Het inlezen is teruggedraaid" in text(answer)
        brought_in.refresh_from_db()
        assert brought_in.valid_from == date(2015, 1, 1)
        assert not Person.objects.filter(function__in=["Wijkagent", "Adviseur"]).exists()
        assert list(Seat.objects.filter(body=brought_in.body)) == [brought_in]
        again = BeautifulSoup(client.get(PAGE).content, "html.parser")
        assert not again.select("section[aria-labelledby=imports] form")
        assert "Teruggedraaid" in again.select_one("section[aria-labelledby=imports]").get_text()

    def test_nothing_of_it_goes_where_one_line_changed_since(self, client, brought_in):
        seat = Seat.objects.get(person__function="Wijkagent")
        Seat.objects.filter(pk=seat.pk).update(title="Namens het basisteam")

        answer = client.post(self.address(), follow=True)

        assert "daarna opnieuw gewijzigd" in text(answer)
        assert Person.objects.filter(function="Adviseur").exists()
        brought_in.refresh_from_db()
        assert brought_in.valid_from == date(2016, 1, 1)

    def test_a_line_can_still_be_taken_back_by_itself(self, client, brought_in):
        change = Change.objects.get(subject_model="network.Person", label__contains="Adviseur")

        client.post(f"/netwerk/twente/wijzigingen/{change.pk}/terugdraaien/")

        assert not Person.objects.filter(function="Adviseur").exists()
        assert Seat.objects.filter(person__function="Wijkagent").exists()

    def test_only_who_keeps_the_network_takes_it_back(self, client, brought_in):
        elsewhere = secretary_of(BodyFactory(kind=BodyKind.PLATFORM))
        for stranger in [member_of(brought_in.body), elsewhere]:
            client.force_login(stranger.user)
            assert client.post(self.address()).status_code == 403
        theirs = f"/netwerk/{elsewhere.user.person.seats.get().body.network.slug}/inlezen/"
        pk = RegisterImport.objects.get().pk
        assert client.post(f"{theirs}{pk}/terugdraaien/").status_code == 404

        assert Person.objects.filter(function="Adviseur").exists()

    def address(self):
        return f"{PAGE}{RegisterImport.objects.get().pk}/terugdraaien/"
