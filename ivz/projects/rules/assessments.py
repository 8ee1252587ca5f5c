"""When a tested assignment may become a project.

Policy: docs/policy/projects.md#intake
"""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.roles import BodyKind, Role
from ivz.errors import RuleBroken
from ivz.network.models import Network
from ivz.projects.models import Assessment, Assignment
from ivz.projects.rules.requests import check_may_answer
from ivz.projects.states import Conclusion, Criterion


def check_may_test(assignment: Assignment, *, by: Actor) -> None:
    """Let chair and coordinator test a written assignment of an open request."""
    check_may_answer(assignment.request, by=by)
    if not assignment.cause.strip() or not assignment.aim.strip():
        raise RuleBroken(_("Write first why this is needed now, and what the aim is."))


def failing(assessment: Assessment) -> list[Criterion]:
    """Give the criteria that do not hold, or were not judged."""
    held = {finding.criterion for finding in assessment.findings.all() if finding.is_met}
    return [criterion for criterion in Criterion if criterion not in held]


def check_is_open(assessment: Assessment) -> None:
    """Refuse to conclude a test twice."""
    if assessment.conclusion != Conclusion.OPEN:
        raise RuleBroken(
            _("This test is concluded: %(conclusion)s.")
            % {"conclusion": assessment.get_conclusion_display()}
        )


def check_may_accept(assessment: Assessment, *, by: Actor) -> None:
    """Refuse to accept by oneself what does not meet all criteria."""
    check_may_answer(assessment.assignment.request, by=by)
    check_is_open(assessment)
    missing = failing(assessment)
    if missing:
        names = ", ".join(str(criterion.label) for criterion in missing)
        raise RuleBroken(
            _(
                "Not all criteria hold: %(names)s. Refuse the request, or accept it as chair and "
                "coordinator together, with a reason."
            )
            % {"names": names}
        )


def sides_of(network: Network, *, by: Actor) -> list[Role]:
    """Give whether somebody acts as chair or as coordinator of the network's platform."""
    held = {
        seat.role
        for seat in by.seats
        if seat.body_kind == BodyKind.PLATFORM and network.covers(seat)
    }
    return [role for role in (Role.CHAIR, Role.SECRETARY) if role in held]


def check_may_override(assessment: Assessment, *, by: Actor) -> None:
    """Let chair and coordinator each act once, where a criterion does not hold."""
    request = assessment.assignment.request
    check_may_answer(request, by=by)
    check_is_open(assessment)
    if not sides_of(request.network, by=by):
        raise PermissionDenied
    if not failing(assessment):
        raise RuleBroken(_("All criteria hold: accept the request."))
    if not sides_to_agree(assessment, by=by):
        raise RuleBroken(_("Your side agreed already. The other of the two still has to."))


def sides_to_agree(assessment: Assessment, *, by: Actor) -> list[Role]:
    """Give on which side somebody can still agree: nobody agrees on both."""
    agreed = {Role.CHAIR: assessment.chair_id, Role.SECRETARY: assessment.coordinator_id}
    if by.person_id is None or by.person_id in agreed.values():
        return []
    sides = sides_of(assessment.assignment.request.network, by=by)
    return [side for side in sides if agreed[side] is None]
