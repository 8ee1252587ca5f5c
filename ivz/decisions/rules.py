"""When something may be done to decisions and follow-ups."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.decisions.models import FollowUp
from ivz.decisions.states import FollowUpState
from ivz.errors import RuleBroken
from ivz.network.models import Body


def check_may_record(body: Body, *, by: Actor) -> None:
    """Refuse whoever may not record what ``body`` decides."""
    if not by.may(Permission.RECORD_DECISIONS, within=body):
        raise PermissionDenied(Permission.RECORD_DECISIONS)


def check_may_close(follow_up: FollowUp, *, by: Actor) -> None:
    """Let the owner, or whoever may close follow-ups in the body, close an open one."""
    is_owner = by.person_id is not None and follow_up.owner_id == by.person_id
    if not is_owner and not by.may(Permission.CLOSE_FOLLOW_UP, within=follow_up.body):
        raise PermissionDenied(Permission.CLOSE_FOLLOW_UP)
    if follow_up.state == FollowUpState.DONE:
        raise RuleBroken(_("This was already done."))
