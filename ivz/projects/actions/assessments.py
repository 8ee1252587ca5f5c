"""Testing an assignment, and what follows: a project, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.authorization.roles import Role
from ivz.projects.actions.projects import open_project
from ivz.projects.actions.requests import lock, tell
from ivz.projects.feasibility import Room, Spread, room, spread
from ivz.projects.models import Assessment, Assignment, CriterionFinding, Evidence, Project
from ivz.projects.rules import assessments as rules
from ivz.projects.rules.requests import check_same_reason, check_says_why
from ivz.projects.states import Conclusion, Criterion, Event, RequestState
from ivz.workflow.versions import StaleEdit


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """Whether a criterion holds, in the eyes of who tests, and why."""

    is_met: bool
    reason: str = ""


@transaction.atomic
def assess(
    assignment: Assignment,
    judgements: Mapping[Criterion, Judgement],
    *,
    version: int | None = None,
    by: Actor,
) -> Assessment:
    """Test an assignment with the numbers of today; a test that was not concluded gives way.

    In how many municipalities it plays is counted, whatever ``judgements`` says. ``version`` is
    of the test that gives way, as whoever tests saw it: 0 where none was there, None unseen.

    Raises:
        StaleEdit: somebody else tested it meanwhile, or agreed to accept it.
    """
    request = lock(assignment.request)
    rules.check_may_test(assignment, by=by)
    earlier = _make_way(assignment, version=version)
    where = spread(request.theme, network=request.network, on=by.today)
    what_room = room(request, actor=by)
    assessment = _measured(assignment, where, what_room, by=by)
    assessment.version = earlier + 1
    assessment.save()
    _keep_findings(assessment, judgements, where)
    record(Event.ASSESSED, subject=assessment, by=by)
    return assessment


def _make_way(assignment: Assignment, *, version: int | None) -> int:
    """Remove the test that is not concluded, and give its version; 0 where there is none."""
    before = Assessment.objects.filter(assignment=assignment, conclusion=Conclusion.OPEN).first()
    if before is None:
        return 0
    if version is not None and version != before.version:
        raise StaleEdit(before)
    before.delete()
    return before.version


def _measured(assignment: Assignment, where: Spread, what_room: Room, *, by: Actor) -> Assessment:
    known = bool(what_room.capacity.partners)
    return Assessment(
        assignment=assignment,
        assessed_on=by.today,
        assessed_by=by.user,
        municipalities_needed=where.needed,
        hours_owed=what_room.capacity.owed if known else None,
        hours_promised=what_room.capacity.promised if known else None,
        agenda_minutes=what_room.minutes if what_room.meetings else None,
        agenda_meetings=len(what_room.meetings),
    )


def _keep_findings(
    assessment: Assessment, judgements: Mapping[Criterion, Judgement], where: Spread
) -> None:
    counted = Judgement(is_met=where.is_enough, reason=spread_in_words(where))
    for criterion in Criterion:
        judged = judgements.get(criterion, Judgement(is_met=False))
        found = counted if criterion == Criterion.WIDESPREAD else judged
        CriterionFinding.objects.create(
            assessment=assessment, criterion=criterion, is_met=found.is_met, reason=found.reason
        )
    for priority in where.evidence:
        Evidence.objects.create(
            assessment=assessment, municipality=priority.municipality, source=priority.source
        )


def spread_in_words(where: Spread) -> str:
    """Write in how many municipalities it plays, and how many it takes."""
    return _("It plays in %(count)s of %(total)s municipalities; %(needed)s are needed.") % {
        "count": where.count,
        "total": where.total,
        "needed": where.needed,
    }


@transaction.atomic
def accept(assessment: Assessment, *, by: Actor) -> Project:
    """Let an assignment that meets all criteria become a project."""
    assessment = _lock(assessment)
    rules.check_may_accept(assessment, by=by)
    return _conclude(assessment, Conclusion.PASSED, by=by)


@transaction.atomic
def override(assessment: Assessment, *, reason: str, by: Actor) -> Project | None:
    """Agree, as chair or as coordinator, to accept although not all criteria hold.

    Returns:
        The project once both agreed, None while the other still has to.
    """
    assessment = _lock(assessment)
    rules.check_may_override(assessment, by=by)
    check_same_reason(assessment.override_reason, reason)
    reason = assessment.override_reason or reason
    check_says_why(reason)
    assessment.override_reason = reason.strip()
    if rules.sides_to_agree(assessment, by=by)[0] == Role.CHAIR:
        assessment.chair_id = by.person_id
    else:
        assessment.coordinator_id = by.person_id
    assessment.version += 1
    assessment.save()
    record(Event.OVERRIDE_PROPOSED, subject=assessment, by=by)
    if assessment.chair_id is None or assessment.coordinator_id is None:
        return None
    return _conclude(assessment, Conclusion.OVERRIDDEN, by=by)


def _conclude(assessment: Assessment, conclusion: Conclusion, *, by: Actor) -> Project:
    assessment.conclusion = conclusion
    assessment.concluded_on = by.today
    assessment.version += 1
    assessment.save()
    request = lock(assessment.assignment.request)
    tell(request, state=RequestState.ACCEPTED, answer=assessment.override_reason, by=by)
    record(Event.REQUEST_ACCEPTED, subject=request, by=by)
    return open_project(assessment.assignment, by=by)


def _lock(assessment: Assessment) -> Assessment:
    lock(assessment.assignment.request)
    rows = Assessment.objects.select_related("assignment__request__body__network")
    return rows.select_for_update(of=("self",)).get(pk=assessment.pk)
