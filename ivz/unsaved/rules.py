"""What is kept of a form that was not saved.

Policy: docs/policy/time.md#unsaved-text
"""

from collections.abc import Mapping, Sequence

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.errors import RuleBroken

LONGEST = 200_000
LONGEST_ADDRESS = 250


def check_may_keep(address: str, fields: Mapping[str, Sequence[str]], *, by: Actor) -> None:
    """Let everybody keep what they type themselves, up to what a form can hold."""
    if by.user is None or by.is_helping:
        raise PermissionDenied
    typed = sum(len(value) for values in fields.values() for value in values)
    if typed > LONGEST or len(address) > LONGEST_ADDRESS:
        raise RuleBroken(_("This is too long to keep. Save it, or keep it somewhere else."))
