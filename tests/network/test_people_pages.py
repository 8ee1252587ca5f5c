"""The pages on people and organisations."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ivz.authorization.roles import BodyKind, Role
from ivz.clock.reading import move_to
from ivz.network import supplied
from ivz.network.models import Hosting, Organisation, Person, Seat
from ivz.network.models.bodies import SeatState
from tests.factories import (
    TODAY,
    BodyFactory,
    NetworkFactory,
    OrganisationFactory,
    PersonFactory,
    SeatFactory,
    UserFactory,
    actor_with,
    member_of,
    secretary_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(settings):
    settings.IS_EXAMPLE = True
    move_to(TODAY)
    return NetworkFactory(slug="twente", name="Twente")


@pytest.fixture
def platform(network):
    return BodyFactory(network=network, kind=BodyKind.PLATFORM, short_name="Platform")


@pytest.fixture
def almelo(network):
    return OrganisationFactory(slug="gemeente-almelo", name="Gemeente Almelo", area=network.area)


@pytest.fixture
def secretary(client, platform):
    by = secretary_of(platform)
    client.force_login(by.user)
    return by


@pytest.fixture
def own_coordinator(client, platform, almelo):
    person = PersonFactory(function="IVZ-coördinator van Almelo", organisation=almelo)
    by = actor_with(Role.MUNICIPAL_COORDINATOR, body=platform, person=person)
    client.force_login(by.user)
    return by


def text(answer):
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def listed(client, **asked):
    answer = client.get("/netwerk/twente/mensen/", asked)
    return [str(person) for person in answer.context["page"].object_list]


def test_the_list_shows_who_takes_part_on_the_day(client, platform, almelo):
    SeatFactory(body=platform, person__function="Voorzitter")
    PersonFactory(function="Adviseur", organisation=almelo)
    PersonFactory(function="Vertrokken", organisation=almelo, works_until=TODAY)
    PersonFactory(function="Elders")

    assert listed(client) == ["Adviseur", "Voorzitter"]
    assert listed(client, peildatum="2016-10-09") == ["Adviseur", "Vertrokken", "Voorzitter"]


def test_the_list_narrows_down_by_organisation_and_words(client, platform, almelo):
    SeatFactory(body=platform, person__function="Voorzitter")
    PersonFactory(function="Adviseur zorg", organisation=almelo)
    PersonFactory(function="Adviseur verkeer", organisation=almelo)

    assert listed(client, organisatie="gemeente-almelo", zoek="adviseur zorg") == ["Adviseur zorg"]
    assert listed(client, zoek="almelo verkeer") == ["Adviseur verkeer"]


def test_a_name_is_found_and_shown_only_by_who_sits_in_the_network(client, platform, almelo):
    person = PersonFactory(
        slug="adviseur", function="Adviseur", name="J. Voorbeeld", organisation=almelo
    )
    SeatFactory(body=platform, person=person)
    address = reverse("network:person", args=["twente", person.slug])

    assert listed(client, zoek="Voorbeeld") == []
    assert "J. Voorbeeld" not in text(client.get(address))

    client.force_login(member_of(platform).user)
    assert listed(client, zoek="Voorbeeld") == ["Adviseur"]
    assert "J. Voorbeeld" in text(client.get(address))


def test_the_list_takes_as_many_queries_with_many_people(
    client, platform, django_assert_max_num_queries
):
    for _number in range(60):
        SeatFactory(body=platform, person__organisation=OrganisationFactory())
    client.get("/netwerk/twente/mensen/")

    with django_assert_max_num_queries(12):
        answer = client.get("/netwerk/twente/mensen/")

    assert "Pagina 1 van 2" in text(answer)


def test_a_person_has_every_seat_at_once(client, platform, network, monkeypatch):
    monkeypatch.setattr(supplied, "_person_facts", [])
    supplied.register_person_facts(
        lambda person, day: [
            supplied.PersonFact(label="Portefeuille", text=f"Wonen op {day:%d-%m-%Y}")
        ]
    )
    person = PersonFactory(slug="burgemeester", function="Burgemeester")
    other = BodyFactory(network=network, name="Driehoek")
    SeatFactory(body=platform, person=person, title="Voorzitter")
    SeatFactory(body=other, person=person, valid_until=date(2016, 1, 1))
    SeatFactory(body=other, deputy=person, person__function="Officier")

    answer = client.get("/netwerk/twente/mensen/burgemeester/")

    record = answer.context["record"]
    assert [seat.body for seat in record.seats] == [platform]
    assert [seat.body for seat in record.former] == [other]
    assert [str(seat.person) for seat in record.deputises] == ["Officier"]
    assert "Wonen op 10-10-2016" in text(answer)


def test_an_own_coordinator_adds_people_to_the_own_organisation_only(
    client, own_coordinator, almelo
):
    address = "/netwerk/twente/persoon-toevoegen/"

    form = client.get(address).context["form"]
    client.post(address, {"function": "Adviseur veiligheid", "reason": "Nieuw", "version": 0})

    assert "organisation" not in form.fields
    assert Person.objects.get(function="Adviseur veiligheid").organisation == almelo


def test_a_look_alike_is_asked_about_and_added_once_confirmed(client, secretary, almelo):
    PersonFactory(function="Wijkagent", organisation=almelo)
    address = "/netwerk/twente/persoon-toevoegen/"
    sent = {
        "function": "wijkagent",
        "organisation": almelo.pk,
        "reason": "Nieuw",
        "version": 0,
    }

    asked = client.post(address, sent)

    assert asked.status_code == 422
    assert "Dit zijn verschillende mensen" in text(asked)
    client.post(address, sent | {"are_different_people": "on"})
    assert Person.objects.filter(function__iexact="wijkagent").count() == 2


def test_leaving_proposes_the_seats_and_opens_the_ticked_ones(client, secretary, network):
    person = PersonFactory(slug="vertrekt", function="Teamchef")
    board = BodyFactory(network=network)
    kept, opened = SeatFactory(person=person, body=board), SeatFactory(person=person, body=board)
    address = "/netwerk/twente/mensen/vertrekt/vertrek/"

    proposed = client.get(address).context["form"]["seats"].value()
    client.post(
        address,
        {"last_day": "2016-10-31", "seats": [opened.pk], "reason": "Andere baan", "version": 1},
    )

    assert proposed == [kept.pk, opened.pk]
    kept.refresh_from_db()
    opened.refresh_from_db()
    assert (kept.valid_until, opened.valid_until) == (None, date(2016, 11, 1))
    assert Seat.objects.get(state=SeatState.OPEN).valid_from == date(2016, 11, 1)


def test_organisations_show_their_people_and_seats(
    client, platform, almelo, django_assert_max_num_queries
):
    person = PersonFactory(organisation=almelo, function="Burgemeester van Almelo")
    SeatFactory(body=platform, organisation=almelo, person=person)
    for _number in range(20):
        SeatFactory(body=platform, organisation=OrganisationFactory())

    with django_assert_max_num_queries(12):
        answer = client.get("/netwerk/twente/organisaties/")

    counts = {str(o): (o.people_count, o.seat_count) for o in answer.context["organisations"]}
    assert counts["Gemeente Almelo"] == (1, 1)
    page = client.get("/netwerk/twente/organisaties/gemeente-almelo/")
    assert "Burgemeester van Almelo" in text(page)


def test_the_secretary_notes_who_hosts_and_adds_an_organisation(client, secretary, almelo):
    client.post(
        "/netwerk/twente/gastheerschap/nieuw/",
        {"organisation": almelo.pk, "valid_from": "2016-01-01", "reason": "Besluit", "version": 1},
    )
    client.post(
        "/netwerk/twente/organisatie-toevoegen/",
        {"name": "Brandweer", "kind": "other", "reason": "Nieuw", "version": 1},
    )

    assert Hosting.objects.get().organisation == almelo
    assert Organisation.objects.get(name="Brandweer").slug == "brandweer"
    assert "Gemeente Almelo" in text(client.get("/netwerk/twente/organisaties/"))


def test_the_secretary_takes_back_who_hosts_on_the_page_of_organisations(
    client, network, secretary, almelo
):
    hosting = Hosting.objects.create(network=network, organisation=almelo, note="Zo was het")
    address, page = f"gastheerschap/{hosting.pk}/wijzig/", "/netwerk/twente/organisaties/"
    sent = {"organisation": almelo.pk, "note": "Vergissing", "reason": "Besluit", "version": 1}
    client.post(f"/netwerk/twente/{address}", sent)
    hosting.refresh_from_db()
    assert hosting.note == "Vergissing"

    button = BeautifulSoup(client.get(page).content, "html.parser").select_one(
        "section[aria-labelledby=history] form[action*=terugdraaien]"
    )
    client.post(button["action"], {"next": page})

    hosting.refresh_from_db()
    assert hosting.note == "Zo was het"
    client.logout()
    assert "Besluit" not in text(client.get(page))


@pytest.mark.parametrize(
    "address", ["persoon-toevoegen/", "organisatie-toevoegen/", "gastheerschap/nieuw/"]
)
def test_a_visitor_adds_nothing(client, platform, address):
    SeatFactory(body=platform)

    assert client.get(f"/netwerk/twente/{address}").status_code == 403


def test_everybody_is_offered_what_is_theirs_to_do(client, own_coordinator, platform):
    own = text(client.get("/netwerk/twente/mensen/"))
    client.force_login(secretary_of(platform).user)
    all_of_it = text(client.get("/netwerk/twente/mensen/"))
    client.logout()
    nothing = text(client.get("/netwerk/twente/mensen/"))

    assert "persoon-toevoegen/" in own
    assert "inlezen/" not in own
    assert "inlezen/" in all_of_it
    assert "persoon-toevoegen/" not in nothing


def test_a_name_is_for_who_shares_a_network_with_that_person(client, network, platform):
    above = BodyFactory(network=NetworkFactory())
    person = PersonFactory(name="Zeldzame Naam", organisation=OrganisationFactory())
    SeatFactory(body=platform, person=person)
    reader = SeatFactory(body=above, person__user=UserFactory()).person
    client.force_login(reader.user)

    shown = client.get(f"/netwerk/{above.network.slug}/mensen/{person.slug}/").content.decode()

    assert person.function in shown
    assert "Zeldzame Naam" not in shown


def test_whom_the_reader_may_invite_can_be_invited_from_the_page(client, secretary, platform):
    mine = SeatFactory(body=platform).person
    shared = SeatFactory(body=platform).person
    SeatFactory(body=BodyFactory(network=NetworkFactory()), person=shared)

    def offers(person):
        return "/beheer/accounts/uitnodigen/" in text(
            client.get(f"/netwerk/twente/mensen/{person.slug}/")
        )

    assert offers(mine)
    assert not offers(shared)
    client.logout()
    assert not offers(mine)


def test_who_comes_later_is_not_there_on_an_earlier_day(client, platform, almelo, network):
    comes = {"function": "Nieuw", "organisation": almelo, "works_from": date(2016, 11, 1)}
    SeatFactory(body=platform, person=PersonFactory(slug="nieuw", **comes))
    organisation = "/netwerk/twente/organisaties/gemeente-almelo/"

    assert listed(client) == []
    assert "Nieuw" not in text(client.get(organisation))
    on = {"peildatum": "2016-11-01"}
    assert listed(client, **on) == ["Nieuw"]
    assert "Nieuw" in text(client.get(organisation, on))
    assert "In deze functie vanaf</dt> <dd> 1 november 2016" in text(
        client.get("/netwerk/twente/mensen/nieuw/")
    )


def test_the_days_of_somebody_are_noted_and_stand_the_right_way_round(client, secretary, network):
    person = PersonFactory(slug="agent", function="Wijkagent")
    address = "/netwerk/twente/mensen/agent/wijzig/"
    sent = {"function": "Wijkagent", "works_from": "2016-05-01", "reason": "Begon", "version": 1}

    wrong = client.post(address, sent | {"works_last": "2016-04-01"})
    client.post(address, sent | {"works_last": "2016-12-31"})

    assert "ligt vóór de eerste dag in deze functie, 1 mei 2016" in text(wrong)
    person.refresh_from_db()
    assert (person.works_from, person.works_until) == (date(2016, 5, 1), date(2017, 1, 1))
    leaves = {"last_day": "2016-01-01", "reason": "Andere baan", "version": person.version}
    told = client.post("/netwerk/twente/mensen/agent/vertrek/", leaves)
    assert "ligt vóór de eerste dag in deze functie" in text(told)


def test_two_who_had_one_function_one_after_the_other_are_told_apart_by_their_days(
    client, secretary, network, platform, almelo
):
    mayor = {"function": "Burgemeester van Almelo", "organisation": almelo}
    left = PersonFactory(**mayor, works_until=date(2016, 10, 1))
    SeatFactory(body=platform, person=left)
    comes = SeatFactory(body=platform, person=PersonFactory(**mayor, works_from=TODAY)).person
    seat = SeatFactory(body=platform, person=None, state=SeatState.OPEN)
    address = f"/netwerk/twente/zetels/{seat.pk}/opvolger/"
    sent = {"starts_on": "2016-10-10", "reason": "Benoemd", "version": 1}

    asked = client.post(address, sent | {"person": "Burgemeester van Almelo"})
    offered = asked.context["people"]
    client.post(address, sent | {"person": next(each for each in offered if "vanaf" in each)})

    assert "t/m 30 september 2016" in text(asked)
    assert Seat.objects.get(person=comes, role=seat.role, valid_from=TODAY)
