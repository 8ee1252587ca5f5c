"""Everything that happens to decisions and follow-ups."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, Max

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.authorization.openness import Openness
from ivz.decisions import rules
from ivz.decisions.models import Decision, FollowUp, Restriction
from ivz.decisions.states import Event, FollowUpKind, FollowUpState, Outcome
from ivz.network.models import Body, Person
from ivz.workflow.versions import lock_version


@dataclass(frozen=True, kw_only=True)
class Conclusion:
    """What the body concluded on one point, ready to be recorded."""

    title: str
    text: str
    outcome: Outcome
    planned_openness: Openness = Openness.NETWORK
    restriction: Restriction | None = None
    owner: Person | None = None
    owner_words: str = ""
    due_on: date | None = None
    due_words: str = ""
    open_point: str = ""
    returns_on: date | None = None


@transaction.atomic
def record(
    conclusion: Conclusion, *, body: Body, on: date, by: Actor, is_practice: bool = False
) -> Decision:
    """Enter one conclusion of ``body`` in the register under the next number of the year.

    An outcome with an open point also opens a follow-up for it.
    Policy: docs/policy/decisions.md#recording
    """
    rules.check_may_record(body, by=by)
    decision = Decision.objects.create(
        body=body,
        year=on.year,
        number=_next_number(body, year=on.year, is_practice=is_practice),
        is_practice=is_practice,
        decided_on=on,
        title=conclusion.title,
        text=conclusion.text,
        outcome=conclusion.outcome,
        planned_openness=conclusion.planned_openness,
        openness=_openness_before_publishing(conclusion.planned_openness),
        restriction=conclusion.restriction,
        owner=conclusion.owner,
        owner_words=conclusion.owner_words,
        due_on=conclusion.due_on,
        due_words=conclusion.due_words,
        recorded_by=by.user,
    )
    audit(Event.DECISION_RECORDED, subject=decision, by=by)
    if conclusion.outcome == Outcome.ACCEPTED_WITH_OPEN_POINT:
        _open_point_of(decision, conclusion, by=by)
    return decision


def _next_number(body: Body, *, year: int, is_practice: bool) -> int:
    # Lock the body: two secretaries may record at the same moment.
    Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    numbered = Decision.objects.filter(body=body, year=year, is_practice=is_practice)
    return (numbered.aggregate(highest=Max("number"))["highest"] or 0) + 1


def _openness_before_publishing(planned: Openness) -> Openness:
    return Openness.NETWORK if planned == Openness.PUBLIC else planned


def _open_point_of(decision: Decision, conclusion: Conclusion, *, by: Actor) -> FollowUp:
    follow_up = FollowUp.objects.create(
        body=decision.body,
        decision=decision,
        kind=FollowUpKind.OPEN_POINT,
        what=conclusion.open_point,
        is_practice=decision.is_practice,
        owner=conclusion.owner,
        owner_words=conclusion.owner_words,
        opened_on=decision.decided_on,
        due_on=conclusion.returns_on or conclusion.due_on,
        due_words=conclusion.due_words,
        returns_on=conclusion.returns_on,
        planned_openness=decision.planned_openness,
        openness=decision.openness,
        restriction=decision.restriction,
    )
    audit(Event.FOLLOW_UP_OPENED, subject=follow_up, by=by)
    return follow_up


@dataclass(frozen=True, kw_only=True)
class FollowUpDetails:
    """What has to follow, by whom and when."""

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


@transaction.atomic
def open_follow_up(
    details: FollowUpDetails, *, body: Body, by: Actor, decision: Decision | None = None
) -> FollowUp:
    """Note what has to follow; it returns on the agendas of ``body`` until it is done."""
    rules.check_may_record(body, by=by)
    follow_up = FollowUp.objects.create(
        body=body,
        decision=decision,
        openness=_openness_before_publishing(details.planned_openness),
        is_practice=decision.is_practice if decision else False,
        **vars(details),
    )
    audit(Event.FOLLOW_UP_OPENED, subject=follow_up, by=by)
    return follow_up


@transaction.atomic
def publish_follow_up(follow_up: FollowUp, *, by: Actor) -> None:
    """Give a follow-up that belongs to no decision its planned openness."""
    rules.check_may_record(follow_up.body, by=by)
    FollowUp.objects.filter(pk=follow_up.pk).update(openness=F("planned_openness"))


@transaction.atomic
def publish(decisions: Iterable[Decision], *, by: Actor) -> None:
    """Give each decision, and what follows from it, its planned openness.

    The caller has checked that ``by`` may publish for the body.
    Policy: docs/policy/openness.md#publishing
    """
    for decision in decisions:
        Decision.objects.filter(pk=decision.pk).update(openness=F("planned_openness"))
        FollowUp.objects.filter(decision=decision).update(openness=F("planned_openness"))
        audit(Event.DECISION_PUBLISHED, subject=decision, by=by)


@transaction.atomic
def close_follow_up(
    follow_up: FollowUp, *, version: int, by: Actor, result: str = ""
) -> FollowUp:
    """Mark a follow-up as done today; it no longer returns on agendas."""
    rules.check_may_close(follow_up, by=by)
    follow_up = lock_version(follow_up, version=version)
    follow_up.state = FollowUpState.DONE
    follow_up.done_on = by.today
    follow_up.done_by = by.user
    follow_up.result = result
    follow_up.save()
    audit(Event.FOLLOW_UP_DONE, subject=follow_up, by=by)
    return follow_up
