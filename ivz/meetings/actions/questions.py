"""Putting a subject before a body, asking for that, and answering who asks."""

from dataclasses import dataclass

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.authorization.openness import Openness, most_closed
from ivz.decisions.effects import Carried
from ivz.decisions.moving import clean, in_words
from ivz.meetings.actions import agendas, proposals
from ivz.meetings.actions.locking import lock_meeting_of
from ivz.meetings.models import (
    AdvicePoint,
    AgendaItem,
    AgendaRequest,
    AskedQuestion,
    Meeting,
    Proposal,
)
from ivz.meetings.rules import questions as rules
from ivz.meetings.states import Event, ItemKind, RequestState
from ivz.network.models import Person
from ivz.workflow.versions import lock_version

POINT = "1"  # the point of a new proposal that carries the question


@dataclass(frozen=True, kw_only=True)
class Submission:
    """What is put before a body: a question about a subject, on a proposal or on an item alone."""

    carried: Carried
    title: str
    summary: str = ""
    with_proposal: bool = True
    asked_by: Person | None = None
    late_reason: str = ""


@transaction.atomic
def put_before(meeting: Meeting, submission: Submission, *, label: str, by: Actor) -> AgendaItem:
    """Put a subject on an agenda as an item to decide on, as open as the subject at most.

    Policy: docs/policy/meetings.md#subjects-on-agendas
    """
    meeting = _lock_meeting(meeting)
    matter = rules.check_may_put(submission.carried, meeting=meeting, by=by)
    words = _terms_in_words(matter, submission.carried)
    planned = most_closed(Openness.NETWORK, matter.about.openness)
    paper = None
    if submission.with_proposal:
        paper = _paper(meeting, submission, matter=matter, words=words, by=by)
    details = agendas.ItemDetails(
        label=label,
        title=submission.title,
        kind=ItemKind.DECIDE,
        proposal=paper,
        asked_by=submission.asked_by,
        planned_openness=planned,
        late_reason=submission.late_reason,
    )
    item = agendas.add_item(meeting, details, by=by)
    asked = AskedQuestion(
        kind=submission.carried.kind,
        subject_id=submission.carried.subject_id,
        question=submission.carried.question,
        terms=dict(submission.carried.terms),
        proposal=paper,
        point=paper.points.get(label=POINT) if paper else None,
        item=None if paper else item,
    )
    asked.save()
    audit(Event.QUESTION_ASKED, subject=item, by=by)
    return item


@transaction.atomic
def put_on(
    item: AgendaItem, carried: Carried, *, point: AdvicePoint | None, by: Actor
) -> AskedQuestion:
    """Let an item on an agenda, or an advice point of its paper, ask about a subject."""
    lock_meeting_of(item)
    item = _lock_item(item)
    rules.check_may_put_on(item, by=by)
    rules.check_fits_on(carried, item=item, point=point, by=by)
    asked = AskedQuestion(
        kind=carried.kind,
        subject_id=carried.subject_id,
        question=carried.question,
        terms=dict(carried.terms),
        proposal=item.proposal,
        point=point,
        item=None if item.proposal else item,
    )
    asked.save()
    audit(Event.QUESTION_ASKED, subject=item, by=by)
    return asked


def _lock_item(item: AgendaItem) -> AgendaItem:
    rows = AgendaItem.objects.select_related("meeting__body__network", "proposal__body")
    return rows.select_for_update(of=("self",)).get(pk=item.pk)


def _lock_meeting(meeting: Meeting) -> Meeting:
    locked = Meeting.objects.select_for_update(of=("self",)).select_related("body__network")
    return locked.get(pk=meeting.pk)


def _terms_in_words(matter: rules.Matter, carried: Carried) -> str:
    fields = matter.question.terms(matter.subject)
    words = in_words(fields, clean(fields, carried.terms))
    lines = [f"{fields[name].label}: {word}" for name, word in words.items() if word]
    return "\n".join([matter.question.asks(matter.subject), *lines])


def _paper(
    meeting: Meeting, submission: Submission, *, matter: rules.Matter, words: str, by: Actor
) -> Proposal:
    point = proposals.PointDetails(
        label=POINT, title=matter.question.asks(matter.subject)[:250], text=words
    )
    details = proposals.ProposalDetails(
        title=submission.title,
        summary=submission.summary,
        dated=by.today,
        planned_openness=most_closed(Openness.NETWORK, matter.about.openness),
        points=[point],
    )
    number = _next_register_number(meeting)
    return proposals.add(details, body=meeting.body, register_number=number, by=by)


def _next_register_number(meeting: Meeting) -> str:
    year = meeting.date.year
    taken = set(
        Proposal.objects.filter(
            body=meeting.body_id, register_number__startswith=f"{year}-"
        ).values_list("register_number", flat=True)
    )
    numbered = (f"{year}-{number:02}" for number in range(1, len(taken) + 2))
    return next(number for number in numbered if number not in taken)


@transaction.atomic
def ask_for(meeting: Meeting, submission: Submission, *, reason: str, by: Actor) -> AgendaRequest:
    """Ask who edits an agenda to put a subject on it, and say why."""
    meeting = _lock_meeting(meeting)
    matter = rules.check_may_ask(submission.carried, meeting=meeting, by=by)
    _terms_in_words(matter, submission.carried)
    request = AgendaRequest(
        kind=submission.carried.kind,
        subject_id=submission.carried.subject_id,
        question=submission.carried.question,
        terms=dict(submission.carried.terms),
        meeting=meeting,
        title=submission.title,
        summary=submission.summary,
        with_proposal=submission.with_proposal,
        reason=reason,
        requested_on=by.today,
    )
    request.requested_by_id = by.user.pk if by.user else 0
    request.save()
    audit(Event.ITEM_REQUESTED, subject=request, by=by)
    return request


@transaction.atomic
def accept(request: AgendaRequest, *, label: str, version: int, by: Actor) -> AgendaItem:
    """Put what was asked for on the agenda; the item says where it comes from.

    On a frozen agenda the reason that was given counts as the reason why it is late.
    """
    request = _lock(request, version=version, by=by)
    person = getattr(request.requested_by, "person", None)
    submission = Submission(
        carried=request.carried(),
        title=request.title,
        summary=request.summary,
        with_proposal=request.with_proposal,
        asked_by=person,
        late_reason=request.reason,
    )
    request.item = put_before(request.meeting, submission, label=label, by=by)
    request.state, request.answered_by = RequestState.ACCEPTED, by.user
    request.save()
    audit(Event.REQUEST_ACCEPTED, subject=request, by=by)
    return request.item


@transaction.atomic
def decline(request: AgendaRequest, *, answer: str, version: int, by: Actor) -> AgendaRequest:
    """Leave what was asked for off the agenda, with an answer to whoever asked."""
    request = _lock(request, version=version, by=by)
    rules.check_says_why(answer)
    request.state, request.answered_by = RequestState.DECLINED, by.user
    request.answer = answer
    request.save()
    audit(Event.REQUEST_DECLINED, subject=request, by=by)
    return request


def _lock(request: AgendaRequest, *, version: int, by: Actor) -> AgendaRequest:
    request = lock_version(request, version=version)
    rules.check_may_answer(request, by=by)
    return request


@transaction.atomic
def withdraw(asked: AskedQuestion, *, by: Actor) -> None:
    """Take the question off its point: what is decided there then moves nothing."""
    rules.check_may_withdraw(asked, by=by)
    audit(Event.QUESTION_WITHDRAWN, subject=asked, by=by)
    asked.delete()
