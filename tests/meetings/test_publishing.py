"""Publishing a decision list and adopting it: what opens, what stays closed, who may."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.urls import reverse

from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.authorization.roles import Role
from ivz.decisions.models import Decision, FollowUp
from ivz.errors import RuleBroken
from ivz.meetings.actions import publishing, recording
from ivz.meetings.models import AgendaItem, Meeting, Proposal
from ivz.meetings.queries.decision_lists import decision_list, preview
from ivz.meetings.queries.next_steps import undecided_labels
from ivz.meetings.rules.publishing import edition_of
from ivz.meetings.states import Event, ItemKind, MeetingState
from tests.factories import (
    AdvicePointFactory,
    AgendaItemFactory,
    MeetingFactory,
    ProposalFactory,
    RestrictionFactory,
    actor_with,
    member_of,
    secretary_of,
    visitor,
)
from tests.meetings.nine_points import (
    accepted,
    decide_all,
    item_with_points,
    later_meeting,
    record,
)

pytestmark = pytest.mark.django_db
CLOSED_WORDS = ["Geheime controle", "Inzet jaarwisseling", "Besloten uitkomst"]


@pytest.fixture
def item():
    return item_with_points()


@pytest.fixture
def secretary(item):
    return secretary_of(item.meeting.body)


@pytest.fixture
def held(item, secretary):
    """Record D1 in public, D2 for the body only and D3 for named people only."""
    meeting = item.meeting
    restriction = RestrictionFactory(imposed_by__body=meeting.body, imposed_by__year=2015)
    restriction.readers.add(secretary.user.person)
    for_body = closed_item(meeting, "D2", "Inzet jaarwisseling", openness=Openness.BODY)
    restricted = closed_item(
        meeting,
        "D3",
        "Geheime controle",
        openness=Openness.RESTRICTED,
        restriction=restriction,
    )
    decide_all(item, by=secretary, returns_in=later_meeting(item))
    record(item, by=secretary)
    for closed in [for_body, restricted]:
        noted = accepted("Besloten uitkomst", owner_words="Geheime controle")
        recording.save_draft(closed, noted, point=None, version=0, by=secretary)
        record(closed, by=secretary, conclusion="Besloten uitkomst")
    meeting.refresh_from_db()
    return meeting


def closed_item(meeting, label, title, **more):
    return AgendaItemFactory(
        meeting=meeting,
        label=label,
        title=title,
        minutes=f"{title} besproken",
        planned_openness=more["openness"],
        **more,
    )


def test_publishing_opens_what_is_planned_public_and_nothing_else(held, secretary):
    publishing.publish(held, by=secretary)

    opened = {item.label: item.openness for item in AgendaItem.objects.filter(meeting=held)}
    assert opened == {"D1": "public", "D2": "body", "D3": "restricted"}
    per_item = {
        (decision.draft.item.label, decision.openness)
        for decision in Decision.objects.filter(draft__item__meeting=held)
    }
    assert per_item == {("D1", "public"), ("D2", "body"), ("D3", "restricted")}
    tasks = {(task.decision.draft.item.label, task.openness) for task in FollowUp.objects.all()}
    assert tasks == per_item


def test_the_preview_names_the_items_that_wait_for_a_decision(client, held, secretary):
    AgendaItemFactory(meeting=held, label="C", kind=ItemKind.DECIDE)
    client.force_login(secretary.user)

    page = client.get(reverse("meetings:publish", args=[held.body.slug, held.slug]))

    note = BeautifulSoup(page.content, "html.parser").select_one("aside .ivz-note")
    assert "Punt C vraagt een besluit" in " ".join(note.text.split())


def test_an_item_waits_for_a_decision_through_a_paper_only_for_who_may_read_that(held, secretary):
    for label, opened in [("E", {}), ("F", {"openness": Openness.RESTRICTED})]:
        restriction = RestrictionFactory() if opened else None
        paper = ProposalFactory(body=held.body, restriction=restriction, **opened)
        AdvicePointFactory(proposal=paper)
        AgendaItemFactory(meeting=held, label=label, kind=ItemKind.DISCUSS, proposal=paper)

    assert undecided_labels(held, actor=secretary) == ["E"]


def test_publishing_signs_and_records(held, secretary):
    publishing.publish(held, by=secretary)

    held.refresh_from_db()
    entry = AuditEntry.objects.get(event=Event.PUBLISHED)
    assert (held.published_by, held.published_at) == (secretary.user, entry.at)
    assert held.state == MeetingState.HELD
    assert AuditEntry.objects.filter(event=Event.ITEM_PUBLISHED).count() == 1


@pytest.mark.parametrize(
    ("planned", "of_the_item", "becomes"),
    [
        (Openness.PUBLIC, Openness.PUBLIC, Openness.PUBLIC),
        (Openness.PUBLIC, Openness.NETWORK, Openness.NETWORK),
        (Openness.PUBLIC, Openness.BODY, Openness.BODY),
        (Openness.NETWORK, Openness.PUBLIC, Openness.NETWORK),
        (Openness.BODY, Openness.PUBLIC, Openness.BODY),
        (Openness.PUBLIC, Openness.RESTRICTED, Openness.BODY),
    ],
)
def test_a_decision_is_never_more_open_than_its_item(planned, of_the_item, becomes):
    item = item_with_points(count=1, planned=planned)
    secretary = secretary_of(item.meeting.body)
    decide_all(item, by=secretary)
    (decision,) = record(item, by=secretary)
    AgendaItem.objects.filter(pk=item.pk).update(planned_openness=of_the_item)

    publishing.publish(item.meeting, by=secretary)

    decision.refresh_from_db()
    assert decision.openness == decision.follow_ups.get().openness == becomes


def test_publishing_does_not_lift_a_restriction(held, secretary):
    AgendaItem.objects.filter(label="D3").update(planned_openness=Openness.PUBLIC)
    Decision.objects.filter(draft__item__label="D3").update(planned_openness=Openness.PUBLIC)

    publishing.publish(held, by=secretary)

    assert AgendaItem.objects.get(label="D3").openness == Openness.RESTRICTED
    assert Decision.objects.get(draft__item__label="D3").openness == Openness.RESTRICTED


def test_the_preview_is_exactly_what_a_visitor_sees_afterwards(held, secretary):
    expected = preview(held, actor=secretary)

    publishing.publish(held, by=secretary)

    assert shown_in(decision_list(held, actor=visitor())) == shown_in(expected.public)
    assert (expected.closed_items, expected.closed_decisions) == (2, 2)


def shown_in(listed):
    return (
        [(row.item.label, [d.decision.text for d in row.decisions]) for row in listed.items],
        [follow_up.what for follow_up in listed.follow_ups],
        [paper.proposal.register_number for paper in listed.papers],
    )


def test_the_proposal_opens_with_its_item(held, item, secretary):
    publishing.publish(held, by=secretary)

    item.proposal.refresh_from_db()
    assert item.proposal.openness == Openness.PUBLIC


def test_a_proposal_that_stays_in_the_network_does_not_open(held, item, secretary):
    item.proposal.planned_openness = Openness.NETWORK
    item.proposal.save()

    publishing.publish(held, by=secretary)

    assert not decision_list(held, actor=visitor()).papers


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        (AgendaItem, {"planned_openness": Openness.PUBLIC}),
        (Proposal, {"summary": "Iets anders."}),
        (Meeting, {"guests": "Adviseur"}),
    ],
)
def test_what_changed_after_the_preview_is_not_published(held, secretary, kind, change):
    seen = edition_of(held)
    kind.objects.update(version=F("version") + 1, **change)

    with pytest.raises(RuleBroken):
        publishing.publish(held, edition=seen, by=secretary)

    held.refresh_from_db()
    assert not held.is_published


def test_nothing_opens_when_the_audit_trail_fails(held, secretary, monkeypatch):
    monkeypatch.setattr(publishing, "audit", fail_to_audit)

    with pytest.raises(OSError, match="disk full"):
        publishing.publish(held, by=secretary)

    assert not Decision.objects.filter(openness=Openness.PUBLIC, draft__item__meeting=held).exists()


def fail_to_audit(*args, **kwargs):
    raise OSError("disk full")


@pytest.mark.parametrize("state", [MeetingState.DRAFT, MeetingState.CONVENED])
def test_a_list_is_published_once_something_was_recorded(state):
    meeting = MeetingFactory(state=state)

    with pytest.raises(RuleBroken):
        publishing.publish(meeting, by=secretary_of(meeting.body))


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECRETARY}))
def test_only_the_secretary_publishes(held, role):
    with pytest.raises(PermissionDenied):
        publishing.publish(held, by=actor_with(role, body=held.body))


def test_the_secretary_previews_confirms_and_gets_the_mail(client, held, secretary):
    client.force_login(secretary.user)
    asked = client.get(address("publish", held))

    answer = client.post(
        address("publish", held), {"edition": field(asked, "edition")}, follow=True
    )

    assert answer.redirect_chain == [(address("published", held), 302)]
    mail = page(answer).select_one("textarea[readonly]").text
    assert address("decision_list", held) in mail
    assert address("decision_list_pdf", held) in mail
    assert "Eigenaar 1\n- Adviespunt 1" in mail
    assert page(answer).select_one("button[data-copy]")["data-copy"] == "mail-tekst"


def test_preview_mail_and_lists_carry_no_closed_word(client, held, secretary):
    client.force_login(secretary.user)
    shown = page(client.get(address("publish", held))).select_one(".ivz-preview").text
    publishing.publish(held, by=secretary)

    mail = page(client.get(address("published", held))).select_one("main").text

    for word in [*CLOSED_WORDS, "D2", "D3"]:
        assert word not in shown
        assert word not in mail


def test_publishing_needs_no_javascript_and_refuses_a_stale_preview(client, held, secretary):
    client.force_login(secretary.user)
    asked = client.get(address("publish", held))
    AgendaItem.objects.filter(label="D2").update(version=9)

    answer = client.post(
        address("publish", held), {"edition": field(asked, "edition")}, follow=True
    )

    assert page(answer).select_one("[role=alert]")
    assert not AgendaItem.objects.filter(openness=Openness.PUBLIC).exists()


@pytest.mark.parametrize("name", ["publish", "published"])
def test_a_member_does_not_get_to_publish(client, held, secretary, name):
    publishing.publish(held, by=secretary)
    client.force_login(member_of(held.body).user)

    assert client.get(address(name, held)).status_code == 403
    assert client.post(address("publish", held)).status_code == 403


def address(name, meeting):
    return reverse(f"meetings:{name}", args=[meeting.body.slug, meeting.slug])


def page(response):
    return BeautifulSoup(response.content, "html.parser")


def field(response, name):
    return page(response).select_one(f"input[name={name}]")["value"]
