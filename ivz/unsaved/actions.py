"""Keeping, discarding and forgetting what was typed and not saved, and saving it once.

Keeping leaves no line in the audit trail: nothing was said yet, and nobody else reads it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.unsaved import rules
from ivz.unsaved.models import ReceivedChange, UnsavedText


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
    ReceivedChange.objects.past_its_period(now).delete()
    return UnsavedText.objects.past_its_period(now).delete()[0]


@transaction.atomic
def once(key: UUID, act: Callable[[], int], *, now: datetime, by: Actor) -> int:
    """Do what a browser sent under ``key``, unless it did so before; give the version it left.

    Args:
        key: chosen by the browser for this one change.
        act: makes the change and gives the version that it leaves.
        now: the real moment.
        by: whose browser it is.

    What ``act`` raises undoes all of it; sending it again then counts.
    """
    received, is_new = ReceivedChange.objects.get_or_create(
        user=by.user, key=key, defaults={"received_at": now}
    )
    if is_new:
        received.version = act()
        received.save(update_fields=["version"])
    return received.version
