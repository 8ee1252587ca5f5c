"""Taking back many rows that were added in one act, as long as nothing happened to them.

Policy: docs/policy/time.md#corrections
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.errors import RuleBroken
from ivz.workflow.changes import snapshot, together_with
from ivz.workflow.models import Change

RowKey = tuple[str, str]


class _Everything(Collector):
    """What a removal takes along, each row by itself."""

    def can_fast_delete(self, *_objects: Any, **_options: Any) -> bool:
        return False


@transaction.atomic
def take_back_additions(change: Change, *, by: Actor) -> int:
    """Remove the rows that were added in the act of ``change``; the caller sees to the rights.

    The number of queries depends on the kinds of rows, not on how many there are.

    Returns:
        How many rows are gone.

    Raises:
        RuleBroken: one of them changed since, or something hangs on it.
    """
    act = together_with(change)
    _removal_of_act(act).delete()
    Change.objects.bulk_create([_undoing(one, by=by) for one in act])
    return len(act)


@transaction.atomic
def is_untouched(change: Change) -> bool:
    """Tell whether the rows that were added in the act of ``change`` can be taken back."""
    try:
        _removal_of_act(together_with(change))
    except RuleBroken:
        return False
    return True


def _removal_of_act(act: Sequence[Change]) -> "_Everything":
    _check_is_addition(act)
    rows = _rows_of(act)
    _check_unchanged(act, rows)
    removal = _removal_of(rows.values())
    taken_along = {_key(row) for found in removal.data.values() for row in found}
    if taken_along != rows.keys():
        raise _depended_on()
    return removal


def _key(row: models.Model) -> RowKey:
    return (row._meta.label, str(row.pk))


def _depended_on() -> RuleBroken:
    return RuleBroken(_("Something else depends on this by now, so it cannot be taken back."))


def _check_is_addition(act: Sequence[Change]) -> None:
    is_undone = Change.objects.filter(undoes__in=act).exists()
    if is_undone or any(one.before is not None for one in act):
        raise RuleBroken(_("This was taken back already."))


def _rows_of(act: Iterable[Change]) -> dict[RowKey, models.Model]:
    keys: dict[str, list[str]] = {}
    for one in act:
        keys.setdefault(one.subject_model, []).append(one.subject_id)
    found: dict[RowKey, models.Model] = {}
    for label, ids in keys.items():
        manager = apps.get_model(label)._default_manager
        locked = manager.select_for_update(of=("self",)).filter(pk__in=ids)
        found |= {_key(row): row for row in locked}
    return found


def _check_unchanged(act: Iterable[Change], rows: dict[RowKey, models.Model]) -> None:
    for one in act:
        row = rows.get((one.subject_model, one.subject_id))
        if row is None or snapshot(row) != one.after:
            raise RuleBroken(
                _("“%(label)s” changed since, so this cannot be taken back as a whole.")
                % {"label": one.label}
            )


def _removal_of(rows: Iterable[models.Model]) -> _Everything:
    by_model: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    removal = _Everything(using=DEFAULT_DB_ALIAS, origin=None)
    try:
        for found in by_model.values():
            removal.collect(found)
    except ProtectedError:
        raise _depended_on() from None
    return removal


def _undoing(change: Change, *, by: Actor) -> Change:
    return Change(
        subject_model=change.subject_model,
        subject_id=change.subject_id,
        label=change.label,
        before=change.after,
        after=None,
        reason=_("Taken back: %(reason)s") % {"reason": change.reason},
        by=by.name,
        on=by.today,
        undoes=change,
    )
