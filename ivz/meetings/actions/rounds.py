"""Sending a concept record round, remarking on it, and answering.

Policy: docs/policy/meetings.md#concept-round
"""

from datetime import date

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.meetings.letters import tell_members
from ivz.meetings.models import AgendaItem, ConceptRound, Meeting, Remark
from ivz.meetings.rules import rounds as rules
from ivz.meetings.states import Event, RemarkAnswer
from ivz.workflow.versions import lock_version


@transaction.atomic
def send_round(meeting: Meeting, *, last_day: date, words: str, by: Actor) -> ConceptRound:
    """Ask the members of the body what they find of the concept, until ``last_day``.

    A round whose last day is over closes. Everybody with a seat in the body gets a mail.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    rules.check_may_send(meeting, by=by)
    rules.check_last_day(last_day, by=by)
    rules.check_none_open(meeting, on=by.today)
    for over in ConceptRound.objects.filter(meeting=meeting, closed_on=None):
        _close(over, by=by)
    concept = ConceptRound.objects.create(
        meeting=meeting,
        words=words.strip(),
        sent_on=by.today,
        sent_by=by.user,
        last_day=last_day,
    )
    audit(Event.ROUND_SENT, subject=concept, by=by)
    tell_members(concept, on=by.today, apart_from=by.user)
    return concept


@transaction.atomic
def close_round(concept: ConceptRound, *, version: int, by: Actor) -> ConceptRound:
    """Let nobody remark any more; what was remarked is still answered."""
    concept = lock_version(concept, version=version)
    rules.check_may_close(concept, by=by)
    return _close(concept, by=by)


def _close(concept: ConceptRound, *, by: Actor) -> ConceptRound:
    concept.closed_on = by.today
    concept.save()
    audit(Event.ROUND_CLOSED, subject=concept, by=by)
    return concept


@transaction.atomic
def reopen_round(concept: ConceptRound, *, version: int, by: Actor) -> ConceptRound:
    """Let members remark again until the last day."""
    concept = lock_version(concept, version=version)
    rules.check_may_reopen(concept, by=by)
    concept.closed_on = None
    concept.save()
    audit(Event.ROUND_REOPENED, subject=concept, by=by)
    return concept


@transaction.atomic
def withdraw_round(concept: ConceptRound, *, version: int, by: Actor) -> None:
    """Take back a round to which nobody reacted."""
    concept = lock_version(concept, version=version)
    rules.check_may_withdraw(concept, by=by)
    audit(Event.ROUND_WITHDRAWN, subject=concept, by=by)
    concept.delete()


@transaction.atomic
def remark(
    concept: ConceptRound, text: str, *, item: AgendaItem | None = None, by: Actor
) -> Remark:
    """Remark on an item of the concept, or on the whole; the members of the body read it."""
    concept = _locked(concept)
    rules.check_may_remark(concept, by=by)
    rules.check_remark(concept, item, text, by=by)
    Remark.objects.filter(round=concept, person=by.person_id, text="").delete()
    return _keep(Remark(round=concept, item=item, text=text.strip()), by=by)


@transaction.atomic
def say_nothing(concept: ConceptRound, *, by: Actor) -> Remark:
    """Say that there is nothing to remark."""
    concept = _locked(concept)
    rules.check_may_remark(concept, by=by)
    rules.check_says_nothing_yet(concept, by=by)
    return _keep(Remark(round=concept), by=by)


def _locked(concept: ConceptRound) -> ConceptRound:
    return ConceptRound.objects.select_for_update(of=("self",)).get(pk=concept.pk)


def _keep(made: Remark, *, by: Actor) -> Remark:
    made.person_id = by.person_id or 0
    made.made_on = by.today
    made.save()
    audit(Event.REMARKED, subject=made, by=by)
    return made


@transaction.atomic
def take_back(made: Remark, *, version: int, by: Actor) -> None:
    """Take one's own remark back before it is answered."""
    made = lock_version(made, version=version)
    rules.check_may_take_back(made, by=by)
    audit(Event.REMARK_TAKEN_BACK, subject=made, by=by)
    made.delete()


@transaction.atomic
def answer(
    made: Remark, given: RemarkAnswer | None, *, reason: str, version: int, by: Actor
) -> Remark:
    """Answer a remark, or answer it otherwise; the record itself changes where it is written."""
    made = lock_version(made, version=version)
    rules.check_may_answer(made, by=by)
    rules.check_answer(given, reason)
    made.answer = given or ""
    made.reason = reason.strip()
    made.answered_on = by.today
    made.answered_by = by.user
    made.save()
    audit(Event.REMARK_ANSWERED, subject=made, by=by)
    return made
