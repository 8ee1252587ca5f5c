"""Who announces events, and what one has to tell.

Policy: docs/policy/events.md
"""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.authorization.permissions import Permission
from ivz.errors import RuleBroken
from ivz.events.models import LEVELS, NetworkEvent
from ivz.network.models import Body, Network, Organisation
from ivz.network.rules.rights import keeps


def check_may_announce(organiser: Organisation, *, network: Network, by: Actor) -> None:
    """Let an organisation's own coordinator through, and who manages the network.

    Policy: docs/policy/events.md#who-announces
    """
    if by.origin == "command" or keeps(organiser, network=network, by=by):
        return
    if not by.may(Permission.MANAGE_NETWORK, within=network):
        raise PermissionDenied(Permission.MAINTAIN_ORGANISATION)


def check_may_change(event: NetworkEvent, *, by: Actor) -> None:
    """Let whoever may announce for this organisation change what it announced."""
    check_may_announce(event.organiser, network=event.network, by=by)


def check_holds(event: NetworkEvent, *, invited: Iterable[Body]) -> None:
    """Refuse an event that ends before it starts, or that nobody could find."""
    if event.ends_on is not None and event.ends_on <= event.starts_on:
        raise RuleBroken(
            _("The last day comes after the first. Leave it empty for one day."), field="ends_on"
        )
    is_one_day = event.ends_on is None
    if event.starts_at and event.ends_at and is_one_day and event.ends_at <= event.starts_at:
        raise RuleBroken(_("It ends before it starts. Change one of the two."), field="ends_at")
    if event.ends_at and not event.starts_at:
        raise RuleBroken(_("Say when it starts as well."), field="starts_at")
    if event.openness not in LEVELS:
        raise RuleBroken(_("Choose who may see this."), field="openness")
    bodies = list(invited)
    if any(body.network_id != event.network_id for body in bodies):
        raise RuleBroken(_("Invite bodies of the own network."), field="invited")
    if event.openness == Openness.BODY and not bodies:
        raise RuleBroken(_("Choose at least one body that is invited."), field="invited")


def check_may_cancel(event: NetworkEvent, why: str, *, by: Actor) -> None:
    """Refuse to call off what was called off, or without a reason."""
    check_may_change(event, by=by)
    if event.is_cancelled:
        raise RuleBroken(_("This event was called off before."))
    if not why.strip():
        raise RuleBroken(_("Say why it is called off; who is invited reads it."), field="why")


def check_may_put_back(event: NetworkEvent, *, by: Actor) -> None:
    """Refuse to take back a cancelling that is not there."""
    check_may_change(event, by=by)
    if not event.is_cancelled:
        raise RuleBroken(_("This event was not called off."))
