"""When a request may be made, taken back, answered and looked at again.

Policy: docs/policy/projects.md#intake
"""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.errors import RuleBroken
from ivz.network.models import Body, Network
from ivz.projects.models import Request
from ivz.projects.rules.rights import check_may_steer
from ivz.projects.states import RequestState


def commissioning_body(network: Network) -> Body:
    """Give the body that commissions projects of a network."""
    if network.deciding_body is None:
        raise RuleBroken(
            _("%(network)s has no deciding body on record. Note first which body decides.")
            % {"network": network.name}
        )
    return network.deciding_body


def check_is_open(request: Request) -> None:
    """Refuse to change a request that was answered."""
    if request.state != RequestState.OPEN:
        raise RuleBroken(
            _("This request is no longer open: %(state)s.") % {"state": request.get_state_display()}
        )


def check_may_withdraw(request: Request, *, by: Actor) -> None:
    """Let who asked take an open request back."""
    is_own = by.person_id is not None and request.requester_id == by.person_id
    if by.origin != "command" and not is_own:
        raise PermissionDenied
    check_is_open(request)


def check_may_answer(request: Request, *, by: Actor) -> None:
    """Let chair and coordinator answer an open request."""
    check_may_steer(request.network, by=by)
    check_is_open(request)


def check_may_reopen(request: Request, *, by: Actor) -> None:
    """Let chair and coordinator look at a refused request again."""
    check_may_steer(request.network, by=by)
    if request.state != RequestState.REFUSED:
        raise RuleBroken(_("Only a refused request can be looked at again."))


def check_says_why(reason: str) -> None:
    """Refuse an answer without a reason."""
    if not reason.strip():
        raise RuleBroken(_("Say why. The requester reads this."))


def check_same_reason(first: str, second: str) -> None:
    """Refuse another reason than the one with which the other side agreed; name both."""
    if first and second.strip() not in {"", first}:
        told = _(
            "The other agreed first, with “%(theirs)s”. You wrote: “%(mine)s”. "
            "Agree with that first reason, or talk about it together."
        )
        raise RuleBroken(told % {"theirs": first, "mine": second.strip()})
