"""The pages on requests and projects: a happy path and a refusal each."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.authorization.roles import GroupRole
from ivz.decisions.states import PaperState
from ivz.projects.actions import groups
from ivz.projects.actions.groups import PlaceDetails
from ivz.projects.models import Milestone, PlanSection, Project, Request
from ivz.projects.states import ProjectState, RequestState
from tests.factories import PersonFactory, UserFactory
from tests.projects import factories as make
from tests.projects.network import judged, region

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return region()


def signed_in(actor):
    client = Client()
    client.force_login(actor.user)
    return client


def text_of(response):
    return response.content.decode()


def ask(client, here):
    typed = {
        "title": "Malafide zorgbureaus",
        "theme": here.theme.code,
        "problem": "Het toezicht schiet tekort.",
        "requester_kind": "mayor",
    }
    return client.post(reverse("projects:new_request"), typed, follow=True)


def yes_to_all():
    judged_ones = ["public_order", "board_decides", "urgent", "feasible"]
    return {f"{criterion}_holds": "yes" for criterion in judged_ones}


def accepted(here, coordinator):
    """Let the coordinator take the open request through the test, page by page."""
    key = Request.objects.get().key
    texts = {"cause": "Nu nodig.", "aim": "Minder misbruik."}
    coordinator.post(reverse("projects:assignment", args=[key]), texts)
    coordinator.post(reverse("projects:test", args=[key]), yes_to_all())
    coordinator.post(reverse("projects:accept", args=[key]))
    return Project.objects.get()


def assigned(here, project, coordinator):
    """Let the coordinator assign the mayor and somebody of the Platform, and sign the leader in."""
    leader = PersonFactory(user=UserFactory())
    here.platform.seats.create(role="member", person=leader)
    people = {"portefeuillehouder": here.mayor.person_id, "projectleider": leader.pk}
    for role, person in people.items():
        typed = {"person": person, "valid_from": "2016-10-10"}
        coordinator.post(reverse("projects:assign", args=[project.slug, role]), typed)
    client = Client()
    client.force_login(leader.user)
    return client


def submitted(project, leader):
    """Let the leader complete the plan and send it."""
    section = reverse("projects:section", args=[project.slug, "result"])
    leader.post(section, {"text": "Eén werkwijze.", "version": 0})
    days = {"starts_on": "", "ends_on": "2017-12-31", "version": project.version}
    leader.post(reverse("projects:dates", args=[project.slug]), days)
    leader.post(reverse("projects:submit", args=[project.slug]), {"reason": ""})


def test_from_a_mayors_request_to_the_running_project(here):
    here.spreads_to(7)
    mayor, coordinator = signed_in(here.mayor), signed_in(here.coordinator)
    ask(mayor, here)
    assert "Malafide zorgbureaus" in text_of(coordinator.get("/"))

    project = accepted(here, coordinator)
    submitted(project, assigned(here, project, coordinator))
    project.refresh_from_db()
    assert project.plan.state == PaperState.SUBMITTED
    judged(project.plan, here.platform)
    judged(project.plan, here.board)

    project.refresh_from_db()
    assert project.state == ProjectState.RUNNING
    page = text_of(mayor.get(project.get_absolute_url()))
    assert "Plan vastgesteld door het besluitende overleg" in page
    for name, rest in (("plan", []), ("edition", [1])):
        address = reverse(f"projects:{name}", args=[project.slug, *rest])
        assert "Eén werkwijze." in text_of(mayor.get(address))


def test_a_refusal_stands_on_the_day_of_who_asked_until_it_is_read(here):
    mayor, chair = signed_in(here.mayor), signed_in(here.chair)
    ask(mayor, here)
    request = Request.objects.get()
    refuse = reverse("projects:refuse", args=[request.key])

    assert chair.post(refuse, {"reason": ""}).status_code == 422
    chair.post(refuse, {"reason": "Het speelt te weinig."})

    assert "Het speelt te weinig." in text_of(mayor.get("/"))
    assert "Het speelt te weinig." in text_of(mayor.get(request.get_absolute_url()))
    assert "Het speelt te weinig." not in text_of(mayor.get("/"))
    assert Request.objects.get().state == RequestState.REFUSED


def test_what_resembles_shows_while_typing_and_without_script(here):
    make.ProjectFactory(body=here.board, title="Zorgbureaus 2014", state="closed")
    client = signed_in(here.mayor)

    typed = text_of(client.get(reverse("projects:similar"), {"title": "Zorgbureaus"}))
    whole = text_of(client.post(reverse("projects:new_request"), {"title": "Zorgbureaus"}))

    assert "Zorgbureaus 2014" in typed
    assert "<html" not in typed
    assert "Zorgbureaus 2014" in whole


@pytest.mark.parametrize("name", ["assignment", "test", "accept", "override", "refuse", "reopen"])
def test_a_mayor_finds_no_page_to_answer_requests(here, name):
    request = here.asked()
    if name in {"test", "accept", "override"}:
        here.tested(request)
    address = reverse(f"projects:{name}", args=[request.key])

    assert signed_in(here.mayor).post(address, {"reason": "Ja."}).status_code == 403


def test_a_closed_project_is_not_there_for_who_may_not_read_it(here):
    project = make.ProjectFactory(openness=Openness.BODY, body=here.board)
    make.PlanFactory(project=project)
    client = signed_in(here.coordinator)

    for address in (
        project.get_absolute_url(),
        reverse("projects:plan", args=[project.slug]),
        reverse("projects:section", args=[project.slug, "aim"]),
        reverse("projects:add_part", args=[project.slug, "risico"]),
    ):
        assert client.get(address).status_code == 404
    assert project.title not in text_of(client.get(reverse("projects:index")))


@pytest.fixture
def led(here):
    project = make.ProjectFactory(body=here.board)
    make.PlanFactory(project=project)
    person = PersonFactory(user=UserFactory())
    groups.place(project, PlaceDetails(role=GroupRole.LEADER, person=person), by=here.chair)
    client = Client()
    client.force_login(person.user)
    return project, client


def test_who_saves_a_section_second_sees_both_texts(led):
    project, client = led
    address = reverse("projects:section", args=[project.slug, "aim"])
    client.post(address, {"text": "Van een ander.", "version": 0})

    late = client.post(address, {"text": "Van mij.", "version": 0})

    assert late.status_code == 409
    assert "Van een ander." in text_of(late)
    assert "Van mij." in text_of(late)
    client.post(address, {"text": "Samen.", "version": 1})
    assert PlanSection.objects.get().text == "Samen."


PARTS = {
    "indicator": {"name": "Inbraken", "unit": "per jaar", "direction": "down", "source": "Politie"},
    "mijlpaal": {"title": "Plan klaar", "due_on": "2017-01-01"},
    "risico": {"what": "Te weinig uren", "likelihood": 2, "impact": 3},
    "relatie": {"other_words": "Landelijk programma", "nature": "complementary"},
    "budget": {"what": "Voorlichting", "euros": "1250.50", "source": "grant"},
}


@pytest.mark.parametrize("kind", PARTS)
def test_a_leader_keeps_every_part_of_the_project(led, kind):
    project, client = led

    empty = client.post(reverse("projects:add_part", args=[project.slug, kind]), {})
    added = client.post(
        reverse("projects:add_part", args=[project.slug, kind]), PARTS[kind], follow=True
    )

    assert (empty.status_code, added.status_code) == (422, 200)
    words = [value for value in PARTS[kind].values() if str(value)[0].isupper()]
    assert all(word in text_of(added) for word in words)


def test_a_part_is_changed_and_removed_and_a_stale_change_shows_both(led):
    project, client = led
    milestone = make.MilestoneFactory(project=project)
    address = reverse("projects:change_part", args=[project.slug, "mijlpaal", milestone.pk])
    typed = {"title": "Later klaar", "due_on": "2017-06-01"}

    client.post(address, {**typed, "version": 1})
    late = client.post(address, {**typed, "title": "Nooit klaar", "version": 1})

    assert Milestone.objects.get().title == "Later klaar"
    assert late.status_code == 409
    assert "Later klaar" in text_of(late)
    away = reverse("projects:remove_part", args=[project.slug, "mijlpaal", milestone.pk])
    client.post(away, {"version": 1})
    assert Milestone.objects.exists()
    client.post(away, {"version": 2})
    assert not Milestone.objects.exists()


def test_a_relation_shows_on_both_sides(led, here):
    project, _client = led
    other = make.ProjectFactory(body=here.board, title="Drugs en hennep")
    make.RelationFactory(project=project, other=other, other_words="")
    mayor = signed_in(here.mayor)

    assert "Drugs en hennep" in text_of(mayor.get(reverse("projects:more", args=[project.slug])))
    assert project.title in text_of(mayor.get(reverse("projects:more", args=[other.slug])))


def test_a_leader_without_a_seat_finds_the_project_and_writes(led):
    project, client = led

    page = client.get(project.get_absolute_url())

    assert page.status_code == 200
    assert "Schrijf het plan" in text_of(page)


def test_the_list_asks_as_many_queries_for_twenty_projects_as_for_two(
    here, django_assert_num_queries
):
    client = signed_in(here.mayor)
    index = reverse("projects:index")
    make.ProjectFactory.create_batch(2, body=here.board)
    client.get(index)
    few = count_queries(client, index)
    make.ProjectFactory.create_batch(18, body=here.board)

    with django_assert_num_queries(few):
        client.get(index)
    assert few <= 20


def count_queries(client, address):
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def test_a_part_leads_to_the_whole_and_back_but_not_to_what_is_closed(here):
    whole = make.ProjectFactory(body=here.board, title="Aanpak ondermijning")
    part = make.ProjectFactory(body=here.board, title="Malafide zorgbureaus", parent=whole)
    closed = make.ProjectFactory(
        body=here.board, title="Besloten deel", parent=whole, openness=Openness.BODY
    )
    coordinator = signed_in(here.coordinator)

    assert whole.title in text_of(coordinator.get(part.get_absolute_url()))
    page = text_of(coordinator.get(whole.get_absolute_url()))
    assert part.title in page
    assert closed.title not in page
