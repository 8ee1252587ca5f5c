"""When an open point may be put to another body, and who answers.

Policy: docs/policy/meetings.md#referring
"""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.decisions.models import FollowUp
from ivz.decisions.rules import check_may_record
from ivz.decisions.states import FollowUpState
from ivz.errors import RuleBroken
from ivz.meetings.models import Referral
from ivz.meetings.states import ReferralState
from ivz.network.models import Body


def check_may_refer(follow_up: FollowUp, *, by: Actor) -> None:
    """Let who records for the body put an open follow-up to another body, once."""
    check_may_record(follow_up.body, by=by)
    if follow_up.state != FollowUpState.OPEN:
        raise RuleBroken(_("This is not open any more. Only open points can be referred."))
    if follow_up.is_practice:
        raise RuleBroken(_("This is practice: nobody outside gets to see it."))
    if follow_up.restriction_id is not None:
        raise RuleBroken(
            _("This is secret: only named people may read it, so no other body can take it up.")
        )
    if Referral.objects.filter(follow_up=follow_up).exists():
        raise RuleBroken(_("This was referred already. Withdraw that first."))


def can_be_referred(follow_up: FollowUp) -> bool:
    """Tell whether a follow-up is of a kind that can be put to another body."""
    is_open = follow_up.state == FollowUpState.OPEN
    return is_open and not follow_up.is_practice and follow_up.restriction_id is None


def check_target(follow_up: FollowUp, body: Body, text: str, *, by: Actor) -> None:
    """Refuse to refer to the body itself, to one that ended, and without words."""
    if body.pk == follow_up.body_id:
        raise RuleBroken(_("It is with this body already. Choose another one."))
    if not body.is_in_force(by.today):
        raise RuleBroken(_("This body does not meet any more. Choose its successor."))
    if not text.strip():
        raise RuleBroken(_("Write what you ask of the other body. It reads nothing else."))


def check_may_answer(referral: Referral, *, by: Actor) -> None:
    """Let who edits the agenda of the body it was put to accept and answer."""
    if not by.may(Permission.EDIT_AGENDA, within=referral):
        raise PermissionDenied(Permission.EDIT_AGENDA)
    if referral.state == ReferralState.ANSWERED:
        raise RuleBroken(_("This was answered already."))


def check_may_accept(referral: Referral, *, by: Actor) -> None:
    """Let who may answer take it up first, once."""
    check_may_answer(referral, by=by)
    if referral.state != ReferralState.ASKED:
        raise RuleBroken(_("Your body took this up already."))


def check_says_something(answer: str) -> None:
    """Refuse an answer without words."""
    if not answer.strip():
        raise RuleBroken(_("Write the answer first."))


def check_may_withdraw(referral: Referral, *, by: Actor) -> None:
    """Let who referred take it back, as long as the other body did nothing with it."""
    check_may_record(referral.follow_up.body, by=by)
    if referral.state != ReferralState.ASKED:
        raise RuleBroken(_("The other body took this up already; it can not be withdrawn."))
