"""When something may be done to decisions and follow-ups."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness, most_closed
from ivz.authorization.permissions import Permission
from ivz.decisions.models import Decision, FollowUp, Restriction
from ivz.decisions.states import FollowUpKind, FollowUpState
from ivz.errors import RuleBroken
from ivz.network.models import Body


def opened_to(planned: Openness, *, up_to: Openness) -> Openness:
    """Give how open something without restriction is once published.

    At most ``up_to``; what is planned as restricted, while nobody restricted it yet,
    opens to the body only.
    """
    return min(most_closed(planned, up_to), Openness.BODY, key=list(Openness).index)


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
    if follow_up.state == FollowUpState.DROPPED:
        raise RuleBroken(_("This was dropped: it was put right or taken back."))


def check_may_tell(follow_up: FollowUp, *, by: Actor) -> None:
    """Let only who publishes write what came of something public: everyone reads that at once.

    Policy: docs/policy/meetings.md#follow-ups
    """
    is_public = follow_up.openness == Openness.PUBLIC
    if is_public and not by.may(Permission.PUBLISH_DECISIONS, within=follow_up.body):
        raise RuleBroken(_("Everyone can read this, so the secretary writes down what came of it."))


def check_result(follow_up: FollowUp, result: str, *, by: Actor) -> None:
    """Ask the answer to a question, and what came of it only from who may tell."""
    is_question = follow_up.kind == FollowUpKind.QUESTION
    if is_question or result.strip():
        check_may_tell(follow_up, by=by)
    if is_question and not result.strip():
        raise RuleBroken(_("Write down the answer; then the question is done."))


def check_openness_of_follow_up(
    planned: Openness, *, restriction: Restriction | None = None
) -> None:
    """Refuse a follow-up without decision for named people only: nothing says who they are.

    Policy: docs/policy/openness.md#restricted
    """
    if planned == Openness.RESTRICTED or restriction is not None:
        raise RuleBroken(
            _(
                "A follow-up without a decision cannot be restricted to named people. "
                "Choose body, or record a decision on a restricted item."
            )
        )


def check_may_put_right(decision: Decision, *, by: Actor) -> None:
    """Let the secretary put a decision right, as long as nothing depends on it.

    Policy: docs/policy/decisions.md#putting-right
    """
    check_may_record(decision.body, by=by)
    if Decision.objects.filter(corrects=decision).exists():
        raise RuleBroken(_("This decision was already put right; look at its successor."))
    done = FollowUp.objects.filter(decision=decision, state=FollowUpState.DONE).first()
    if done is not None:
        raise RuleBroken(
            _("Something that follows from it was done: %(what)s. Take a new decision instead.")
            % {"what": done.what}
        )


def check_says_why(reason: str) -> None:
    """Refuse to put right without a reason."""
    if not reason.strip():
        raise RuleBroken(_("Say why this is put right."))
