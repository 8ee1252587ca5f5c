"""Making the route of a paper, sending it on, and answering.

Every act locks the paper first, so that two of them never cross.
"""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.errors import RuleBroken
from ivz.meetings.models import Proposal, RouteStep
from ivz.meetings.rules import positions
from ivz.meetings.rules import routes as rules
from ivz.meetings.rules.routes import StopDetails
from ivz.meetings.rules.signing import check_reason_to_send, missing_for
from ivz.meetings.states import Event, RouteAnswer, RouteAsk
from ivz.network.models import Body


@transaction.atomic
def add_stops(proposal: Proposal, stops: Sequence[StopDetails], *, by: Actor) -> list[RouteStep]:
    """Put stops at the end of the route, each after the one before.

    A legal check comes before everything to which the paper still has to be sent.
    Policy: docs/policy/meetings.md#route
    """
    proposal = _lock(proposal)
    rules.check_may_route(proposal, by=by)
    added = [step for stop in stops for step in _add(proposal, stop)]
    audit(Event.ROUTE_CHANGED, subject=proposal, by=by)
    return added


def _lock(proposal: Proposal) -> Proposal:
    papers = Proposal.objects.select_for_update(of=("self",)).select_related("body__network")
    return papers.get(pk=proposal.pk)


def _lock_of(step: RouteStep) -> RouteStep:
    """Lock the paper of ``step``, and give the step as it is now."""
    proposal = _lock(step.proposal)
    current = RouteStep.objects.select_related("body__network").get(pk=step.pk)
    current.proposal = proposal
    return current


def _add(proposal: Proposal, stop: StopDetails) -> list[RouteStep]:
    if stop.ask == RouteAsk.LEGAL_CHECK:
        if proposal.steps.to_come().filter(ask=stop.ask).exists():
            raise RuleBroken(_("A legal check is on the route already."))
        return [RouteStep.objects.create(proposal=proposal, ask=stop.ask, position=_room(proposal))]
    bodies = _not_there_yet(proposal, stop)
    position = _room(proposal) if stop.is_first else _last(proposal) + 1
    return [
        RouteStep.objects.create(proposal=proposal, ask=stop.ask, body=body, position=position)
        for body in bodies
    ]


def _not_there_yet(proposal: Proposal, stop: StopDetails) -> list[Body]:
    """Give the bodies of a stop to which the paper does not go already."""
    going = set(proposal.steps.to_come().values_list("body", flat=True))
    bodies = [body for body in stop.bodies if body.pk not in going]
    if not bodies:
        names = ", ".join(body.name for body in stop.bodies)
        raise RuleBroken(_("%(to)s is on the route already.") % {"to": names})
    return bodies


def _last(proposal: Proposal) -> int:
    return proposal.steps.aggregate(last=Max("position"))["last"] or 0


def _room(proposal: Proposal) -> int:
    """Make room before the first step to come, and give that position."""
    first = proposal.steps.to_come().order_by("position").first()
    if first is None:
        return _last(proposal) + 1
    position = first.position
    for step in proposal.steps.filter(position__gte=position).order_by("-position"):
        RouteStep.objects.filter(pk=step.pk).update(position=F("position") + 1)
    return position


@transaction.atomic
def remove(step: RouteStep, *, by: Actor) -> None:
    """Take a step to come off the route."""
    step = _lock_of(step)
    rules.check_may_remove(step, by=by)
    audit(Event.ROUTE_CHANGED, subject=step.proposal, by=by)
    step.delete()


@transaction.atomic
def leave_out(step: RouteStep, *, reason: str, by: Actor) -> None:
    """Pass over a step, with a reason that the next readers see."""
    step = _lock_of(step)
    rules.check_may_leave_out(step, reason, by=by)
    step.left_out = reason.strip()
    step.save()
    audit(Event.STEP_LEFT_OUT, subject=step, by=by)


@transaction.atomic
def send(proposal: Proposal, *, unsigned_reason: str = "", by: Actor) -> list[RouteStep]:
    """Send the paper to the next stop: from now on they read it there, with the answers so far.

    ``unsigned_reason`` says why it goes where not everybody signed off the text.
    """
    proposal = _lock(proposal)
    rules.check_may_send(proposal, by=by)
    group = rules.next_group(list(proposal.steps.select_related("body")))
    missing = missing_for(proposal, group)
    check_reason_to_send(missing, unsigned_reason)
    for step in group:
        step.unsigned_reason = unsigned_reason.strip() if missing else ""
        step.sent_on, step.sent_by = by.today, by.user
        step.paper_version = proposal.version
        step.save()
        audit(Event.PAPER_SENT, subject=step, by=by)
        if missing:
            audit(Event.WENT_UNSIGNED, subject=step, by=by)
    return group


@transaction.atomic
def take_back(step: RouteStep, *, by: Actor) -> None:
    """Undo sending, for as long as nothing was done with the paper there."""
    step = _lock_of(step)
    rules.check_may_take_back(step, by=by)
    step.sent_on = step.sent_by = step.paper_version = None
    step.unsigned_reason = ""
    step.save()
    audit(Event.PAPER_TAKEN_BACK, subject=step, by=by)


@transaction.atomic
def ask_again(step: RouteStep, *, by: Actor) -> RouteStep:
    """Put the same stop on the route once more, before what is to come; the answer stays."""
    step = _lock_of(step)
    rules.check_may_ask_again(step, by=by)
    again = RouteStep.objects.create(
        proposal=step.proposal, ask=step.ask, body=step.body, position=_room(step.proposal)
    )
    audit(Event.ROUTE_CHANGED, subject=step.proposal, by=by)
    return again


@transaction.atomic
def report(step: RouteStep, *, remarks: str, version: int | None, by: Actor) -> RouteStep:
    """Send back what the body decided: its position follows from the recorded decisions.

    ``version`` is the text of the paper that the answer is about, here and below.
    """
    step = _lock_of(step)
    decided = positions.decided_by(step, by=by)
    rules.check_may_report(step, decided, by=by)
    rules.check_text_was_read(step, version)
    step.decided = positions.as_sent_back(decided)
    return _answer(step, positions.position_in(decided), remarks=remarks, by=by)


@transaction.atomic
def give_back(step: RouteStep, *, remarks: str, version: int | None, by: Actor) -> RouteStep:
    """Return the paper with remarks, without a decision."""
    step = _lock_of(step)
    rules.check_may_answer(step, by=by)
    rules.check_text_was_read(step, version)
    rules.check_has_remarks(remarks)
    return _answer(step, RouteAnswer.RETURNED, remarks=remarks, by=by)


@transaction.atomic
def check_legally(
    step: RouteStep, answer: RouteAnswer, *, remarks: str, version: int | None, by: Actor
) -> RouteStep:
    """Write down whether the prosecutor agrees; remarks are asked unless without any."""
    step = _lock_of(step)
    rules.check_may_answer(step, by=by)
    rules.check_text_was_read(step, version)
    if answer != RouteAnswer.AGREED:
        rules.check_has_remarks(remarks)
    return _answer(step, answer, remarks=remarks, by=by)


def _answer(step: RouteStep, answer: RouteAnswer, *, remarks: str, by: Actor) -> RouteStep:
    step.answer, step.remarks = answer, remarks.strip()
    step.answered_on, step.answered_by = by.today, by.user
    step.save()
    audit(Event.PAPER_ANSWERED, subject=step, by=by)
    return step


@transaction.atomic
def take_answer_back(step: RouteStep, *, by: Actor) -> None:
    """Undo an answer, until the paper went on."""
    step = _lock_of(step)
    rules.check_may_take_answer_back(step, by=by)
    step.answer = step.remarks = ""
    step.decided = []
    step.answered_on = step.answered_by = None
    step.save()
    audit(Event.ANSWER_TAKEN_BACK, subject=step, by=by)
