"""Keeping, discarding and forgetting what was typed and not saved.

None of it leaves a line in the audit trail: nothing was said yet, and nobody else reads it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.unsaved import rules
from ivz.unsaved.models import UnsavedText


@transaction.atomic
def keep(
    address: str, fields: Mapping[str, Sequence[str]], *, now: datetime, by: Actor
) -> UnsavedText:
    """Keep what somebody typed in the form at ``address``, in place of what was kept before.

    Args:
        address: the path of the page with the form.
        fields: the values of each field, as they were typed.
        now: the real moment.
        by: who typed; nobody else reads it.
    """
    rules.check_may_keep(address, fields, by=by)
    values = {"fields": {name: list(typed) for name, typed in fields.items()}, "typed_at": now}
    kept, _is_new = UnsavedText.objects.update_or_create(
        user=by.user, address=address, defaults=values
    )
    return kept


@transaction.atomic
def discard(address: str, *, by: Actor) -> None:
    """Remove what was kept of the form at ``address``: it was saved, or is not wanted."""
    UnsavedText.objects.visible_to(by).filter(address=address).delete()


@transaction.atomic
def forget(*, now: datetime) -> int:
    """Remove what nobody came back to for two weeks, and give how much."""
    return UnsavedText.objects.past_its_period(now).delete()[0]
