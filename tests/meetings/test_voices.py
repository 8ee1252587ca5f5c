"""Where members stand, who comes and goes, and how the record tells it."""

import pytest
from django.core.exceptions import PermissionDenied

from ivz.authorization.openness import Openness
from ivz.authorization.roles import Role
from ivz.errors import RuleBroken
from ivz.meetings.actions import publishing, voices
from ivz.meetings.actions.voices import Heard
from ivz.meetings.models import Meeting, Voice
from ivz.meetings.rules.publishing import edition_of
from ivz.meetings.states import MeetingState, MemberPosition, Movement, Presence
from ivz.workflow.versions import StaleEdit
from tests.factories import (
    AgendaItemFactory,
    MeetingFactory,
    PersonFactory,
    RestrictionFactory,
    SeatFactory,
    member_of,
    secretary_of,
    visitor,
)
from tests.meetings.nine_points import board
from tests.meetings.pages import address, main_of

pytestmark = pytest.mark.django_db
RESERVED = Heard(position=MemberPosition.RESERVATION, words="Eerst de kosten.")


@pytest.fixture
def meeting():
    return MeetingFactory(body=board(), state=MeetingState.HELD)


@pytest.fixture
def items(meeting):
    return [
        AgendaItemFactory(
            meeting=meeting, label=label, position=at, planned_openness=Openness.PUBLIC
        )
        for at, label in enumerate("ABC")
    ]


@pytest.fixture
def secretary(meeting):
    return secretary_of(meeting.body)


@pytest.fixture
def police(meeting):
    person = PersonFactory(function="Politiechef")
    return SeatFactory(body=meeting.body, role=Role.POLICE, person=person)


def test_positions_of_members_stand_in_the_record(client, items, secretary, police):
    mayor = SeatFactory(body=police.body, person=PersonFactory(function="Burgemeester van X"))
    Meeting.objects.update(has_minutes=True)
    agreed = Heard(position=MemberPosition.SUPPORT)
    voices.note_voice(items[1], agreed, seat=mayor, version=0, by=secretary)
    voices.note_voice(items[1], RESERVED, seat=police, version=0, by=secretary)
    client.force_login(secretary.user)

    told = main_of(client.get(address("minutes", items[1].meeting)))

    assert "Burgemeester van X: Akkoord" in told
    assert "Politiechef: Voorbehoud. Eerst de kosten." in told


def test_a_partner_reserves_capacity_and_says_why(client, items, secretary, police):
    lacks = Heard(position=MemberPosition.CAPACITY)
    with pytest.raises(RuleBroken, match="wat het voorbehoud is"):
        voices.note_voice(items[0], lacks, seat=police, version=0, by=secretary)

    lacks = Heard(position=MemberPosition.CAPACITY, words="Dat vraagt keuzes per thema.")
    voices.note_voice(items[0], lacks, seat=police, version=0, by=secretary)

    client.force_login(secretary.user)
    told = main_of(client.get(address("decision_list", items[0].meeting)))
    assert "Politiechef: Voorbehoud op capaciteit. Dat vraagt keuzes per thema." in told


def test_nobody_reads_it_before_the_list_is_out_or_of_a_closed_item(
    client, items, secretary, police
):
    closed = AgendaItemFactory(
        meeting=police.body.meetings.get(), label="X", openness=Openness.BODY,
        planned_openness=Openness.BODY,
    )  # fmt: skip
    for item in [items[0], closed]:
        voices.note_voice(item, RESERVED, seat=police, version=0, by=secretary)
    before = edition_of(closed.meeting)
    assert not Voice.objects.visible_to(visitor()).exists()
    voices.note_voice(items[1], RESERVED, seat=police, version=0, by=secretary)
    assert edition_of(closed.meeting) != before  # whoever confirms publishing saw it

    publishing.publish(Meeting.objects.get(), by=secretary)

    assert {each.item for each in Voice.objects.visible_to(visitor())} == set(items[:2])
    told = client.get(address("decision_list_odt", closed.meeting))
    assert told.status_code == 200
    assert main_of(client.get(address("decision_list", closed.meeting))).count("Eerst de k") == 2


def test_only_the_secretary_notes_it_and_only_of_who_can_have_been_there(items, secretary, police):
    elsewhere, by = SeatFactory(), member_of(police.body)
    with pytest.raises(PermissionDenied):
        voices.note_voice(items[0], RESERVED, seat=police, version=0, by=by)
    with pytest.raises(RuleBroken, match="geen zetel van dit overleg"):
        voices.note_voice(items[0], RESERVED, seat=elsewhere, version=0, by=secretary)
    items[0].meeting.attendance.create(seat=police, presence=Presence.ABSENT_WITH_NOTICE)
    with pytest.raises(RuleBroken, match="afwezig bij deze vergadering"):
        voices.note_voice(items[0], RESERVED, seat=police, version=0, by=secretary)


def test_two_secretaries_do_not_overwrite_one_another(items, secretary, police):
    voices.note_voice(items[0], RESERVED, seat=police, version=0, by=secretary)

    agreed = Heard(position=MemberPosition.SUPPORT)
    with pytest.raises(StaleEdit):
        voices.note_voice(items[0], agreed, seat=police, version=0, by=secretary)

    assert Voice.objects.get().words == "Eerst de kosten."


def away(seat):
    found = Voice.objects.filter(seat=seat, is_away=True)
    return "".join(sorted(found.values_list("item__label", flat=True)))


def test_who_comes_later_or_leaves_was_away_from_the_other_items(items, secretary, police):
    voices.note_voice(items[2], RESERVED, seat=police, version=0, by=secretary)

    voices.move_member(items[1], Movement.LEAVES, seat=police, by=secretary)
    assert away(police) == "BC"
    assert not Voice.objects.filter(words="Eerst de kosten.").exists()

    voices.move_member(items[2], Movement.COMES, seat=police, by=secretary)
    assert away(police) == "AB"
    gone = Heard(is_away=True, position=MemberPosition.SUPPORT)
    with pytest.raises(RuleBroken, match="neemt geen standpunt in"):
        voices.note_voice(items[2], gone, seat=police, version=2, by=secretary)


def test_leaving_says_nothing_of_items_the_secretary_may_not_read(items, secretary, police):
    AgendaItemFactory(
        meeting=items[0].meeting,
        label="Z",
        position=9,
        openness=Openness.RESTRICTED,
        restriction=RestrictionFactory(),
    )

    voices.move_member(items[0], Movement.LEAVES, seat=police, by=secretary)

    assert away(police) == "ABC"
