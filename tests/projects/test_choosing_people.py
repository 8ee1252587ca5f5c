"""Who is offered where chair and coordinator assign who holds and who leads a project."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from ivz.authorization.roles import DECIDING_ROLES, GroupRole, Role
from ivz.network.models import Person, Seat
from ivz.projects.actions import groups
from ivz.projects.actions.groups import PlaceDetails
from ivz.projects.models import Member
from tests.factories import TODAY, OrganisationFactory, PersonFactory, SeatFactory
from tests.projects import factories as make
from tests.projects.network import region

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return region()


@pytest.fixture
def project(here):
    return make.ProjectFactory(body=here.board)


def select_on(here, name, *args):
    client = Client()
    client.force_login(here.chair.user)
    page = client.get(reverse(f"projects:{name}", args=args))
    return BeautifulSoup(page.content, "html.parser").find("select", attrs={"name": "person"})


def offered(select):
    return {option.text for option in select.find_all("option") if option["value"]}


def test_only_who_decides_is_offered_as_holder_and_everybody_offered_can_be_it(here, project):
    people = {role: SeatFactory(body=here.board, role=role).person for role in Role}
    deciding = {str(people[role]) for role in DECIDING_ROLES}

    select = select_on(here, "assign", project.slug, "portefeuillehouder")

    assert offered(select) == deciding | {str(here.mayor.user.person)}
    for option in select.find_all("option"):
        if option["value"]:
            person = Person.objects.get(pk=option["value"])
            holder = PlaceDetails(role=GroupRole.HOLDER, person=person, valid_from=TODAY)
            assert groups.place(project, holder, by=here.chair).pk


def test_beside_the_holder_stands_who_can_be_chosen(here, project):
    select = select_on(here, "assign", project.slug, "portefeuillehouder")

    told = select.find_parent(class_="ivz-field").find(class_="hint").text
    assert "Wie op de eerste dag meebeslist in DVO" in told


def test_whoever_changes_a_place_finds_the_holder_there_though_the_seat_is_gone(here, project):
    holder = PlaceDetails(role=GroupRole.HOLDER, person=here.mayor.user.person)
    place = groups.place(project, holder, by=here.chair)
    Seat.objects.filter(person=place.person).update(is_revoked=True)

    select = select_on(here, "change_member", project.slug, place.pk)

    assert select.select_one("option[selected]").text == str(place.person)


def test_a_leader_of_any_municipality_is_offered_also_without_a_seat(here, project):
    near = PersonFactory(organisation=OrganisationFactory(area=here.municipalities[3]))
    far = PersonFactory(organisation=OrganisationFactory())

    select = select_on(here, "assign", project.slug, "projectleider")

    assert (str(near) in offered(select), str(far) in offered(select)) == (True, False)
    leads = PlaceDetails(role=GroupRole.LEADER, person=near)
    groups.place(project, leads, by=here.chair)
    assert Member.objects.get(role=GroupRole.LEADER).person == near
