"""Working a request out as an assignment."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.projects.models import Assignment, Request
from ivz.projects.rules.requests import check_may_answer
from ivz.projects.states import Event
from ivz.workflow.versions import lock_version


@dataclass(frozen=True, kw_only=True)
class AssignmentDetails:
    """Why now, what for, with whom, what it is not, what can go wrong, and what it takes."""

    cause: str = ""
    aim: str = ""
    result: str = ""
    partners: str = ""
    scope: str = ""
    risks: str = ""
    planning: str = ""
    finances: str = ""
    hours_per_week: Decimal | None = None
    agenda_minutes: int | None = None


@transaction.atomic
def write(
    request: Request, details: AssignmentDetails, *, version: int | None, by: Actor
) -> Assignment:
    """Write the assignment of a request, or write it anew.

    Args:
        request: what was asked.
        details: the text.
        version: the version the writer started from, None where there was none yet.
        by: who writes.

    Raises:
        StaleEdit: somebody else wrote it in the meantime.
    """
    Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
    check_may_answer(request, by=by)
    existing = Assignment.objects.filter(request=request).first()
    if existing is None:
        assignment = Assignment(request=request, written_by=by.user, written_on=by.today)
    else:
        assignment = lock_version(existing, version=version or 0)
    for name, value in vars(details).items():
        setattr(assignment, name, value)
    assignment.save()
    record(Event.ASSIGNMENT_WRITTEN, subject=assignment, by=by)
    return assignment
