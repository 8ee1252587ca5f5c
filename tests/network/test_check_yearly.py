"""The yearly check: one page per organisation, and who did it."""

from datetime import date

import pytest

from ivz.audit.models import AuditEntry
from ivz.authorization.roles import BodyKind, Role
from ivz.clock.reading import move_to
from ivz.network.models import RegisterCheck
from ivz.network.queries.upkeep_checks import due_check
from tests.factories import (
    TODAY,
    BodyFactory,
    NetworkFactory,
    OrganisationFactory,
    PersonFactory,
    SeatFactory,
    UserFactory,
    actor_with,
    secretary_of,
)

pytestmark = pytest.mark.django_db
SHEET = "/netwerk/twente/controle/gemeente-almelo/"


@pytest.fixture
def platform(settings):
    settings.IS_EXAMPLE = True
    move_to(TODAY)
    return BodyFactory(network=NetworkFactory(slug="twente"), kind=BodyKind.PLATFORM)


@pytest.fixture
def almelo(platform):
    return OrganisationFactory(slug="gemeente-almelo", name="Gemeente Almelo")


@pytest.fixture
def coordinator(client, platform, almelo):
    person = PersonFactory(function="IVZ-coördinator van Almelo", organisation=almelo)
    by = actor_with(Role.MUNICIPAL_COORDINATOR, body=platform, person=person)
    client.force_login(by.user)
    return by


def text(answer):
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def test_an_organisation_says_that_everything_is_right(client, coordinator, almelo):
    client.post(SHEET, {"everything": "1", "remarks": "Graag een wijkagent erbij"})

    check = RegisterCheck.objects.get()
    assert (check.organisation, check.on, check.by) == (almelo, TODAY, coordinator.user)
    assert check.remarks == "Graag een wijkagent erbij"
    assert AuditEntry.objects.filter(event="register.checked").count() == 1


def test_the_page_has_all_people_and_seats_of_the_organisation(
    client, coordinator, platform, almelo
):
    PersonFactory(function="Burgemeester van Almelo", organisation=almelo)
    PersonFactory(function="Vertrokken", organisation=almelo, works_until=date(2016, 1, 1))
    SeatFactory(body=platform, organisation=almelo, person__function="Ingehuurd")
    SeatFactory(body=platform, organisation=OrganisationFactory(), person__function="Vreemde")

    rows = [str(row) for row in client.get(SHEET).context["rows"]]

    assert rows[:2] == ["Burgemeester van Almelo", "IVZ-coördinator van Almelo"]
    assert rows[2].startswith("Ingehuurd")
    assert len(rows) == 3


def test_what_is_not_right_is_kept_and_contradicts_all_is_right(client, coordinator, almelo):
    wrong = PersonFactory(function="Burgemeester van Almelo", organisation=almelo)
    ticked = {f"person-{wrong.pk}": "on"}

    refused = client.post(SHEET, ticked | {"everything": "1"})
    client.post(SHEET, ticked | {"except": "1", "remarks": "Vertrokken"})

    assert refused.status_code == 422
    assert RegisterCheck.objects.get().remarks == "Klopt niet: Burgemeester van Almelo\nVertrokken"


def test_a_second_check_on_one_day_keeps_what_the_first_one_said(client, coordinator):
    client.post(SHEET, {"except": "1", "remarks": "Eerst"})
    client.post(SHEET, {"everything": "1", "remarks": "Daarna"})
    client.post(SHEET, {"everything": "1"})

    assert RegisterCheck.objects.get().remarks.splitlines() == [
        "Eerder deze dag, IVZ-coördinator van Almelo:",
        "Daarna",
        "Eerder deze dag, IVZ-coördinator van Almelo:",
        "Eerst",
    ]


def test_the_same_check_sent_twice_says_it_once(client, coordinator):
    for _time in range(2):
        client.post(SHEET, {"everything": "1", "remarks": "Graag een wijkagent erbij"})

    assert RegisterCheck.objects.get().remarks == "Graag een wijkagent erbij"


def test_another_organisation_is_not_checked_for_it(client, coordinator):
    other = OrganisationFactory(slug="gemeente-borne")

    answer = client.post("/netwerk/twente/controle/gemeente-borne/", {"everything": "1"})

    assert answer.status_code == 403
    assert not RegisterCheck.objects.filter(organisation=other).exists()


def test_the_secretary_sees_who_checked_this_year(
    client, platform, almelo, django_assert_max_num_queries
):
    by = secretary_of(platform)
    client.force_login(by.user)
    PersonFactory(organisation=almelo)
    for number in range(10):
        organisation = OrganisationFactory(area=platform.network.area)
        PersonFactory(organisation=organisation)
        SeatFactory(body=platform, organisation=organisation)
        RegisterCheck.objects.create(
            organisation=organisation,
            on=date(2016, 1, 1) if number else date(2015, 12, 31),
            by=UserFactory(),
        )
    SeatFactory(body=platform, organisation=almelo)

    with django_assert_max_num_queries(12):
        answer = client.get("/netwerk/twente/controle/")

    done = [line.is_done for line in answer.context["lines"]]
    assert done == [False] * 2 + [True] * 9
    assert "9 van de 11 organisaties" in text(answer)


def test_an_own_coordinator_goes_straight_to_the_own_page(client, coordinator):
    answer = client.get("/netwerk/twente/controle/")

    assert answer.url == SHEET


def test_today_reminds_of_the_check_until_it_is_done_this_year(client, coordinator, almelo):
    assert due_check(coordinator).organisation == almelo
    assert "Naar de jaarlijkse controle" in text(client.get("/"))

    RegisterCheck.objects.create(organisation=almelo, on=date(2016, 1, 2), by=coordinator.user)

    assert due_check(coordinator) is None
    assert "Naar de jaarlijkse controle" not in text(client.get("/"))


def test_the_secretary_corrects_only_whom_the_network_keeps(
    client, platform, django_assert_max_num_queries
):
    police = OrganisationFactory(slug="politie")
    here = SeatFactory(body=platform, organisation=police, person__organisation=police)
    client.force_login(secretary_of(platform).user)
    elsewhere = [
        SeatFactory(
            body=BodyFactory(network=NetworkFactory()),
            organisation=police,
            person=PersonFactory(organisation=police),
        )
        for _number in range(20)
    ]

    with django_assert_max_num_queries(16):
        page = client.get("/netwerk/twente/controle/politie/").content.decode()

    assert f"/{here.person.slug}/wijzig/" in page
    assert f"/zetels/{here.pk}/opvolger/" in page
    for seat in elsewhere:
        assert f"/{seat.person.slug}/wijzig/" not in page
        assert f"/{seat.person.slug}/vertrek/" not in page
        assert f"/zetels/{seat.pk}/opvolger/" not in page


def test_who_is_kept_elsewhere_is_not_on_the_list_of_the_secretary(client, platform):
    elsewhere = OrganisationFactory(area=platform.network.area)
    SeatFactory(body=BodyFactory(network=NetworkFactory()), organisation=elsewhere)
    PersonFactory(organisation=elsewhere)
    nowhere = PersonFactory(organisation=OrganisationFactory(area=platform.network.area))
    client.force_login(secretary_of(platform).user)

    lines = client.get("/netwerk/twente/controle/").context["lines"]

    assert [line.organisation for line in lines] == [nowhere.organisation]
    assert client.get(f"/netwerk/twente/controle/{elsewhere.slug}/").status_code == 403
