"""Planning, changing and convening a meeting."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind, Role
from ivz.errors import RuleBroken
from ivz.meetings.actions import planning as actions
from ivz.meetings.actions.planning import MeetingDetails
from ivz.meetings.models import Meeting
from ivz.meetings.states import Event, MeetingState
from ivz.workflow.versions import StaleEdit
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    BodyFactory,
    MeetingFactory,
    PersonFactory,
    ProposalFactory,
    SeatFactory,
    actor_with,
    member_of,
    secretary_of,
)

pytestmark = pytest.mark.django_db
DECEMBER = dt.date(2016, 12, 12)
DRAFT = MeetingState.DRAFT


def draft_with(*levels, **kwargs):
    meeting = MeetingFactory(state=DRAFT, **kwargs)
    items = [AgendaItemFactory(meeting=meeting, planned_openness=level) for level in levels]
    return meeting, items


def becoming_public(meeting):
    return list(
        meeting.items.filter(planned_openness=Openness.PUBLIC)
        .exclude(openness=Openness.PUBLIC)
        .values_list("pk", flat=True)
    )


def test_a_new_meeting_is_in_preparation_and_led_by_the_seats():
    body = BodyFactory()
    chair = SeatFactory(body=body, role=Role.CHAIR).person
    secretary = secretary_of(body)

    meeting = actions.plan(MeetingDetails(date=DECEMBER), body=body, by=secretary)

    assert (meeting.state, meeting.slug) == (DRAFT, "2016-12-12")
    assert (meeting.chair, meeting.secretary_id) == (chair, secretary.person_id)
    assert AuditEntry.objects.get().event == Event.PLANNED


def test_two_meetings_on_one_day_have_two_addresses():
    body = BodyFactory()
    secretary = secretary_of(body)

    slugs = [
        actions.plan(
            MeetingDetails(date=DECEMBER), body=body, by=secretary, is_practice=is_practice
        ).slug
        for is_practice in [False, False, True]
    ]

    assert slugs == ["2016-12-12", "2016-12-12-2", "2016-12-12-oefening"]


def test_a_member_plans_nothing():
    body = BodyFactory()

    with pytest.raises(PermissionDenied):
        actions.plan(MeetingDetails(date=DECEMBER), body=body, by=member_of(body))

    assert not Meeting.objects.exists()


def test_a_secretary_plans_for_no_other_body():
    with pytest.raises(PermissionDenied):
        actions.plan(
            MeetingDetails(date=DECEMBER), body=BodyFactory(), by=secretary_of(BodyFactory())
        )


@pytest.mark.parametrize(
    ("starts_at", "ends_at"), [(None, dt.time(12)), (dt.time(12), dt.time(12))]
)
def test_times_that_contradict_are_refused(starts_at, ends_at):
    body = BodyFactory()
    details = MeetingDetails(date=DECEMBER, starts_at=starts_at, ends_at=ends_at)

    with pytest.raises(RuleBroken):
        actions.plan(details, body=body, by=secretary_of(body))


def test_changing_keeps_the_address_and_counts_the_version():
    meeting = MeetingFactory()
    details = MeetingDetails(date=DECEMBER, place="Stadhuis", chair=PersonFactory())

    changed = actions.change(meeting, details, version=1, by=secretary_of(meeting.body))

    assert (changed.date, changed.place, changed.chair) == (DECEMBER, "Stadhuis", details.chair)
    assert (changed.slug, changed.version) == (TODAY.isoformat(), 2)


def test_the_second_of_two_changes_is_refused():
    meeting = MeetingFactory()
    secretary = secretary_of(meeting.body)
    actions.change(meeting, MeetingDetails(date=TODAY, place="Een"), version=1, by=secretary)

    with pytest.raises(StaleEdit):
        actions.change(meeting, MeetingDetails(date=TODAY, place="Twee"), version=1, by=secretary)

    meeting.refresh_from_db()
    assert meeting.place == "Een"


def test_an_adopted_meeting_changes_no_more():
    meeting = MeetingFactory(state=MeetingState.ADOPTED)

    with pytest.raises(RuleBroken):
        actions.change(
            meeting, MeetingDetails(date=TODAY), version=1, by=secretary_of(meeting.body)
        )


def test_convening_makes_public_what_is_planned_so_and_nothing_else():
    meeting, (public, network) = draft_with(Openness.PUBLIC, Openness.NETWORK)
    public.proposal = ProposalFactory(body=meeting.body, planned_openness=Openness.PUBLIC)
    public.save()

    actions.convene(meeting, previewed=[public.pk], by=secretary_of(meeting.body))

    for row in (meeting, public, network, public.proposal):
        row.refresh_from_db()
    assert meeting.state == MeetingState.CONVENED
    assert (public.openness, network.openness) == (Openness.PUBLIC, Openness.NETWORK)
    assert public.proposal.openness == Openness.PUBLIC
    assert AuditEntry.objects.get().event == Event.CONVENED


def test_a_closed_proposal_stays_closed_on_a_public_item():
    meeting, (item,) = draft_with(Openness.PUBLIC)
    item.proposal = ProposalFactory(body=meeting.body)
    item.save()

    actions.convene(meeting, previewed=[item.pk], by=secretary_of(meeting.body))

    item.proposal.refresh_from_db()
    assert item.proposal.openness == Openness.NETWORK


def test_what_nobody_previewed_does_not_become_public():
    meeting, (item,) = draft_with(Openness.PUBLIC)

    with pytest.raises(RuleBroken):
        actions.convene(meeting, previewed=[], by=secretary_of(meeting.body))

    item.refresh_from_db()
    meeting.refresh_from_db()
    assert (item.openness, meeting.state) == (Openness.NETWORK, DRAFT)


def test_an_empty_agenda_is_not_sent_out():
    meeting, _ = draft_with()

    with pytest.raises(RuleBroken):
        actions.convene(meeting, previewed=[], by=secretary_of(meeting.body))


@pytest.mark.parametrize("state", sorted(set(MeetingState) - {DRAFT}))
def test_a_meeting_is_convened_once(state):
    meeting = MeetingFactory(state=state)
    AgendaItemFactory(meeting=meeting)

    with pytest.raises(RuleBroken):
        actions.convene(meeting, previewed=[], by=secretary_of(meeting.body))


def test_the_chair_of_the_platform_may_convene_it():
    meeting, _ = draft_with(Openness.NETWORK, body=BodyFactory(kind=BodyKind.PLATFORM))

    convened = actions.convene(meeting, previewed=[], by=actor_with(Role.CHAIR, body=meeting.body))

    assert convened.state == MeetingState.CONVENED


def test_the_chair_of_the_board_may_not():
    meeting, _ = draft_with(Openness.NETWORK)

    with pytest.raises(PermissionDenied):
        actions.convene(meeting, previewed=[], by=actor_with(Role.CHAIR, body=meeting.body))


def test_what_joins_later_waits_for_a_preview_of_its_own():
    meeting = MeetingFactory()
    item = AgendaItemFactory(meeting=meeting, planned_openness=Openness.PUBLIC)

    actions.publish_additions(meeting, previewed=[item.pk], by=secretary_of(meeting.body))

    item.refresh_from_db()
    assert item.openness == Openness.PUBLIC
    assert AuditEntry.objects.get().event == Event.AGENDA_PUBLISHED


def test_nothing_changes_when_the_audit_trail_fails(monkeypatch):
    meeting, (item,) = draft_with(Openness.PUBLIC)
    monkeypatch.setattr(actions, "audit", fail_to_record)

    with pytest.raises(OSError, match="disk full"):
        actions.convene(meeting, previewed=becoming_public(meeting), by=secretary_of(meeting.body))

    item.refresh_from_db()
    meeting.refresh_from_db()
    assert (item.openness, meeting.state) == (Openness.NETWORK, DRAFT)


def fail_to_record(*args, **kwargs):
    raise OSError("disk full")


def test_practice_makes_no_real_proposal_public():
    meeting, [item] = draft_with(Openness.PUBLIC, is_practice=True)
    item.proposal = ProposalFactory(body=meeting.body, planned_openness=Openness.PUBLIC)
    item.save()

    actions.convene(meeting, previewed=becoming_public(meeting), by=secretary_of(meeting.body))

    item.refresh_from_db()
    assert (item.openness, item.proposal.openness) == (Openness.PUBLIC, Openness.NETWORK)
