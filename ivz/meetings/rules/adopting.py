"""Which list an agenda looks back on, and when that list can be adopted.

Policy: docs/policy/decisions.md#adoption
"""

from django.db.models import Q
from django.utils.translation import gettext as _

from ivz.decisions.models import Decision
from ivz.errors import RuleBroken
from ivz.meetings.models import AgendaItem, AskedQuestion, Meeting
from ivz.meetings.models.meetings import MeetingQuerySet
from ivz.meetings.states import MeetingState, Part
from ivz.web.templatetags.ivz import long_date

DECISION_LIST = "decision-list"
ADOPT_LIST = "adopt"


def held_before(meeting: Meeting, meetings: MeetingQuerySet) -> MeetingQuerySet:
    """Narrow ``meetings`` down to those the body of ``meeting`` held before it, latest first."""
    held = meetings.filter(
        body=meeting.body_id,
        is_practice=False,
        date__lt=meeting.date,
        state__in=[MeetingState.HELD, MeetingState.ADOPTED],
    )
    return held.order_by("-date", "-starts_at", "-pk")


def question_by_itself(item: AgendaItem, *, recorded: Decision | None) -> AskedQuestion | None:
    """Give the question that the item on the previous list carries: to adopt that list.

    Once recorded the question is the one that was decided; a list that was adopted otherwise
    asks nothing any more. One query, and none on other items.
    """
    if item.part != Part.PREVIOUS_LIST:
        return None
    if recorded is not None:
        decided = getattr(recorded, "subject", None)
        return _asked(item, decided.subject_id) if decided else None
    last = held_before(item.meeting, Meeting.objects.all()).first()
    waits = last is not None and last.state == MeetingState.HELD
    return _asked(item, last.pk) if last and waits else None


def _asked(item: AgendaItem, meeting_id: int) -> AskedQuestion:
    return AskedQuestion(item=item, kind=DECISION_LIST, subject_id=meeting_id, question=ADOPT_LIST)


def proposed_words(meeting: Meeting) -> str:
    """Give what a body decides that adopts the list of ``meeting`` as it stands."""
    day = long_date(meeting.date)
    return _("The decision list of %(day)s is adopted without changes.") % {"day": day}


def item_that_adopts(meeting: Meeting) -> AgendaItem | None:
    """Give the item on which the next meeting adopts the list of ``meeting``; two queries."""
    by_itself = Q(part=Part.PREVIOUS_LIST, asked=None)
    items = AgendaItem.objects.filter(
        by_itself | Q(asked__kind=DECISION_LIST, asked__subject_id=meeting.pk),
        meeting__body=meeting.body_id,
        meeting__is_practice=False,
        meeting__date__gt=meeting.date,
    ).exclude(drafts__decision__isnull=False)
    item = items.select_related("meeting__body", "asked").order_by("meeting__date", "pk").first()
    if item is None or hasattr(item, "asked"):
        return item
    last = held_before(item.meeting, Meeting.objects.all()).first()
    return item if last == meeting else None


def check_lies_before_no_meeting(meeting: Meeting) -> None:
    """Send whoever adopts by hand to the item of the next meeting, where there is one."""
    item = None if meeting.is_practice else item_that_adopts(meeting)
    if item is not None:
        raise RuleBroken(
            _("This list lies before the meeting of %(day)s, as item %(label)s. Adopt it there.")
            % {"day": long_date(item.meeting.date), "label": item.label}
        )


def check_is_held(meeting: Meeting) -> None:
    """Refuse to adopt what is adopted, or what was not held yet."""
    if meeting.state == MeetingState.ADOPTED:
        raise RuleBroken(_("This list was adopted before; it changes no more."))
    if meeting.state != MeetingState.HELD:
        raise RuleBroken(_("This meeting has no decision list yet."))
