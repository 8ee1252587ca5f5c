"""When a concept record goes round, who remarks on it, and who answers.

Policy: docs/policy/meetings.md#concept-round
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.decisions.rules import check_may_record
from ivz.errors import RuleBroken
from ivz.meetings.models import AgendaItem, ConceptRound, Meeting, Remark
from ivz.meetings.states import MeetingState, RemarkAnswer


def check_may_send(meeting: Meeting, *, by: Actor) -> None:
    """Let the secretary send the record round once decisions are recorded, until adoption."""
    check_may_record(meeting.body, by=by)
    if meeting.state == MeetingState.ADOPTED:
        raise RuleBroken(_("The record is adopted: it changes no more."))
    if meeting.state != MeetingState.HELD:
        raise RuleBroken(_("There is no concept yet. Record the decisions first."))


def check_last_day(last_day: date, *, by: Actor) -> None:
    """Refuse a last day that is over."""
    if last_day < by.today:
        raise RuleBroken(_("Choose a last day that is still to come."), field="last_day")


def check_none_open(meeting: Meeting, *, on: date) -> None:
    """Refuse a second round while one is open."""
    before = ConceptRound.objects.filter(meeting=meeting, closed_on=None).first()
    if before is not None and before.is_open(on):
        raise RuleBroken(_("The concept is going round already. Close that round first."))


def check_may_close(concept: ConceptRound, *, by: Actor) -> None:
    """Let the secretary close a round that is open."""
    check_may_record(concept.meeting.body, by=by)
    if not concept.is_open(by.today):
        raise RuleBroken(_("This round is closed already."))


def check_may_reopen(concept: ConceptRound, *, by: Actor) -> None:
    """Let the secretary open a closed round again, until its last day."""
    check_may_send(concept.meeting, by=by)
    if concept.closed_on is None or concept.last_day < by.today:
        raise RuleBroken(_("The last day of this round is over. Send the concept round anew."))
    later = ConceptRound.objects.filter(meeting=concept.meeting_id, pk__gt=concept.pk)
    if later.exists():
        raise RuleBroken(_("The concept went round once more after this."))


def check_may_withdraw(concept: ConceptRound, *, by: Actor) -> None:
    """Let the secretary take back a round to which nobody reacted."""
    check_may_record(concept.meeting.body, by=by)
    if Remark.objects.filter(round=concept).exists():
        raise RuleBroken(_("Members reacted already. Close the round instead."))


def check_may_remark(concept: ConceptRound, *, by: Actor) -> None:
    """Let whoever sits in the body remark while the round is open."""
    if concept.meeting.body_id not in by.body_ids or by.person_id is None:
        raise PermissionDenied
    if not concept.is_open(by.today):
        raise RuleBroken(_("This round is closed. Tell the secretary what you want to remark."))


def check_remark(concept: ConceptRound, item: AgendaItem | None, text: str, *, by: Actor) -> None:
    """Ask a text, on an item of that meeting that the member reads."""
    if not text.strip():
        raise RuleBroken(_("Write down your remark first."))
    readable = AgendaItem.objects.visible_to(by).filter(meeting=concept.meeting)
    if item is not None and not readable.filter(pk=item.pk).exists():
        raise PermissionDenied


def check_says_nothing_yet(concept: ConceptRound, *, by: Actor) -> None:
    """Refuse to say that there is nothing to remark after having reacted."""
    if Remark.objects.filter(round=concept, person=by.person_id).exists():
        raise RuleBroken(_("You reacted already."))


def check_may_take_back(remark: Remark, *, by: Actor) -> None:
    """Let a member take a remark back that was not answered yet."""
    if remark.person_id != by.person_id:
        raise PermissionDenied
    check_may_remark(remark.round, by=by)
    if remark.answer:
        raise RuleBroken(_("This was answered already and stays."))


def check_may_answer(remark: Remark, *, by: Actor) -> None:
    """Let the secretary answer a remark until the record is adopted."""
    check_may_send(remark.round.meeting, by=by)
    if not remark.text:
        raise RuleBroken(_("There is nothing to answer here."))


def check_answer(answer: RemarkAnswer | None, reason: str) -> None:
    """Ask what was done with it, and why where it was not taken over."""
    if answer is None:
        raise RuleBroken(_("Choose whether it is taken over."))
    if answer == RemarkAnswer.NOT_TAKEN_OVER and not reason.strip():
        raise RuleBroken(_("Write down why it is not taken over."))
