"""What can be agreed at an item, when, and how it is settled.

Policy: docs/policy/meetings.md#follow-ups
"""

from datetime import date

from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.decisions.models import FollowUp
from ivz.errors import RuleBroken
from ivz.meetings.models import AgendaItem, Meeting
from ivz.meetings.rules.planning import check_may_report
from ivz.meetings.states import RECORD, MeetingState


def check_may_agree(item: AgendaItem, *, by: Actor) -> None:
    """Let the secretary note what is agreed, from the day of the meeting until adoption."""
    check_may_report(item, by=by)
    if item.meeting.state == MeetingState.DRAFT or item.meeting.date > by.today:
        raise RuleBroken(_("The meeting has not been held yet. Note this from its day on."))


def check_says_when(*, due_on: date | None, due_words: str, review_on: date | None) -> None:
    """Words such as "after the summer" need a date on which to look again."""
    if due_words.strip() and due_on is None and review_on is None:
        raise RuleBroken(
            _("“%(words)s” is no date. Say on which day you look at it again.")
            % {"words": due_words.strip()}
        )


def check_comes_later(meeting: Meeting, day: date | None) -> None:
    """Refuse a date on which the meeting was not held yet."""
    if day is not None and day < meeting.date:
        raise RuleBroken(_("That day lies before the meeting. Choose a later one."))


def is_settled_in(meeting: Meeting, follow_up: FollowUp, *, by: Actor) -> bool:
    """Tell whether the record of ``meeting`` says that ``by`` closes ``follow_up`` there.

    Only the secretary writes a record: of a meeting that is on or was held, until it is out.
    What is closed at any other meeting is done, but no record says so.
    """
    return (
        by.may(Permission.RECORD_DECISIONS, within=meeting.body)
        and meeting.state in RECORD.sources
        and not meeting.is_published
        and follow_up.opened_on < meeting.date <= by.today
        and (follow_up.body_id, follow_up.is_practice) == (meeting.body_id, meeting.is_practice)
    )
