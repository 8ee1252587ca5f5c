"""Saying that an action of a project is done."""

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.projects.models import ActionPoint
from ivz.projects.rules.acting import check_may_finish
from ivz.projects.states import Event
from ivz.workflow.versions import lock_version


@transaction.atomic
def finish(point: ActionPoint, *, version: int, by: Actor) -> ActionPoint:
    """Note that an action is done today; one that is done already stays as it was."""
    check_may_finish(point, by=by)
    row = lock_version(point, version=version)
    row.done_on = row.done_on or by.today
    row.save()
    record(Event.PART_CHANGED, subject=row, by=by)
    return row
