"""The yearly check: an organisation says what is right and what is not."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.errors import RuleBroken
from ivz.network.models import Network, Organisation, RegisterCheck
from ivz.network.rules.rights import check_may_maintain
from ivz.network.states import Event


@transaction.atomic
def confirm(
    organisation: Organisation,
    *,
    network: Network,
    by: Actor,
    wrong: Sequence[str] = (),
    remarks: str = "",
) -> RegisterCheck:
    """Note that somebody went through the people and seats of an organisation.

    A second check on one day takes the place of the first.

    Policy: docs/policy/registers.md#yearly-check
    """
    check_may_maintain(organisation, network=network, by=by)
    if by.user is None:
        raise RuleBroken(_("Sign in first: the check is kept with who did it."))
    lines = [_("Not right: %(what)s") % {"what": what} for what in wrong]
    check, _is_new = RegisterCheck.objects.update_or_create(
        organisation=organisation,
        on=by.today,
        defaults={"by": by.user, "remarks": "\n".join([*lines, *remarks.splitlines()])},
    )
    record(Event.REGISTER_CHECKED, subject=organisation, by=by)
    return check
