"""When a meeting may be planned, changed and convened, and its agenda edited."""

import re
from datetime import date, time, timedelta

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.authorization.permissions import Permission
from ivz.decisions.states import FollowUpState
from ivz.errors import RuleBroken
from ivz.meetings.models import AdvicePoint, AgendaItem, AskedQuestion, Meeting, Proposal
from ivz.meetings.rules.routes import check_text_stands
from ivz.meetings.states import CONVENE, MeetingState
from ivz.network.models import Body

LONGEST = timedelta(days=6)
LABEL = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,9}")


def check_may_plan(body: Body, *, by: Actor) -> None:
    """Refuse whoever may not plan meetings of ``body``."""
    if not by.may(Permission.PLAN_MEETING, within=body):
        raise PermissionDenied(Permission.PLAN_MEETING)


def check_times(starts_at: time | None, ends_at: time | None, *, is_one_day: bool = True) -> None:
    """Refuse an end before the start on one day, and an end without a start."""
    if ends_at is None:
        return
    if starts_at is None:
        raise RuleBroken(_("There is an end time without a start time. Fill in the start too."))
    if is_one_day and ends_at <= starts_at:
        raise RuleBroken(_("The meeting ends before it starts. Change one of the two times."))


def check_days(first: date, last: date | None) -> None:
    """Refuse a last day that is not after the first, or more than a week on."""
    if last is None:
        return
    if last <= first:
        raise RuleBroken(
            _(
                "The last day does not come after the first. "
                "Leave it empty for a meeting of one day."
            )
        )
    if last - first > LONGEST:
        raise RuleBroken(_("A meeting takes a week at most. Plan two meetings."))


def check_may_change(meeting: Meeting, *, by: Actor) -> None:
    """Let whoever plans change a meeting until its decision list is adopted."""
    check_may_plan(meeting.body, by=by)
    _check_not_adopted(meeting)


def check_may_convene(meeting: Meeting, *, by: Actor) -> None:
    """Let whoever plans send out the agenda, once there is one.

    Policy: docs/policy/meetings.md#states
    """
    check_may_send_out(meeting, by=by)
    if not meeting.items.exists():
        raise RuleBroken(_("The agenda is still empty. Add an item first."))


def check_may_send_out(meeting: Meeting, *, by: Actor) -> None:
    """Let whoever plans send out an agenda that was not sent yet, whatever stands on it."""
    CONVENE.check(meeting, within=meeting, by=by)


def check_may_publish_additions(meeting: Meeting, *, by: Actor) -> None:
    """Let whoever plans publish what joined the agenda after it went out."""
    check_may_plan(meeting.body, by=by)
    if meeting.state == MeetingState.DRAFT:
        raise RuleBroken(_("The agenda is not out yet. Convene the meeting first."))
    _check_not_adopted(meeting)


def check_may_edit_agenda(meeting: Meeting, *, by: Actor) -> None:
    """Let the editors of the agenda change it until the decision list is adopted."""
    if not by.may(Permission.EDIT_AGENDA, within=meeting):
        raise PermissionDenied(Permission.EDIT_AGENDA)
    _check_not_adopted(meeting)


def check_may_change_item(item: AgendaItem, *, by: Actor) -> None:
    """Refuse to change an item on which decisions are recorded.

    Policy: docs/policy/decisions.md#recording
    """
    check_may_edit_agenda(item.meeting, by=by)
    if item.drafts.filter(decision__isnull=False).exists():
        raise RuleBroken(_("The decisions on this item are recorded; it changes no more."))


def check_may_remove_item(item: AgendaItem, *, by: Actor) -> None:
    """Refuse to remove an item with recorded or drafted outcomes, or with something agreed.

    Policy: docs/policy/meetings.md#follow-ups
    """
    check_may_change_item(item, by=by)
    if item.drafts.exists():
        raise RuleBroken(
            _("Outcomes are drafted on this item. Clear them first; then it can be removed.")
        )
    if item.agreements.exclude(follow_up__state=FollowUpState.DROPPED).exists():
        raise RuleBroken(
            _("Something was agreed at this item, so it stays. A mistake? Take that back first.")
        )


def check_may_swap_proposal(item: AgendaItem, proposal: Proposal | None) -> None:
    """Refuse another paper, or none, where outcomes are drafted: they belong to its points."""
    if proposal is not None and AskedQuestion.objects.filter(item=item).exists():
        raise RuleBroken(
            _("This item asks something of its own. Take that off first, or make another item.")
        )
    if item.proposal_id != (proposal.pk if proposal else None) and item.drafts.exists():
        raise RuleBroken(
            _("Outcomes are drafted on this item. Clear them first; then its proposal can change.")
        )


def check_may_close_item(item: AgendaItem, *, by: Actor) -> None:
    """Let whoever publishes close a public item again, also when its record is adopted.

    Policy: docs/policy/openness.md#publishing
    """
    if not by.may(Permission.PUBLISH_DECISIONS, within=item.meeting):
        raise PermissionDenied(Permission.PUBLISH_DECISIONS)
    if item.openness != Openness.PUBLIC:
        raise RuleBroken(_("This item is not public."))


def check_label(meeting: Meeting, label: str, *, other_than: AgendaItem | None = None) -> None:
    """Refuse a label that cannot stand in an address, and one that is taken.

    Policy: docs/policy/meetings.md#agenda
    """
    if LABEL.fullmatch(label) is None:
        raise RuleBroken(
            _("A label is a letter, a number or both, such as D, D1 or A-B; at most 10 characters.")
        )
    taken = meeting.items.filter(label__iexact=label)
    if other_than is not None:
        taken = taken.exclude(pk=other_than.pk)
    if taken.exists():
        raise RuleBroken(
            _("Label %(label)s is already on this agenda. Choose another one.") % {"label": label}
        )


def check_origin(meeting: Meeting, asked_in: Meeting | None) -> None:
    """Refuse an origin that is no earlier meeting of the network, known to everyone.

    Policy: docs/policy/meetings.md#agenda
    """
    if asked_in is None:
        return
    is_earlier = asked_in.date < meeting.date and asked_in.state != MeetingState.DRAFT
    if not is_earlier or asked_in.body.network_id != meeting.body.network_id:
        raise RuleBroken(
            _(
                "That meeting is not earlier than this one. "
                "Choose an earlier meeting under “Asked in”."
            )
        )


def check_may_report(item: AgendaItem, *, by: Actor) -> None:
    """Let the secretary write down what was said, until the list is adopted."""
    if not by.may(Permission.RECORD_DECISIONS, within=item.meeting):
        raise PermissionDenied(Permission.RECORD_DECISIONS)
    _check_not_adopted(item.meeting)


def check_may_write_proposal(body: Body, *, by: Actor) -> None:
    """Refuse whoever may not put papers before ``body``."""
    if not by.may(Permission.EDIT_AGENDA, within=body):
        raise PermissionDenied(Permission.EDIT_AGENDA)


def check_may_change_proposal(proposal: Proposal, *, by: Actor) -> None:
    """Refuse to change a paper that lies with somebody, or of which decisions are recorded."""
    check_may_write_proposal(proposal.body, by=by)
    check_text_stands(proposal)
    recorded = AgendaItem.objects.filter(proposal=proposal, drafts__decision__isnull=False)
    if recorded.filter(meeting__is_practice=False).exists():
        raise RuleBroken(
            _("The decisions on this proposal are recorded; it changes no more. Write a new one.")
        )


def check_may_drop_point(point: AdvicePoint) -> None:
    """Refuse to drop a point on which an outcome is drafted, or that carries a question."""
    if AskedQuestion.objects.filter(point=point).exists():
        raise RuleBroken(
            _("Point %(label)s carries the question of this proposal. Take that off first.")
            % {"label": point.label}
        )
    if point.drafts.exists():
        raise RuleBroken(
            _("An outcome is drafted on point %(label)s. Clear it first; then the point can go.")
            % {"label": point.label}
        )


def _check_not_adopted(meeting: Meeting) -> None:
    if meeting.state == MeetingState.ADOPTED:
        raise RuleBroken(_("The decision list is adopted; this meeting changes no more."))
