"""Adopting a decision list: what has to be done first, who may, and what no longer changes."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.authorization.roles import Role
from ivz.errors import RuleBroken
from ivz.meetings.actions import planning, publishing, recording
from ivz.meetings.models import AgendaItem
from ivz.meetings.queries.decision_lists import decision_list
from ivz.meetings.states import Event, ItemKind, MeetingState
from tests.factories import (
    AgendaItemFactory,
    RestrictionFactory,
    actor_with,
    secretary_of,
    visitor,
)
from tests.meetings.nine_points import accepted, decide_all, item_with_points, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return item_with_points(count=2)


@pytest.fixture
def secretary(item):
    return secretary_of(item.meeting.body)


@pytest.fixture
def held(item, secretary):
    """Record D1, with D2 for the body only beside it."""
    AgendaItemFactory(
        meeting=item.meeting,
        label="D2",
        openness=Openness.BODY,
        planned_openness=Openness.BODY,
    )
    decide_all(item, by=secretary)
    record(item, by=secretary)
    item.meeting.refresh_from_db()
    return item.meeting


@pytest.fixture
def published(held, secretary):
    """Publish what was held."""
    return publishing.publish(held, by=secretary)


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.CHAIR])
def test_secretary_and_chair_of_the_board_adopt(published, role):
    adopted = publishing.adopt(published, by=actor_with(role, body=published.body))

    assert adopted.state == MeetingState.ADOPTED
    assert AuditEntry.objects.filter(event=Event.ADOPTED).count() == 1
    assert not decision_list(adopted, actor=visitor()).is_concept


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECRETARY, Role.CHAIR}))
def test_nobody_else_adopts(published, role):
    with pytest.raises(PermissionDenied):
        publishing.adopt(published, by=actor_with(role, body=published.body))


def test_a_list_with_a_draft_left_is_not_adopted(published, secretary):
    left = AgendaItemFactory(meeting=published, label="E")
    recording.save_draft(left, accepted(), point=None, version=0, by=secretary)

    with pytest.raises(RuleBroken, match="concept"):
        publishing.adopt(published, by=secretary)


@pytest.mark.parametrize("asks_by", ["kind", "points"])
def test_a_list_with_an_undecided_item_is_not_adopted(published, secretary, asks_by):
    if asks_by == "kind":
        left = AgendaItemFactory(meeting=published, label="E", kind=ItemKind.DECIDE)
    else:
        left = item_with_points(meeting=published, count=2, planned=Openness.NETWORK, label="E")

    with pytest.raises(RuleBroken, match="Punt E vraagt een besluit"):
        publishing.adopt(published, by=secretary)

    recording.accept_rest(left, by=secretary)
    AgendaItem.objects.get(pk=left.pk).drafts.update(text="Akkoord.")
    record(left, by=secretary)
    assert publishing.adopt(published, by=secretary).state == MeetingState.ADOPTED


def test_an_item_that_only_informs_needs_no_decision_to_adopt(published, secretary):
    AgendaItemFactory(meeting=published, label="E", kind=ItemKind.INFORM)

    assert publishing.adopt(published, by=secretary).state == MeetingState.ADOPTED


def test_an_undecided_item_is_not_named_to_a_chair_who_may_not_read_it(published):
    AgendaItemFactory(
        meeting=published,
        label="E7",
        openness=Openness.RESTRICTED,
        restriction=RestrictionFactory(),
        kind=ItemKind.DECIDE,
    )

    with pytest.raises(RuleBroken) as refused:
        publishing.adopt(published, by=actor_with(Role.CHAIR, body=published.body))

    assert "E7" not in str(refused.value)


def test_an_unpublished_list_is_not_adopted(held, secretary):
    with pytest.raises(RuleBroken, match="Maak de lijst eerst openbaar"):
        publishing.adopt(held, by=secretary)


def test_a_decision_recorded_after_publishing_is_published_before_adoption(published, secretary):
    late = item_with_points(meeting=published, count=1, label="E")
    AgendaItem.objects.filter(pk=late.pk).update(openness=Openness.PUBLIC)
    decide_all(late, by=secretary)
    record(late, by=secretary)

    with pytest.raises(RuleBroken, match="Maak de lijst eerst openbaar"):
        publishing.adopt(published, by=secretary)

    publishing.publish(published, by=secretary)
    assert publishing.adopt(published, by=secretary).state == MeetingState.ADOPTED


def test_an_adopted_list_is_not_adopted_again(published, secretary):
    publishing.adopt(published, by=secretary)

    with pytest.raises(RuleBroken):
        publishing.adopt(published, by=secretary)


def test_an_adopted_list_is_not_published_again(client, published, secretary):
    publishing.adopt(published, by=secretary)
    AgendaItem.objects.filter(label="D2").update(planned_openness=Openness.PUBLIC)
    client.force_login(secretary.user)

    with pytest.raises(RuleBroken, match="Herstel kan tot het vaststellen"):
        publishing.publish(published, by=secretary)
    answer = client.get(address("publish", published), follow=True)

    assert AgendaItem.objects.get(label="D2").openness == Openness.BODY
    assert answer.redirect_chain == [(address("decision_list", published), 302)]
    assert "Herstel kan tot het vaststellen" in page(answer).select_one("[role=alert]").text
    links = {link.get("href") for link in page(answer).select("main a")}
    assert address("published", published) in links
    assert address("publish", published) not in links


def test_nothing_joins_the_public_agenda_after_adoption(published, secretary):
    publishing.adopt(published, by=secretary)
    late = AgendaItemFactory(meeting=published, label="E", planned_openness=Openness.PUBLIC)

    with pytest.raises(RuleBroken):
        planning.publish_additions(published, previewed=[late.pk], by=secretary)


def test_the_chair_adopts_on_the_page(client, published):
    client.force_login(actor_with(Role.CHAIR, body=published.body).user)
    button = page(client.get(address("decision_list", published))).select_one("#vaststellen")

    answer = client.post(button["action"], follow=True)

    assert "nog vast te stellen" not in page(answer).select_one("main").text
    published.refresh_from_db()
    assert published.state == MeetingState.ADOPTED


def address(name, meeting):
    return reverse(f"meetings:{name}", args=[meeting.body.slug, meeting.slug])


def page(response):
    return BeautifulSoup(response.content, "html.parser")
