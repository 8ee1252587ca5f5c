"""States of a meeting, and the steps between them.

Policy: docs/policy/meetings.md#states
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from ivz.authorization.permissions import Permission
from ivz.workflow.transitions import Transition


class MeetingState(models.TextChoices):
    """How far a meeting is."""

    DRAFT = "draft", _("In preparation")
    CONVENED = "convened", _("Convened")
    HELD = "held", _("Held")
    ADOPTED = "adopted", _("Decision list adopted")


CONVENE = Transition(
    sources={MeetingState.DRAFT},
    target=MeetingState.CONVENED,
    permission=Permission.PLAN_MEETING,
)
RECORD = Transition(
    sources={MeetingState.CONVENED, MeetingState.HELD},
    target=MeetingState.HELD,
    permission=Permission.RECORD_DECISIONS,
)
PUBLISH = Transition(
    sources={MeetingState.HELD},
    target=MeetingState.HELD,
    permission=Permission.PUBLISH_DECISIONS,
)
ADOPT = Transition(
    sources={MeetingState.HELD},
    target=MeetingState.ADOPTED,
    permission=Permission.ADOPT_RECORD,
)


class ItemKind(models.TextChoices):
    """What the body is asked to do with an item."""

    DECIDE = "decide", _("To decide")
    DISCUSS = "discuss", _("To discuss")
    INFORM = "inform", _("For information")
    PROCEDURE = "procedure", _("Order of the meeting")


class Part(models.TextChoices):
    """What an item is for on every agenda; most items are for themselves alone."""

    NONE = "none", _("Nothing in particular")
    PREVIOUS_LIST = "previous_list", _("The previous decision list")
    ANNOUNCEMENTS = "announcements", _("Announcements")
    INCOMING = "incoming", _("Incoming papers")
    ITEMS = "items", _("The subjects of this meeting come here")


class Presence(models.TextChoices):
    """Whether the holder of a seat was there."""

    PRESENT = "present", _("Present")
    ABSENT_WITH_NOTICE = "absent_with_notice", _("Absent with notice")
    DEPUTISED = "deputised", _("Represented by a deputy")


class MemberPosition(models.TextChoices):
    """Where a member stands on an item.

    Policy: docs/policy/meetings.md#voices
    """

    SUPPORT = "support", _("Agrees")
    RESERVATION = "reservation", _("Reservation")
    CAPACITY = "capacity", _("Reservation on capacity")
    AGAINST = "against", _("Against")


class Movement(models.TextChoices):
    """That a member comes in or leaves while the meeting goes on."""

    COMES = "comes", _("comes in at this item")
    LEAVES = "leaves", _("leaves before this item")


class RecordForm(models.TextChoices):
    """The forms of record that a body makes of one meeting, all from one source.

    Policy: docs/policy/meetings.md#records
    """

    DECISION_LIST = "decision_list", _("Decision list")
    MINUTES = "minutes", _("Minutes")
    FEEDBACK_NOTE = "feedback_note", _("Feedback note")


class Capacity(models.TextChoices):
    """As what somebody signs an adopted record off; the values are those of their roles."""

    CHAIR = "chair", _("Chair")
    SECRETARY = "secretary", _("Secretary")


class RequestState(models.TextChoices):
    """What became of a request to put something on an agenda."""

    OPEN = "open", _("Asked")
    ACCEPTED = "accepted", _("Put on the agenda")
    DECLINED = "declined", _("Not put on the agenda")


@dataclass(frozen=True, kw_only=True)
class Terms:
    """How many days before a meeting its papers are due, and its agenda is frozen.

    Policy: docs/policy/meetings.md#deadlines
    """

    papers_due_days: int | None = None
    freeze_days: int | None = None


class LateKind(models.TextChoices):
    """What came after the agenda was frozen."""

    ITEM_ADDED = "item_added", _("New item")
    ITEM_CHANGED = "item_changed", _("Changed item")
    ITEM_REMOVED = "item_removed", _("Left the agenda")
    PAPER_CHANGED = "paper_changed", _("Changed proposal")
    ANNEX_ADDED = "annex_added", _("New annex")
    ANNEX_REPLACED = "annex_replaced", _("New version of an annex")


class RouteAsk(models.TextChoices):
    """What is asked of whom a paper is sent to."""

    DECIDE = "decide", _("To decide")
    ADVISE = "advise", _("For advice")
    INFORM = "inform", _("For information")
    LEGAL_CHECK = "legal_check", _("Legal check by the public prosecutor")


class RouteAnswer(models.TextChoices):
    """What came back from a body, or from the prosecutor."""

    AGREED = "agreed", _("Agreed")
    WITH_REMARKS = "with_remarks", _("Agreed with remarks")
    AMENDED = "amended", _("Amended")
    RESERVED = "reserved", _("With a reservation")
    NOT_AGREED = "not_agreed", _("Not agreed")
    RETURNED = "returned", _("Returned with remarks")


class RouteState(models.TextChoices):
    """Where a paper is on one step of its route; made from what happened, never stored."""

    TO_COME = "to_come", _("To come")
    LEFT_OUT = "left_out", _("Left out")
    SENT = "sent", _("Sent")
    ON_AGENDA = "on_agenda", _("On an agenda")
    ANSWERED = "answered", _("Answered")
    INFORMED = "informed", _("Sent for information")


class RemarkAnswer(models.TextChoices):
    """What the secretary did with a remark on a concept record.

    Policy: docs/policy/meetings.md#concept-round
    """

    TAKEN_OVER = "taken_over", _("Taken over")
    NOT_TAKEN_OVER = "not_taken_over", _("Not taken over")


class ReferralState(models.TextChoices):
    """What the other body did with what was put to it."""

    ASKED = "asked", _("Waits for an answer")
    ACCEPTED = "accepted", _("Taken up")
    ANSWERED = "answered", _("Answered")


class Event(models.TextChoices):
    """What the audit trail records about meetings; the values are stored."""

    PLANNED = "meeting.planned", _("Meeting planned")
    CHANGED = "meeting.changed", _("Meeting changed")
    WITHDRAWN = "meeting.draft_removed", _("Planned meeting removed")
    SERIES_ADDED = "meeting.series_added", _("Meeting series added")
    SERIES_CHANGED = "meeting.series_changed", _("Meeting series changed")
    SERIES_REMOVED = "meeting.series_removed", _("Meeting series removed")
    HOLIDAY_ADDED = "meeting.holiday_added", _("School holiday added")
    HOLIDAY_REMOVED = "meeting.holiday_removed", _("School holiday removed")
    CONVENED = "meeting.convened", _("Meeting convened")
    SENT_LATE = "meeting.sent_late", _("Sent after the agenda was frozen")
    AGENDA_PUBLISHED = "meeting.agenda_published", _("Additions to the agenda published")
    ATTENDANCE_RECORDED = "meeting.attendance_recorded", _("Attendance recorded")
    VOICE_NOTED = "meeting.voice_noted", _("Position or absence at an item noted")
    ITEM_TAKEN_UP = "meeting.item_taken_up", _("Agenda item taken up")
    STANDING_CHANGED = "meeting.standing_changed", _("Standing items changed")
    ITEM_ADDED = "meeting.item_added", _("Agenda item added")
    ITEM_CHANGED = "meeting.item_changed", _("Agenda item changed")
    ITEM_CLOSED = "meeting.item_closed", _("Agenda item closed to the public")
    ITEM_REMOVED = "meeting.item_removed", _("Agenda item removed")
    ITEM_PARKED = "meeting.item_parked", _("Agenda item parked")
    PARKED_PLACED = "meeting.parked_placed", _("Parked item put on an agenda")
    PARKED_DROPPED = "meeting.parked_dropped", _("Parked item dropped")
    ITEM_PUBLISHED = "meeting.item_published", _("Agenda item published")
    QUESTION_ASKED = "meeting.question_asked", _("Subject put before the body")
    QUESTION_WITHDRAWN = "meeting.question_withdrawn", _("Question taken off its point")
    PAPER_PRESENTED = "meeting.paper_presented", _("Knowledge paper put on an agenda")
    PAPER_TAKEN_OFF = "meeting.paper_taken_off", _("Knowledge paper taken off an agenda")
    ITEM_REQUESTED = "meeting.item_requested", _("Agenda item asked for")
    REQUEST_ACCEPTED = "meeting.request_accepted", _("Request for an agenda item accepted")
    REQUEST_DECLINED = "meeting.request_declined", _("Request for an agenda item declined")
    REFERRED = "meeting.referred", _("Open point referred to another body")
    REFERRAL_WITHDRAWN = "meeting.referral_withdrawn", _("Referral withdrawn")
    REFERRAL_ACCEPTED = "meeting.referral_accepted", _("Referral taken up")
    REFERRAL_ANSWERED = "meeting.referral_answered", _("Referral answered")
    DRAFTED = "meeting.outcome_drafted", _("Draft outcome saved")
    DRAFT_CLEARED = "meeting.outcome_cleared", _("Draft outcome cleared")
    DECISIONS_RECORDED = "meeting.decisions_recorded", _("Decisions recorded")
    RECORDS_CHOSEN = "meeting.records_chosen", _("Forms of record chosen")
    REMARK_LEFT = "meeting.remark_left", _("What stood out was left as it is")
    LEFT_TAKEN_BACK = "meeting.left_taken_back", _("Leaving what stood out was taken back")
    ROUND_SENT = "meeting.round_sent", _("Concept record sent round")
    ROUND_CLOSED = "meeting.round_closed", _("Concept round closed")
    ROUND_REOPENED = "meeting.round_reopened", _("Concept round opened again")
    ROUND_WITHDRAWN = "meeting.round_withdrawn", _("Concept round withdrawn")
    REMARKED = "meeting.remarked", _("Remark on a concept record made")
    REMARK_TAKEN_BACK = "meeting.remark_taken_back", _("Remark on a concept record taken back")
    REMARK_ANSWERED = "meeting.remark_answered", _("Remark on a concept record answered")
    PUBLISHED = "meeting.published", _("Decision list published")
    ADOPTED = "meeting.adopted", _("Decision list adopted")
    ADOPTION_TAKEN_BACK = "meeting.adoption_taken_back", _("Adoption of a decision list taken back")
    RECORD_FROZEN = "meeting.record_frozen", _("Adopted record frozen")
    RECORD_THAWED = "meeting.record_thawed", _("Freezing of a record taken back")
    RECORD_SIGNED = "meeting.record_signed", _("Adopted record signed off")
    PROPOSAL_ADDED = "proposal.added", _("Proposal added")
    PAPER_SIGNED = "proposal.signed", _("Proposal signed off")
    SIGN_OFF_TAKEN_BACK = "proposal.unsigned", _("Sign-off of a proposal taken back")
    WENT_UNSIGNED = "meeting.item_unsigned", _("Paper sent out without sign-off")
    PROPOSAL_CHANGED = "proposal.changed", _("Proposal changed")
    ANNEX_ADDED = "annex.added", _("Annex added")
    ANNEX_CHANGED = "annex.changed", _("Annex changed")
    ANNEX_OPENNESS_CHANGED = "annex.openness_changed", _("Openness of an annex changed")
    ANNEX_REPLACED = "annex.replaced", _("New version of an annex added")
    ANNEX_WITHDRAWN = "annex.withdrawn", _("Annex withdrawn")
    ANNEX_PUT_BACK = "annex.put_back", _("Annex put back")
    ANNEX_PUBLISHED = "annex.published", _("Annex published")
    ANNEX_REMOVED = "annex.removed", _("Annex removed for good")
    PROPOSAL_PUBLISHED = "proposal.published", _("Proposal published")
    ROUTE_CHANGED = "route.changed", _("Route of a proposal changed")
    PAPER_SENT = "route.sent", _("Proposal sent along its route")
    PAPER_TAKEN_BACK = "route.taken_back", _("Sending of a proposal taken back")
    STEP_LEFT_OUT = "route.left_out", _("Step of a route left out")
    PAPER_ANSWERED = "route.answered", _("Answer on a proposal sent back")
    ANSWER_TAKEN_BACK = "route.answer_taken_back", _("Answer on a proposal taken back")
