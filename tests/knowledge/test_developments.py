"""Developments: who notes them, what becomes of them, and who reads what."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind, Role
from ivz.errors import RuleBroken
from ivz.knowledge.actions import developments as actions
from ivz.knowledge.actions.developments import StepDetails
from ivz.knowledge.models import Development
from ivz.knowledge.states import DevelopmentState, StepKind, TakenUpIn
from ivz.meetings.models import ParkedItem
from ivz.network.models.bodies import BodyStatus
from ivz.projects.models import Request
from ivz.projects.queries.duties import project_duties
from tests.factories import (
    BodyFactory,
    DecisionFactory,
    ThemeFactory,
    actor_with,
    member_of,
    visitor,
)
from tests.knowledge.factories import DevelopmentFactory

pytestmark = pytest.mark.django_db
LATER = dt.date(2016, 12, 1)


@pytest.fixture
def platform():
    platform = BodyFactory(kind=BodyKind.PLATFORM, status=BodyStatus.PREPARING)
    platform.network.deciding_body = BodyFactory(network=platform.network, short_name="DVO")
    platform.network.save()
    return platform


@pytest.fixture
def coordinator(platform):
    return actor_with(Role.SECRETARY, body=platform)


@pytest.fixture
def police(platform):
    return actor_with(Role.POLICE, body=platform)


def filled_in(**other):
    return {
        "title": "Meer fraude met bankpassen",
        "what": "Het aantal aangiften stijgt.",
        "since": "2016-01-01",
        "reach": "national",
        "source": "Kwartaalbeeld van de politie",
        "source_url": "",
        "meaning": "Ouderen waarschuwen.",
        "review_on": "2016-12-01",
    } | other


def signed_in(client, actor):
    client.force_login(actor.user)
    return client


def test_a_police_officer_notes_one_and_chair_and_coordinator_see_to_it(
    client, police, coordinator
):
    made = signed_in(client, police).post(reverse("knowledge:new_development"), filled_in())

    row = Development.objects.get()
    assert made.url == row.get_absolute_url()
    assert (row.noted_by_id, row.openness, row.state) == (
        police.person_id,
        Openness.NETWORK,
        DevelopmentState.NOTICED,
    )
    assert AuditEntry.objects.filter(event="development.noted").exists()
    due = {"today": LATER}
    waiting = [
        [duty.url for duty in project_duties(type(each)(user=each.user, **due))]
        for each in (police, coordinator)
    ]
    assert waiting == [[row.get_absolute_url()], [row.get_absolute_url()]]
    assert project_duties(coordinator) == []


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"source": ""}, "Dit veld is verplicht"),
        ({"since": "2999-01-01"}, "Deze dag moet nog komen"),
        ({"review_on": ""}, "wanneer iemand er opnieuw naar kijkt"),
        ({"source_url": "http://voorbeeld.nl"}, "https://"),
    ],
    ids=["source", "future", "review", "plain"],
)
def test_what_nobody_could_follow_is_refused_in_place(client, police, wrong, told):
    answer = signed_in(client, police).post(
        reverse("knowledge:new_development"), filled_in(**wrong)
    )

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "Ouderen waarschuwen." in answer.content.decode()
    assert not Development.objects.exists()


def test_somebody_else_of_the_network_reads_and_changes_nothing(platform, police):
    row = DevelopmentFactory(network=platform.network, noted_by_id=police.person_id)
    other = member_of(platform)

    assert Development.objects.visible_to(other).get() == row
    with pytest.raises(PermissionDenied):
        actions.move(row, set_aside("Te klein"), version=1, by=other)


def set_aside(words):
    return StepDetails(kind=StepKind.SET_ASIDE, words=words)


def test_setting_aside_takes_a_reason_and_is_taken_back(client, platform, coordinator):
    row = DevelopmentFactory(network=platform.network)
    with pytest.raises(RuleBroken, match="waarom er niets"):
        actions.move(row, set_aside(" "), version=1, by=coordinator)

    actions.move(row, set_aside("Speelt hier niet."), version=1, by=coordinator)

    row.refresh_from_db()
    assert (row.state, row.outcome, row.review_on) == ("set_aside", "Speelt hier niet.", None)
    page = signed_in(client, coordinator).get(row.get_absolute_url())
    assert "Speelt hier niet." in page.content.decode()
    step = row.steps.first()
    undo = reverse("knowledge:undo_development", args=[row.key, step.pk])
    client.post(undo)
    row.refresh_from_db()
    assert (row.state, row.outcome, row.review_on) == ("noticed", "", LATER)
    assert [each.kind for each in row.steps.all()] == ["undone", "set_aside"]
    client.post(undo)
    assert row.steps.count() == 2


def test_policy_names_the_decision_or_where_it_stands(client, platform, coordinator):
    row = DevelopmentFactory(network=platform.network)
    decision = DecisionFactory(body=platform.network.deciding_body, year=2016)
    asked = {"version": 1, "kind": "taken_up", "words": "In het beleid.", "taken_up_in": "policy"}
    address = reverse("knowledge:move_development", args=[row.key])

    refused = signed_in(client, coordinator).post(address, asked)
    hostile = client.post(address, asked | {"address": "javascript:alert(1)"})
    client.post(address, asked | {"reference": f"DVO 2016-{decision.number}"})

    assert (refused.status_code, hostile.status_code) == (422, 422)
    row.refresh_from_db()
    assert row.state == DevelopmentState.TAKEN_UP
    assert row.steps.first().decision == decision
    assert str(decision) in client.get(row.get_absolute_url()).content.decode()


def test_a_stale_answer_shows_both_texts(client, platform, coordinator):
    row = DevelopmentFactory(network=platform.network)
    signed_in(client, coordinator)
    texts = {"change_development": filled_in(what="Mijn tekst.", version=1)}
    texts["move_development"] = {"version": 1, "kind": "set_aside", "words": "Mijn reden."}
    Development.objects.update(what="Andermans tekst.", outcome="Andermans woorden.", version=2)

    for name, typed in texts.items():
        answer = client.post(reverse(f"knowledge:{name}", args=[row.key]), typed)
        shown = answer.content.decode()
        assert answer.status_code == 409
        assert "Andermans" in shown
        assert "Mijn" in shown
        assert 'name="version" value="2"' in shown


def test_a_request_made_of_it_counts_as_picked_up(client, platform, police):
    row = DevelopmentFactory(network=platform.network, theme=ThemeFactory(), title="Fraude")
    address = f"{reverse('projects:new_request')}?ontwikkeling={row.key}"

    form = signed_in(client, member_of(platform)).get(address).content.decode()
    asked = {"title": "Fraude", "problem": "Meer aangiften", "requester_kind": "partner"}
    client.post(address, asked)

    assert 'value="Fraude"' in form
    row.refresh_from_db()
    step = row.steps.first()
    assert row.state == DevelopmentState.TAKEN_UP
    assert (step.taken_up_in, step.address) == (
        TakenUpIn.REQUEST,
        Request.objects.get().get_absolute_url(),
    )


def test_it_waits_for_the_agenda_of_a_body_once_parked(client, platform, coordinator):
    row = DevelopmentFactory(network=platform.network, title="Fraude")
    page = signed_in(client, coordinator).get(row.get_absolute_url()).content.decode()
    address = f"{reverse('meetings:parked', args=[platform.slug])}?ontwikkeling={row.key}"
    assert address in page

    client.post(address, {"title": "Fraude", "note": "", "place": f"overleg-{platform.pk}"})

    assert ParkedItem.objects.get().title == "Fraude"
    row.refresh_from_db()
    assert row.steps.first().taken_up_in == TakenUpIn.AGENDA


def test_nothing_is_made_of_what_is_for_named_people_or_of_another_network(client, platform):
    elsewhere = DevelopmentFactory(title="Van een ander netwerk", openness=Openness.PUBLIC)
    signed_in(client, member_of(platform))

    form = client.get(f"{reverse('projects:new_request')}?ontwikkeling={elsewhere.key}")

    assert "Van een ander netwerk" not in form.content.decode()


def test_a_visitor_reads_what_was_made_public_without_its_history(client, platform, coordinator):
    row = DevelopmentFactory(network=platform.network)
    actions.move(row, set_aside("Speelt hier niet."), version=1, by=coordinator)
    assert client.get(row.get_absolute_url()).status_code == 404

    signed_in(client, coordinator).post(reverse("knowledge:development_openness", args=[row.key]))
    client.logout()

    shown = client.get(row.get_absolute_url()).content.decode()
    assert row.title in shown
    assert "Wat ermee is gedaan" not in shown
    actions.close(row, by=coordinator)
    assert not Development.objects.visible_to(visitor()).exists()


def test_the_list_and_its_file_hold_what_was_chosen(client, platform, coordinator):
    theme = ThemeFactory(code="fraude")
    DevelopmentFactory(network=platform.network, title="Gekozen", theme=theme)
    DevelopmentFactory(network=platform.network, title="Ander thema")
    DevelopmentFactory(network=platform.network, title="Ouder", theme=theme, since="2014-05-01")
    chosen = {"thema": "fraude", "stand": "noticed", "jaar": "2016"}

    page = signed_in(client, coordinator).get(reverse("knowledge:developments"), chosen)
    file = client.get(reverse("knowledge:developments_file", args=["csv"]), chosen)

    for answer in (page, file):
        shown = answer.content.decode()
        assert "Gekozen" in shown
        assert "Ander thema" not in shown
        assert "Ouder" not in shown
    assert "_netwerk_" in file["Content-Disposition"]
    listed = client.get("/api/v1/developments", {"theme": "fraude", "year": 2016}).json()
    assert [each["title"] for each in listed["items"]] == ["Gekozen"]


def test_pages_take_as_many_queries_for_many_as_for_few(
    client, platform, coordinator, django_assert_max_num_queries
):
    signed_in(client, coordinator)
    rows = DevelopmentFactory.create_batch(
        25, network=platform.network, noted_by_id=coordinator.person_id, theme=ThemeFactory()
    )
    for number in range(5):
        actions.move(
            Development.objects.get(pk=rows[0].pk),
            StepDetails(kind=StepKind.LOOKED_AT, words="Gekeken.", review_on=LATER),
            version=number + 1,
            by=coordinator,
        )

    for address in (reverse("knowledge:developments"), rows[0].get_absolute_url()):
        with django_assert_max_num_queries(14):
            assert client.get(address).status_code == 200
