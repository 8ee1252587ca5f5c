"""Everything that happens to decisions and follow-ups."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.authorization.openness import Openness
from ivz.decisions import moving, rules
from ivz.decisions.actions import elsewhere
from ivz.decisions.effects import Carried
from ivz.decisions.models import DecidedSubject, Decision, FollowUp, Restriction, series_of
from ivz.decisions.states import Event, FollowUpKind, FollowUpState, Outcome, Series
from ivz.network.models import Body, Person
from ivz.workflow.versions import lock_version


@dataclass(frozen=True, kw_only=True)
class Conclusion:
    """What the body concluded on one point, ready to be recorded.

    ``action`` is what its owner has to do; where it is empty nobody gets a task. ``carried`` is
    the subject that the conclusion moves, with the question about it.
    """

    title: str
    text: str
    outcome: Outcome
    planned_openness: Openness = Openness.NETWORK
    restriction: Restriction | None = None
    owner: Person | None = None
    owner_words: str = ""
    due_on: date | None = None
    due_words: str = ""
    action: str = ""
    open_point: str = ""
    returns_on: date | None = None
    carried: Carried | None = None


@transaction.atomic
def record(
    conclusion: Conclusion, *, body: Body, on: date, by: Actor, is_practice: bool = False
) -> Decision:
    """Enter one conclusion of ``body`` in the register under the next number of the year.

    An outcome with an open point also opens a follow-up for it; an action opens one too. What it
    does to its subject happens here as well, or nothing is recorded: then ``RuleBroken`` says why.
    Policy: docs/policy/decisions.md#recording
    """
    rules.check_may_record(body, by=by)
    # Lock the body: two secretaries may record at the same moment.
    Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    series = series_of(conclusion.planned_openness)
    decision = Decision(
        body=body,
        year=on.year,
        series=series,
        number=Decision.objects.next_number(
            body, year=on.year, series=series, is_practice=is_practice
        ),
        is_practice=is_practice,
        decided_on=on,
        openness=_openness_before_publishing(conclusion.planned_openness),
    )
    _enter(decision, conclusion, by=by)
    audit(Event.DECISION_RECORDED, subject=decision, by=by)
    _open_follow_ups(decision, conclusion, by=by)
    if conclusion.carried is not None:
        moving.move(decision, conclusion.carried, by=by)
    return decision


@transaction.atomic
def put_right(decision: Decision, conclusion: Conclusion, *, reason: str, by: Actor) -> Decision:
    """Replace a recorded decision by a better one under a new number, and say why.

    The old decision stays readable; its open follow-ups are dropped and its effect is reversed.
    What it depends on elsewhere goes along to the new one, which is exactly as open as the old
    one. The caller has checked that the record of the meeting is not adopted yet.
    Policy: docs/policy/decisions.md#putting-right
    """
    Body.objects.select_for_update(of=("self",)).get(pk=decision.body_id)
    rules.check_may_put_right(decision, by=by)
    rules.check_says_why(reason)
    for decided in DecidedSubject.objects.filter(decision=decision).select_related("decision"):
        moving.take_back(decided, by=by)
    better = Decision(
        body=decision.body,
        year=decision.year,
        series=decision.series,
        number=Decision.objects.next_number(
            decision.body,
            year=decision.year,
            series=Series(decision.series),
            is_practice=decision.is_practice,
        ),
        is_practice=decision.is_practice,
        decided_on=decision.decided_on,
        openness=decision.openness,
        corrects=decision,
        correction_reason=reason,
    )
    _enter(better, conclusion, by=by)
    audit(Event.DECISION_PUT_RIGHT, subject=decision, by=by)
    _drop_follow_ups(decision, by=by)
    _open_follow_ups(better, conclusion, by=by)
    elsewhere.carry_over(decision, better=better, by=by)
    if conclusion.carried is not None:
        moving.move(better, conclusion.carried, by=by)
    return better


def _enter(decision: Decision, conclusion: Conclusion, *, by: Actor) -> None:
    decision.title = conclusion.title
    decision.text = conclusion.text
    decision.outcome = conclusion.outcome
    decision.planned_openness = conclusion.planned_openness
    decision.restriction = conclusion.restriction
    decision.owner = conclusion.owner
    decision.owner_words = conclusion.owner_words
    decision.due_on = conclusion.due_on
    decision.due_words = conclusion.due_words
    decision.recorded_by = by.user
    decision.save()


def _openness_before_publishing(planned: Openness) -> Openness:
    return Openness.NETWORK if planned == Openness.PUBLIC else planned


def _open_follow_ups(decision: Decision, conclusion: Conclusion, *, by: Actor) -> None:
    if conclusion.outcome == Outcome.ACCEPTED_WITH_OPEN_POINT:
        open_point = _follow_up_of(decision, FollowUpKind.OPEN_POINT, what=conclusion.open_point)
        open_point.returns_on = conclusion.returns_on
        open_point.due_on = conclusion.returns_on or conclusion.due_on
        _open(open_point, by=by)
    if conclusion.action:
        _open(_follow_up_of(decision, FollowUpKind.ACTION, what=conclusion.action), by=by)


def _follow_up_of(decision: Decision, kind: FollowUpKind, *, what: str) -> FollowUp:
    return FollowUp(
        body=decision.body,
        decision=decision,
        kind=kind,
        what=what,
        is_practice=decision.is_practice,
        owner=decision.owner,
        owner_words=decision.owner_words,
        opened_on=decision.decided_on,
        due_on=decision.due_on,
        due_words=decision.due_words,
        planned_openness=decision.planned_openness,
        openness=decision.openness,
        restriction=decision.restriction,
    )


def _open(follow_up: FollowUp, *, by: Actor) -> None:
    follow_up.save()
    audit(Event.FOLLOW_UP_OPENED, subject=follow_up, by=by)


def _drop_follow_ups(decision: Decision, *, by: Actor) -> None:
    for follow_up in FollowUp.objects.select_for_update(of=("self",)).filter(decision=decision):
        follow_up.state = FollowUpState.DROPPED
        follow_up.version += 1
        follow_up.save()
        audit(Event.FOLLOW_UP_DROPPED, subject=follow_up, by=by)


@transaction.atomic
def publish(decisions: Iterable[Decision], *, by: Actor, up_to: Openness = Openness.PUBLIC) -> None:
    """Give each decision, and what follows from it, its planned openness, at most ``up_to``.

    Whatever is restricted stays so: lifting a restriction is an act of its own. The
    caller has checked that ``by`` may publish for the body.
    Policy: docs/policy/openness.md#publishing
    """
    for decision in decisions:
        if decision.restriction_id is not None:
            continue
        decision.openness = rules.opened_to(Openness(decision.planned_openness), up_to=up_to)
        decision.save(update_fields=["openness"])
        for follow_up in FollowUp.objects.filter(decision=decision, restriction=None):
            follow_up.openness = rules.opened_to(
                Openness(follow_up.planned_openness), up_to=decision.openness
            )
            follow_up.save(update_fields=["openness"])
        audit(Event.DECISION_PUBLISHED, subject=decision, by=by)


@transaction.atomic
def close_follow_up(follow_up: FollowUp, *, version: int, by: Actor, result: str = "") -> FollowUp:
    """Mark a follow-up as done today; it no longer returns on agendas.

    Policy: docs/policy/meetings.md#follow-ups
    """
    rules.check_may_close(follow_up, by=by)
    follow_up = lock_version(follow_up, version=version)
    rules.check_result(follow_up, result, by=by)
    follow_up.state = FollowUpState.DONE
    follow_up.done_on = by.today
    follow_up.done_by = by.user
    follow_up.result = result
    follow_up.save()
    audit(Event.FOLLOW_UP_DONE, subject=follow_up, by=by)
    return follow_up


@dataclass(frozen=True, kw_only=True)
class FollowUpDetails:
    """What has to follow, by whom and when, apart from any decision."""

    kind: FollowUpKind
    what: str
    opened_on: date
    planned_openness: Openness = Openness.NETWORK
    owner: Person | None = None
    owner_words: str = ""
    due_on: date | None = None
    due_words: str = ""
    returns_on: date | None = None
    review_on: date | None = None
    is_practice: bool = False


@transaction.atomic
def open_follow_up(details: FollowUpDetails, *, body: Body, by: Actor) -> FollowUp:
    """Note a promise or a question of a meeting; it returns on agendas until it is done."""
    rules.check_may_record(body, by=by)
    rules.check_openness_of_follow_up(details.planned_openness)
    follow_up = FollowUp.objects.create(
        body=body, openness=_openness_before_publishing(details.planned_openness), **vars(details)
    )
    audit(Event.FOLLOW_UP_OPENED, subject=follow_up, by=by)
    return follow_up


@transaction.atomic
def drop_follow_up(follow_up: FollowUp, *, version: int, by: Actor) -> FollowUp:
    """Take back a follow-up that was noted by mistake; it returns on no agenda any more."""
    rules.check_may_record(follow_up.body, by=by)
    rules.check_may_close(follow_up, by=by)
    follow_up = lock_version(follow_up, version=version)
    follow_up.state = FollowUpState.DROPPED
    follow_up.save()
    audit(Event.FOLLOW_UP_DROPPED, subject=follow_up, by=by)
    return follow_up


@transaction.atomic
def publish_follow_up(
    follow_up: FollowUp, *, by: Actor, up_to: Openness = Openness.PUBLIC
) -> FollowUp:
    """Give a follow-up that belongs to no decision its planned openness, at most ``up_to``."""
    rules.check_may_record(follow_up.body, by=by)
    planned = Openness(follow_up.planned_openness)
    rules.check_openness_of_follow_up(planned, restriction=follow_up.restriction)
    follow_up.openness = rules.opened_to(planned, up_to=up_to)
    follow_up.save(update_fields=["openness"])
    audit(Event.FOLLOW_UP_PUBLISHED, subject=follow_up, by=by)
    return follow_up
