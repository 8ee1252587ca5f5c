"""Noting what is agreed at an item, taking that back, and settling it in a later meeting."""

from dataclasses import replace

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.decisions import actions as decisions
from ivz.decisions.actions import FollowUpDetails
from ivz.decisions.models import FollowUp
from ivz.decisions.rules import check_openness_of_follow_up
from ivz.meetings.actions.locking import lock_meeting_of, reread_under_lock
from ivz.meetings.models import AgendaItem, Agreement, Meeting
from ivz.meetings.rules import agreements as rules


@transaction.atomic
def agree(item: AgendaItem, details: FollowUpDetails, *, by: Actor) -> FollowUp:
    """Note a commitment, question, action, referral or point of attention at ``item``.

    It is as open as the item, and returns on later agendas until it is done.
    Policy: docs/policy/meetings.md#follow-ups
    """
    item = reread_under_lock(item)
    meeting = item.meeting
    rules.check_may_agree(item, by=by)
    rules.check_says_when(
        due_on=details.due_on, due_words=details.due_words, review_on=details.review_on
    )
    for day in [details.due_on, details.review_on, details.returns_on]:
        rules.check_comes_later(meeting, day)
    planned = Openness(item.planned_openness)
    check_openness_of_follow_up(planned, restriction=item.restriction)
    details = replace(
        details,
        opened_on=meeting.date,
        planned_openness=planned,
        is_practice=meeting.is_practice,
    )
    follow_up = decisions.open_follow_up(details, body=meeting.body, by=by)
    Agreement.objects.create(item=item, follow_up=follow_up)
    return follow_up


@transaction.atomic
def take_back(agreement: Agreement, *, version: int, by: Actor) -> FollowUp:
    """Drop what was noted at an item by mistake."""
    lock_meeting_of(agreement.item)
    rules.check_may_agree(agreement.item, by=by)
    return decisions.drop_follow_up(agreement.follow_up, version=version, by=by)


@transaction.atomic
def settle(
    follow_up: FollowUp, *, meeting: Meeting, result: str, version: int, by: Actor
) -> FollowUp:
    """Close what returned on the agenda of ``meeting``, with the answer or what came of it.

    While the secretary still makes the record of that meeting, it tells so.
    Policy: docs/policy/meetings.md#follow-ups
    """
    meetings = Meeting.objects.select_for_update(of=("self",)).select_related("body__network")
    meeting = meetings.get(pk=meeting.pk)
    done = decisions.close_follow_up(follow_up, version=version, result=result, by=by)
    if rules.is_settled_in(meeting, done, by=by):
        Agreement.objects.filter(follow_up=done).update(settled_in=meeting)
    return done
