"""Who may say that an action of a project is done.

Policy: docs/policy/projects.md#actions-and-deviations
"""

from django.core.exceptions import PermissionDenied

from ivz.accounts.actors import Actor
from ivz.errors import passes
from ivz.projects.models import ActionPoint
from ivz.projects.rules.groups import check_is_alive
from ivz.projects.rules.rights import check_may_lead


def check_may_finish(point: ActionPoint, *, by: Actor) -> None:
    """Let who does it, or who leads the project, say that it is done."""
    does_it = by.person_id is not None and point.owner_id == by.person_id
    if not does_it and not passes(check_may_lead, point.project, by=by):
        raise PermissionDenied
    check_is_alive(point.project)
