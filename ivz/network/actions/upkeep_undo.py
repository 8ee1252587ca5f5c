"""Taking a correction of the registers back."""

from collections.abc import Sequence

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.authorization.permissions import Permission
from ivz.errors import RuleBroken
from ivz.network.models import (
    Body,
    BodyRelation,
    Hosting,
    Mandate,
    Network,
    Organisation,
    Person,
    Preparation,
    RoleDescription,
    Seat,
    Theme,
)
from ivz.network.rules.rights import check_may_change, reserved_fields
from ivz.network.rules.upkeep import check_row
from ivz.network.states import Event
from ivz.network.supplied import is_decided
from ivz.workflow.changes import changed_since, row_told, subject_of, together_with, undo
from ivz.workflow.models import Change

REGISTERED: tuple[type[models.Model], ...] = (
    Body,
    BodyRelation,
    Hosting,
    Mandate,
    Network,
    Organisation,
    Person,
    Preparation,
    RoleDescription,
    Seat,
    Theme,
)


@transaction.atomic
def take_back(change: Change, *, network: Network, by: Actor) -> int:
    """Take a change back, with the changes that were made in the same act, latest first.

    Returns:
        How many rows stand as they did before.
    """
    act = together_with(change)
    rows = [_check_may_take_back(one, network=network, by=by) for one in act]
    check_not_decided(act)
    for one, row in zip(act, rows, strict=True):
        record(Event.CHANGE_UNDONE, subject=row or one, by=by)
    restored = [undo(one, by=by) for one in act]
    for row in restored:
        if row is not None:
            check_row(row)
    return len(act)


def _check_may_take_back(change: Change, *, network: Network, by: Actor) -> models.Model | None:
    """Refuse whoever may not change the row of a change, and give it where it is there.

    Who brings back a row that is gone needs the same right as who would add it.
    """
    row = subject_of(change)
    told = row or row_told(change)
    try:
        check_may_change(told, network=network, by=by)
        _check_reserved(change, told, network=network, by=by)
    except ObjectDoesNotExist:  # what it hung on is gone as well
        raise changed_since() from None
    return row


def check_not_decided(act: Sequence[Change]) -> None:
    """Refuse to take back by hand what a decision did.

    Policy: docs/policy/decisions.md#subjects
    """
    if is_decided(act):
        raise RuleBroken(
            _("A decision did this. Put that decision right, or take a new one; then this moves.")
        )


@transaction.atomic
def take_back_decided(changes: Sequence[Change], *, by: Actor) -> None:
    """Take back what a decision did, latest first; putting it right is the right to do so."""
    for one in changes:
        row = undo(one, by=by)
        if row is not None:
            check_row(row)
        record(Event.CHANGE_UNDONE, subject=row or one, by=by)


def _check_reserved(change: Change, row: models.Model, *, network: Network, by: Actor) -> None:
    """Refuse to restore a field on which rights hang to who may not change it either."""
    if change.before is None and not isinstance(row, Body):
        return
    before, after = change.before or {}, change.after or {}
    reserved = reserved_fields(row, network=network, by=by)
    if any(before.get(name) != after.get(name) for name in reserved):
        raise PermissionDenied(Permission.MANAGE_NETWORK)
