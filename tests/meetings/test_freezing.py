"""An adopted list is kept byte for byte, signed off by two people, and checked."""

import hashlib

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from ivz.authorization.openness import Openness
from ivz.authorization.roles import Role
from ivz.decisions.models import Decision
from ivz.decisions.states import Outcome
from ivz.errors import RuleBroken
from ivz.home.queries.integrity.meetings import meeting_findings
from ivz.meetings.actions import freezing as actions
from ivz.meetings.actions import publishing, recording
from ivz.meetings.actions.recording import Noted
from ivz.meetings.actions.voices import Heard, note_voice
from ivz.meetings.models import DraftDecision, FrozenPaper, RecordSignature
from ivz.meetings.rules.publishing import edition_of
from ivz.meetings.states import Capacity, MeetingState, Part, RecordForm
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    BodyFactory,
    MeetingFactory,
    SeatFactory,
    actor_with,
    member_of,
    secretary_of,
)
from tests.meetings.nine_points import board, decide_all, item_with_points, record
from tests.meetings.pages import address, main_of
from tests.meetings.test_bundle import pages_of
from tests.meetings.voice_factories import VoiceFactory

pytestmark = pytest.mark.django_db
ADDITION = "Met deze aanvulling: bij punt 2 gaat het om twee gemeenten."
EARLIER = TODAY.replace(month=8)


@pytest.fixture
def adopted():
    """Let a later meeting adopt a published list with an addition, not published yet."""
    item = item_with_points(meeting=MeetingFactory(body=board(), date=EARLIER), count=2)
    secretary = secretary_of(item.meeting.body)
    decide_all(item, by=secretary)
    record(item, by=secretary)
    item.meeting.refresh_from_db()
    publishing.publish(item.meeting, by=secretary)
    later = AgendaItemFactory(
        meeting=MeetingFactory(body=item.meeting.body, date=TODAY),
        label="C",
        part=Part.PREVIOUS_LIST,
        planned_openness=Openness.PUBLIC,
    )
    noted = Noted(outcome=Outcome.AMENDED, text=ADDITION)
    recording.save_draft(later, noted, point=None, version=0, by=secretary)
    record(later, by=secretary)
    item.meeting.refresh_from_db()
    return item.meeting


@pytest.fixture
def secretary(adopted):
    return secretary_of(adopted.body)


@pytest.fixture
def chair(adopted):
    return actor_with(Role.CHAIR, body=adopted.body)


def freeze(meeting, *, by, content=b"%PDF"):
    made = actions.Print(form=RecordForm.DECISION_LIST, content=content, covers=[])
    return actions.freeze(meeting, [made], edition=edition_of(meeting), by=by)[0]


def publish_later(*, by):
    draft = DraftDecision.objects.get(item__part=Part.PREVIOUS_LIST)
    publishing.publish(draft.item.meeting, by=by)


@pytest.fixture
def frozen(adopted, secretary):
    publish_later(by=secretary)
    return freeze(adopted, by=secretary)


def test_the_files_that_are_offered_are_the_bytes_that_were_signed(
    client, adopted, secretary, chair
):
    client.force_login(secretary.user)
    client.post(address("freeze_record", adopted))
    assert not FrozenPaper.objects.exists()  # the additions are not public yet
    publish_later(by=secretary)
    client.post(address("freeze_record", adopted))

    for actor in [secretary, chair]:
        client.force_login(actor.user)
        page = BeautifulSoup(client.get(address("adoption", adopted)).content, "html.parser")
        form = page.select_one(f"form[action$='{address('sign_record', adopted)}']")
        client.post(form["action"], {each["name"]: each["value"] for each in form.select("input")})

    client.logout()
    sent = client.get(address("decision_list_pdf", adopted)).content
    text = main_of(client.get(address("adoption", adopted)))
    assert hashlib.sha256(sent).hexdigest() == FrozenPaper.objects.get().digest
    assert hashlib.sha256(sent).hexdigest() in text
    assert "precies wat bevroren is" in text
    assert "nog niet" not in text
    assert ADDITION in text
    closed = Decision.objects.filter(draft__item__meeting=adopted).first()
    Decision.objects.filter(pk=closed.pk).update(openness=Openness.NETWORK)
    assert client.get(address("decision_list_pdf", adopted)).content != sent


def test_where_a_member_stood_is_in_the_frozen_file_and_stays_as_it_is(client, adopted, secretary):
    voice = VoiceFactory(
        item=adopted.items.get(), seat=SeatFactory(body=adopted.body), words="Eerst de kosten"
    )
    publish_later(by=secretary)
    client.force_login(secretary.user)
    client.post(address("freeze_record", adopted))

    with pytest.raises(RuleBroken, match="vastgesteld"):
        note_voice(voice.item, Heard(), seat=voice.seat, version=voice.version, by=secretary)

    client.logout()
    sent = client.get(address("decision_list_pdf", adopted))
    assert hashlib.sha256(sent.content).hexdigest() == FrozenPaper.objects.get().digest
    assert "Eerst de kosten" in " ".join(pages_of(sent))
    assert not list(meeting_findings())


def test_a_changed_byte_is_found_on_the_page_and_by_the_check(client, adopted, frozen):
    assert not list(meeting_findings())
    FrozenPaper.objects.update(content=b"%PDG")

    found = [finding.what for finding in meeting_findings()]

    assert found == ["the file is not what was frozen"]
    assert "niet wat bevroren is" in main_of(client.get(address("adoption", adopted)))


def test_another_digest_beside_changed_bytes_is_found_by_the_signatures(adopted, frozen, chair):
    actions.sign(adopted, capacity=Capacity.CHAIR, digests=[frozen.digest], by=chair)
    FrozenPaper.objects.update(content=b"%PDG", digest=hashlib.sha256(b"%PDG").hexdigest())

    found = [finding.what for finding in meeting_findings()]

    assert found == ["signed another file than the one that is kept"]


def test_chair_and_secretary_are_two_people(adopted, frozen, secretary):
    actions.sign(adopted, capacity=Capacity.SECRETARY, digests=[frozen.digest], by=secretary)
    both = actor_with(Role.CHAIR, body=adopted.body, person=secretary.user.person)

    with pytest.raises(RuleBroken, match="twee mensen"):
        actions.sign(adopted, capacity=Capacity.CHAIR, digests=[frozen.digest], by=both)
    with pytest.raises(IntegrityError):
        RecordSignature.objects.create(
            paper=frozen,
            capacity=Capacity.CHAIR,
            person_id=both.person_id,
            digest=frozen.digest,
            signed_on=TODAY,
        )


def test_nobody_signs_in_a_place_they_do_not_hold_or_another_file(adopted, frozen, chair):
    with pytest.raises(PermissionDenied):
        actions.sign(adopted, capacity=Capacity.SECRETARY, digests=[frozen.digest], by=chair)
    with pytest.raises(RuleBroken, match="veranderden intussen"):
        actions.sign(adopted, capacity=Capacity.CHAIR, digests=["0" * 64], by=chair)


def test_freezing_is_taken_back_until_somebody_signs(adopted, frozen, secretary, chair):
    actions.thaw(adopted, by=secretary)
    again = freeze(adopted, by=secretary, content=b"%PDF-2")
    actions.sign(adopted, capacity=Capacity.CHAIR, digests=[again.digest], by=chair)

    with pytest.raises(RuleBroken, match="blijft hij zoals hij is"):
        actions.thaw(adopted, by=secretary)
    with pytest.raises(RuleBroken, match="al bevroren"):
        freeze(adopted, by=secretary)


def test_a_frozen_adoption_is_not_put_right(adopted, frozen, secretary):
    draft = DraftDecision.objects.get(item__part=Part.PREVIOUS_LIST)
    deferred = Noted(outcome=Outcome.DEFERRED, text="Volgende keer.")

    with pytest.raises(RuleBroken, match="bevroren"):
        recording.put_right(draft, deferred, reason="-", version=draft.version, by=secretary)

    adopted.refresh_from_db()
    assert adopted.state == MeetingState.ADOPTED


def told_to_sign(client, actor):
    """Tell whether the start page counts something, and what the page behind it lists."""
    client.force_login(actor.user)
    waiting = "/vergaderingen/wacht-op-jou/"
    counted = waiting in client.get("/").content.decode()
    listed = main_of(client.get(waiting))
    return counted, "teken hem" in listed


def test_chair_and_secretary_are_told_that_a_list_waits_for_their_signature(
    client, adopted, secretary, chair
):
    others = [member_of(adopted.body), actor_with(Role.CHAIR, body=BodyFactory())]
    publish_later(by=secretary)
    assert told_to_sign(client, chair) == (False, False)
    paper = freeze(adopted, by=secretary)

    assert told_to_sign(client, chair) == (True, True)
    assert told_to_sign(client, secretary) == (True, True)
    assert [told_to_sign(client, other) for other in others] == [(False, False)] * 2

    digests = [paper.digest]
    actions.sign(adopted, capacity=Capacity.CHAIR, digests=digests, by=chair)
    another_chair = actor_with(Role.CHAIR, body=adopted.body)
    assert told_to_sign(client, chair) == told_to_sign(client, another_chair) == (False, False)
    assert told_to_sign(client, secretary) == (True, True)


def test_who_is_chair_and_secretary_is_told_once(client, adopted, secretary, chair):
    publish_later(by=secretary)
    paper = freeze(adopted, by=secretary)
    SeatFactory(body=adopted.body, person=chair.user.person, role=Role.SECRETARY)
    assert told_to_sign(client, chair) == (True, True)

    actions.sign(adopted, capacity=Capacity.CHAIR, digests=[paper.digest], by=chair)

    assert told_to_sign(client, chair) == (False, False)
