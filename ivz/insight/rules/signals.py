"""Who says what becomes of a signal, and what that needs.

Policy: docs/policy/figures.md#signals
"""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.authorization.permissions import Permission
from ivz.errors import RuleBroken
from ivz.insight.models import Signal, SignalStep
from ivz.insight.states import CAN_BE_HANDLED, SignalState, SignalStepKind
from ivz.network.models import Network, Person, Seat, in_force

UNDOABLE = [SignalStepKind.ACCEPTED, SignalStepKind.DECLINED]


def check_may_answer(network: Network, *, by: Actor) -> None:
    """Let chair, coordinator and analyst of the network's platform through."""
    if not by.may(Permission.HANDLE_SIGNALS, within=network):
        raise PermissionDenied(Permission.HANDLE_SIGNALS)


def check_may_handle(signal: Signal, *, by: Actor) -> None:
    """Let them say what becomes of a signal, also otherwise than before."""
    check_may_answer(signal.data_set.network, by=by)
    if signal.state == SignalState.WITHDRAWN:
        raise RuleBroken(_("The figures do not show this any more: there is nothing to handle."))
    if signal.state not in CAN_BE_HANDLED:
        raise RuleBroken(
            _("This stands on an agenda. Let it drop there first, or wait for what is decided.")
        )


def check_says_enough(
    followed_by: Person | None, reason: str, signal: Signal, *, by: Actor
) -> None:
    """Ask for somebody of the network who follows it up, or for the reason why nobody does."""
    if followed_by is None:
        if not reason.strip():
            raise RuleBroken(_("Say why nothing is done with it."), field="reason")
        return
    seats = Seat.objects.filter(
        in_force(by.today), body__network=signal.data_set.network_id, is_revoked=False
    )
    if not seats.filter(person=followed_by).exists():
        raise RuleBroken(_("Choose somebody with a seat in this network."), field="followed_by")


def check_is_of_own_network(signal: Signal, *, by: Actor) -> None:
    """Let who has a seat in the network through."""
    if signal.data_set.network_id not in by.network_ids:
        raise PermissionDenied


def check_may_put_on_agenda(signal: Signal, *, by: Actor) -> None:
    """Let whoever edits an agenda in the network put a signal there that waits, once.

    Whether somebody edits that agenda is for its subject to ask.
    """
    check_is_of_own_network(signal, by=by)
    if signal.data_set.openness == Openness.RESTRICTED:
        raise RuleBroken(
            _("These figures are for named people only. Add an item to the agenda yourself.")
        )
    if signal.state == SignalState.ON_AGENDA:
        raise RuleBroken(_("This signal stands on an agenda, or waits for one, already."))
    if signal.state not in CAN_BE_HANDLED:
        raise RuleBroken(_("The figures do not show this any more: there is nothing to handle."))


def check_may_undo(step: SignalStep, *, by: Actor) -> None:
    """Refuse to take back what was not said by somebody, or not last."""
    check_may_handle(step.signal, by=by)
    latest = SignalStep.objects.filter(signal=step.signal).first()
    if latest is None or latest.pk != step.pk:
        raise RuleBroken(_("Something happened since. Say anew what becomes of it."))
    if not is_undoable(step):
        raise RuleBroken(_("This step cannot be taken back."))


def is_undoable(step: SignalStep) -> bool:
    """Tell whether a step is something that was said of a signal."""
    return step.kind in UNDOABLE
