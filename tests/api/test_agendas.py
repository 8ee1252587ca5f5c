"""Agendas and records for other programs: complete, and never wider than the pages."""

from datetime import date, time

import pytest

from ivz.authorization.openness import Openness
from ivz.decisions.states import EffectState, FollowUpKind, Outcome
from ivz.meetings.models import Meeting
from ivz.meetings.rules.adopting import DECISION_LIST
from ivz.meetings.states import ItemKind, MeetingState, MemberPosition, Presence
from tests.factories import (
    TODAY,
    AdvicePointFactory,
    AgendaItemFactory,
    AgreementFactory,
    AnnexFactory,
    BodyFactory,
    DecidedSubjectFactory,
    DecisionFactory,
    DocumentFactory,
    DraftDecisionFactory,
    FollowUpFactory,
    MeetingFactory,
    PersonFactory,
    ProposalFactory,
    SeatFactory,
    VersionFactory,
    member_of,
)
from tests.meetings.voice_factories import VoiceFactory

pytestmark = pytest.mark.django_db
HERE = "/api/v1/meetings/dvo-twente_2016-10-10"
PUBLIC = {"openness": Openness.PUBLIC, "planned_openness": Openness.PUBLIC}
CLOSED = {"openness": Openness.NETWORK, "planned_openness": Openness.NETWORK}


@pytest.fixture
def body():
    return BodyFactory(slug="dvo-twente", short_name="DVO")


@pytest.fixture
def meeting(body):
    return MeetingFactory(body=body, starts_at=time(10), state=MeetingState.CONVENED)


@pytest.fixture
def paper(body):
    holder = PersonFactory(function="Portefeuillehouder")
    made = ProposalFactory(
        body=body,
        register_number="E01A",
        title="Samen sterk",
        summary="Waarom.",
        portfolio_holder=holder,
        **PUBLIC,
    )
    first = AdvicePointFactory(proposal=made, label="5", position=1, owner_words="Coördinator")
    second = AdvicePointFactory(proposal=made, label="7", position=2)
    AdvicePointFactory(proposal=made, label="7a", position=3, parent=second)
    second.refers_to.add(first)
    return made


def hung(**more):
    document = DocumentFactory()
    VersionFactory(document=document)
    return AnnexFactory(**{"proposal": None} | more, document=document, **PUBLIC)


@pytest.fixture
def agenda(meeting, paper):
    """Put an opening on the agenda, and the paper at somebody's request."""
    earlier = MeetingFactory(body=meeting.body, date=date(2016, 7, 4))
    AgendaItemFactory(meeting=meeting, label="A", position=1, planned_minutes=5, **PUBLIC)
    AgendaItemFactory(
        meeting=meeting,
        label="D1",
        title="Samenwerking",
        position=2,
        kind=ItemKind.DECIDE,
        planned_minutes=20,
        proposal=paper,
        presenters="twee adviseurs",
        asked_by=PersonFactory(function="Burgemeester van Dorp"),
        asked_in=earlier,
        **PUBLIC,
    )


def test_an_agenda_tells_its_items_with_papers_points_and_annexes(client, meeting, paper, agenda):
    annex = hung(proposal=paper, title="Notitie", sender="een zorgkantoor")
    AnnexFactory(proposal=None, meeting=meeting, title="Routebeschrijving", **PUBLIC)

    answer = client.get(f"{HERE}/agenda").json()

    _opening, item = answer["items"]
    assert (answer["meeting"]["id"], answer["plannedMinutes"]) == ("dvo-twente_2016-10-10", 25)
    assert [each["title"] for each in answer["annexes"]] == ["Routebeschrijving"]
    assert (item["label"], item["kind"], item["presenters"]) == ("D1", "decide", "twee adviseurs")
    assert item["startsAt"] == "2016-10-10T10:05:00+02:00"
    assert (item["askedBy"], item["askedIn"]) == ("Burgemeester van Dorp", "dvo-twente_2016-07-04")
    assert item["annexes"] == [
        {
            "title": "Notitie",
            "sender": "een zorgkantoor",
            "page": annex.get_absolute_url(),
            "file": annex.document.get_absolute_url(),
        }
    ]
    told = item["paper"]
    assert (told["registerNumber"], told["portfolioHolder"]) == ("E01A", "Portefeuillehouder")
    assert [(each["label"], each["beneath"], each["refersTo"]) for each in told["points"]] == [
        ("5", None, []),
        ("7", None, ["5"]),
        ("7a", "7", []),
    ]


def test_a_visitor_finds_no_trace_of_what_is_closed_on_an_agenda(client, meeting, paper):
    public = AgendaItemFactory(meeting=meeting, label="A", position=1, **PUBLIC)
    before = client.get(f"{HERE}/agenda").content
    closed = ProposalFactory(body=meeting.body, title="Geheim stuk", **CLOSED)
    AgendaItemFactory(meeting=meeting, label="B", planned_minutes=9, **CLOSED)
    type(public).objects.filter(pk=public.pk).update(proposal=closed)
    AnnexFactory(proposal=closed, title="Geheime bijlage", **PUBLIC)
    AnnexFactory(proposal=None, meeting=meeting, title="Geheim", **CLOSED)

    assert client.get(f"{HERE}/agenda").content == before
    client.force_login(member_of(meeting.body).user)
    inside = client.get(f"{HERE}/agenda").json()

    assert [each["label"] for each in inside["items"]] == ["A", "B"]
    assert inside["items"][0]["paper"]["title"] == "Geheim stuk"
    assert [each["title"] for each in inside["annexes"]] == ["Geheim"]


def test_more_items_and_papers_take_no_more_queries(client, meeting, django_assert_max_num_queries):
    for position in range(12):
        paper = ProposalFactory(body=meeting.body, **PUBLIC)
        AdvicePointFactory.create_batch(3, proposal=paper)
        hung(proposal=paper)
        AgendaItemFactory(meeting=meeting, proposal=paper, position=position, **PUBLIC)

    with django_assert_max_num_queries(12):
        assert len(client.get(f"{HERE}/agenda").json()["items"]) == 12


@pytest.fixture
def held(meeting, paper):
    """Keep attendance, a position, an agreement and a decision, on a public item."""
    present, absent, replaced = (
        SeatFactory(body=meeting.body, person=PersonFactory(function=function))
        for function in ("Lid 1", "Lid 2", "Lid 3")
    )
    meeting.attendance.create(seat=present, presence=Presence.PRESENT)
    meeting.attendance.create(seat=absent, presence=Presence.ABSENT_WITH_NOTICE)
    deputy = PersonFactory(function="Vervanger")
    meeting.attendance.create(seat=replaced, presence=Presence.DEPUTISED, deputy=deputy)
    item = AgendaItemFactory(
        meeting=meeting, label="D1", minutes="Er is gesproken.", conclusion="Akkoord.", **PUBLIC
    )
    VoiceFactory(item=item, seat=present, position=MemberPosition.CAPACITY, words="Wie doet het?")
    what = {"kind": FollowUpKind.COMMITMENT, "what": "Een overzicht", "due_words": "na de zomer"}
    agreed = FollowUpFactory(body=meeting.body, owner_words="Coördinator", **what, **PUBLIC)
    AgreementFactory(item=item, follow_up=agreed)
    decision = DecisionFactory(body=meeting.body, number=8, **PUBLIC)
    DraftDecisionFactory(item=item, decision=decision)
    closed = AgendaItemFactory(meeting=meeting, label="D2", minutes="Geheim", **CLOSED)
    VoiceFactory(item=closed, seat=absent, words="Geheim")
    guests = {"guests": "Adviseur", "summary": "In het kort."}
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.HELD, **guests)
    return Meeting.objects.get(pk=meeting.pk)


def publish(meeting, **more):
    by = member_of(meeting.body).user
    Meeting.objects.filter(pk=meeting.pk).update(
        published_at="2016-10-12T10:00:00Z", published_by=by, **more
    )


def test_a_record_tells_who_was_there_and_what_was_said_and_agreed(client, held):
    publish(held)

    answer = client.get(f"{HERE}/record").json()

    assert answer["attendance"] == {
        "isKnown": True,
        "present": ["Lid 1"],
        "absent": ["Lid 2"],
        "replaced": [{"member": "Lid 3", "by": "Vervanger"}],
        "guests": ["Adviseur"],
    }
    (item,) = answer["items"]
    assert (item["minutes"], item["conclusion"]) == ("Er is gesproken.", "Akkoord.")
    assert item["decisions"] == ["DVO 2016-8"]
    (position,) = item["positions"]
    assert position == {
        "member": "Lid 1",
        "isAway": False,
        "position": "capacity",
        "words": "Wie doet het?",
    }
    (agreed,) = item["agreed"]
    assert (agreed["kind"], agreed["dueWords"]) == ("commitment", "na de zomer")
    assert (answer["isConcept"], answer["forms"]) == (True, ["decision_list"])
    assert "Geheim" not in str(answer)


def test_a_record_is_for_the_network_until_it_is_published(client, held):
    unpublished = client.get(f"{HERE}/record")
    unknown = client.get("/api/v1/meetings/dvo-twente_1999-01-01/record")
    assert unpublished.status_code == unknown.status_code == 404
    assert unpublished.content == unknown.content

    client.force_login(member_of(held.body).user)
    inside = client.get(f"{HERE}/record").json()

    assert [each["label"] for each in inside["items"]] == ["D1", "D2"]


def test_a_record_that_was_adopted_says_by_which_decision_and_its_digests(client, held):
    publish(held, state=MeetingState.ADOPTED)
    held.frozen_papers.create(
        form="decision_list",
        content=b"%PDF",
        digest="ab" * 32,
        frozen_on=TODAY,
        frozen_by=member_of(held.body).user,
    )
    chair = PersonFactory(function="Voorzitter")
    paper = held.frozen_papers.get()
    paper.signatures.create(capacity="chair", person=chair, digest=paper.digest, signed_on=TODAY)
    later = MeetingFactory(body=held.body, date=date(2016, 12, 12), state=MeetingState.HELD)
    adopting = DecisionFactory(
        body=held.body, number=9, outcome=Outcome.AMENDED, text="Met een aanvulling.", **PUBLIC
    )
    DraftDecisionFactory(item=AgendaItemFactory(meeting=later, **PUBLIC), decision=adopting)
    DecidedSubjectFactory(
        decision=adopting,
        kind=DECISION_LIST,
        subject_id=held.pk,
        question="adopt",
        step="body",
        state=EffectState.APPLIED,
    )

    answer = client.get(f"{HERE}/record").json()

    assert answer["adoption"] == {
        "meeting": "dvo-twente_2016-12-12",
        "decision": "DVO 2016-9",
        "additions": "Met een aanvulling.",
    }
    assert [each["sha256"] for each in answer["frozen"]] == ["ab" * 32]
    assert [each["function"] for each in answer["signatures"]] == ["Voorzitter"]
    paper.covers = [f"decisions.Decision:{DecisionFactory(openness=Openness.NETWORK).pk}"]
    paper.save()
    withheld = client.get(f"{HERE}/record").json()
    assert (withheld["frozen"], withheld["signatures"]) == ([], [])
