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

    A second check on one day comes before what the first one said; nothing is lost.

    Policy: docs/policy/registers.md#yearly-check
    """
    check_may_maintain(organisation, network=network, by=by)
    if by.user is None:
        raise RuleBroken(_("Sign in first: the check is kept with who did it."))
    lines = [_("Not right: %(what)s") % {"what": what} for what in wrong]
    text = "\n".join([*lines, *remarks.splitlines()])
    check, is_new = RegisterCheck.objects.select_for_update(of=("self",)).get_or_create(
        organisation=organisation, on=by.today, defaults={"by": by.user, "remarks": text}
    )
    if not is_new:
        check.remarks = _before(check, text)
        check.by = by.user
        check.save(update_fields=["remarks", "by"])
    record(Event.REGISTER_CHECKED, subject=organisation, by=by)
    return check


def _before(earlier: RegisterCheck, text: str) -> str:
    """Put a text before what an earlier check of the day said, with who said that."""
    if earlier.remarks in {"", text}:
        return text
    person = getattr(earlier.by, "person", None)
    who = person.function if person else earlier.by.username
    return "\n".join(
        [*text.splitlines(), _("Earlier this day, %(who)s:") % {"who": who}, earlier.remarks]
    )
