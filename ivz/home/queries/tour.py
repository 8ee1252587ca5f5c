"""How far somebody is with playing the meeting again; read from the records themselves."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ivz.accounts.actors import Actor
from ivz.decisions.models import FollowUp
from ivz.decisions.states import FollowUpKind
from ivz.meetings.models import AgendaItem, Attendance, DraftDecision, Meeting
from ivz.meetings.states import MeetingState
from ivz.web.templatetags.ivz import long_date


@dataclass(frozen=True, kw_only=True)
class Practice:
    """The pair of practice meetings, and what was done in the first one."""

    meeting: Meeting
    later: Meeting | None
    item: AgendaItem
    points: int
    drafted: int
    recorded: int
    has_attendance: bool
    has_open_point: bool

    @property
    def is_recorded(self) -> bool:
        """Whether every advice point is in the register."""
        return self.recorded == self.points


def practice(actor: Actor) -> Practice | None:
    """Give the practice meetings, None where there are none; at most six queries.

    Counts only: whatever a draft or decision says stays behind its own rules.
    """
    item = (
        AgendaItem.objects.visible_to(actor)
        .filter(meeting__is_practice=True, proposal__isnull=False)
        .exclude(meeting__state=MeetingState.DRAFT)
        .select_related("meeting__body", "proposal")
        .order_by("meeting__date", "position")
        .first()
    )
    if item is None or item.proposal is None:
        return None
    meeting = item.meeting
    drafts = DraftDecision.objects.filter(item=item, point__parent=None)
    decided = list(drafts.values_list("decision", flat=True))
    return Practice(
        meeting=meeting,
        later=_later(meeting),
        item=item,
        points=item.proposal.points.filter(parent=None).count(),
        drafted=len(decided),
        recorded=sum(decision is not None for decision in decided),
        has_attendance=Attendance.objects.filter(meeting=meeting).exists(),
        has_open_point=FollowUp.objects.filter(
            kind=FollowUpKind.OPEN_POINT, decision__draft__item=item
        ).exists(),
    )


def _later(meeting: Meeting) -> Meeting | None:
    following = Meeting.objects.filter(
        body=meeting.body_id, is_practice=True, date__gt=meeting.date
    )
    return following.select_related("body").order_by("date").first()


class StepState(StrEnum):
    """Where a step of the tour stands."""

    DONE = auto()
    NEXT = auto()
    WAITS = auto()


@dataclass(frozen=True, kw_only=True)
class Step:
    """One of the five steps, with what to press and, while it waits, why."""

    number: int
    title: str
    text: str
    button: str
    state: StepState
    why_not: str = ""

    @property
    def is_open(self) -> bool:
        """Whether somebody can go there now."""
        return self.state != StepState.WAITS


def steps(known: Practice, *, today: date, has_started: bool) -> list[Step]:
    """Give the five steps; the first one that is not done is next, the ones after it wait.

    Args:
        known: the practice meetings and what was done in them.
        today: the example date; the last step is to be on the day of the later meeting.
        has_started: somebody opened the agenda; reading leaves no record of itself.
    """
    done = _done(known, today=today, has_started=has_started)
    next_one = next((number for number, is_done in enumerate(done) if not is_done), len(done))
    words = [_read(known), _attendance(known), _decide(known), _publish(known), _return(known)]
    reasons = _reasons(known)
    return [
        Step(
            number=place + 1,
            title=title,
            text=text,
            button=button,
            state=_state(place, done=done, next_one=next_one, reason=reasons[place]),
            why_not="" if done[place] else reasons[place],
        )
        for place, (title, text, button) in enumerate(words)
    ]


def _done(known: Practice, *, today: date, has_started: bool) -> list[bool]:
    published = known.meeting.is_published
    later = known.later
    return [
        has_started or known.has_attendance or known.drafted > 0,
        known.has_attendance,
        known.is_recorded,
        published,
        bool(published and known.has_open_point and later and today >= later.date),
    ]


def _state(place: int, *, done: list[bool], next_one: int, reason: str) -> StepState:
    if done[place]:
        return StepState.DONE
    is_blocked = place == len(done) - 1 and bool(reason)
    return StepState.NEXT if place == next_one and not is_blocked else StepState.WAITS


def _reasons(known: Practice) -> list[str]:
    """Why each step has to wait, were it not its turn; empty where nothing stands in the way."""
    so_far = {"drafted": known.drafted, "points": known.points}
    record_first = (
        _("First record the decisions: %(drafted)s of %(points)s points have an outcome.") % so_far
    )
    return [
        "",
        _("First read the agenda."),
        _("First note who was there."),
        record_first if not known.is_recorded else "",
        _reason_nothing_returns(known),
    ]


def _reason_nothing_returns(known: Practice) -> str:
    if not known.meeting.is_published:
        return _("First make the decision list public.")
    if known.later is None:
        return _("No later practice meeting is planned.")
    if not known.has_open_point:
        return _(
            "No point was recorded with an open point, so nothing returns. Begin again to try."
        )
    return ""


def _read(known: Practice) -> tuple[str, str, str]:
    return (
        _("Read the agenda"),
        _(
            "The board meets on %(day)s. Item %(label)s asks for a decision on the cooperation "
            "in the region. See what is on the table."
        )
        % {"day": long_date(known.meeting.date), "label": known.item.label},
        _("Open the agenda"),
    )


def _attendance(known: Practice) -> tuple[str, str, str]:
    return (
        _("Note who is there"),
        _(
            "Choose for each seat: present, absent with notice, or represented by a deputy. "
            "Nobody can be both present and absent."
        ),
        _("Note attendance"),
    )


def _decide(known: Practice) -> tuple[str, str, str]:
    return (
        ngettext(
            "Decide on the one point", "Decide on the %(points)s points, one by one", known.points
        )
        % {"points": known.points},
        _(
            "Each point gets its own outcome. Accept point 8 with an open point and let it return "
            "in the next meeting. Then record the decisions."
        ),
        _("Decide point by point"),
    )


def _publish(known: Practice) -> tuple[str, str, str]:
    return (
        _("Make the decision list public"),
        _("The preview shows exactly what the public will read. Then look as a visitor does."),
        _("Go to publishing"),
    )


def _return(known: Practice) -> tuple[str, str, str]:
    day = long_date(known.later.date) if known.later else _("the next meeting")
    return (
        _("See the open point return"),
        _("The example date moves to %(day)s. What was left open stands on that agenda.")
        % {"day": day},
        _("Go to %(day)s") % {"day": day},
    )
