"""Taking an act of many changes back as a whole, such as an import of a thousand rows.

Policy: docs/policy/time.md#corrections
"""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from django.core.serializers.python import Deserializer
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError, QuerySet
from django.utils import timezone

from ivz.accounts.actors import Actor
from ivz.workflow.changes import (
    changed_since,
    check_nothing_beside,
    depended_on,
    model_of,
    stands_as,
    undoing,
)
from ivz.workflow.models import Change
from ivz.workflow.versions import Versioned

AT_ONCE = 500
Model = type[models.Model]
Known = dict[tuple[str, str], models.Model]
Item = TypeVar("Item")


@transaction.atomic
def undo_act(act: Sequence[Change], *, by: Actor) -> None:
    """Take the changes of one act back, whole or not at all; queries grow by the five hundred.

    The caller sees to it that ``by`` may change the rows.

    Args:
        act: latest first, each of another row; rows that were added or changed.
        by: who takes it back.

    Raises:
        RuleBroken: a row changed again since or is gone, or something depends on one.
    """
    rows = _rows_of(act)
    for change in act:
        row = rows.get((change.subject_model, change.subject_id))
        if row is None or not stands_as(row, change.after):
            raise changed_since()
        if change.before is None:
            check_nothing_beside(row)
    changed = [change for change in act if change.before is not None]
    added = [change for change in act if change.before is None]
    try:
        with transaction.atomic():
            _put_back(changed, rows)  # first, as these may refer to rows that were added
            _remove(added)
    except (ProtectedError, IntegrityError):
        raise depended_on() from None
    moment = timezone.now()
    undone = [undoing(change, by=by) for change in act]
    for change in undone:
        change.at = moment
    Change.objects.bulk_create(undone, batch_size=AT_ONCE)


def _rows_of(act: Sequence[Change]) -> Known:
    """Lock the changes and their rows, and give the rows that are there.

    Raises:
        RuleBroken: one of the changes was taken back before.
    """
    for part in _parts([change.pk for change in act]):
        locked = Change.objects.select_for_update(of=("self",)).filter(pk__in=part)
        list(locked.values_list("pk"))
        if Change.objects.filter(undoes__in=part).exists():
            raise changed_since()
    found: Known = {}
    for model, changes in _by_model(act).items():
        everything: QuerySet[models.Model] = model._default_manager.all()
        for keys in _parts([change.subject_id for change in changes]):
            rows = everything.select_for_update(of=("self",)).filter(pk__in=keys)
            found |= {(model._meta.label, str(row.pk)): row for row in rows}
    return found


def _put_back(changed: Sequence[Change], rows: Known) -> None:
    """Let the rows stand as they did before."""
    for model, changes in _by_model(changed).items():
        names = sorted({name for change in changes for name in _differing(change)})
        stored = [
            {"model": model._meta.label_lower, "pk": c.subject_id, "fields": _fields(model, c)}
            for c in changes
        ]
        restored: list[Any] = [each.object for each in Deserializer(stored)]
        if issubclass(model, Versioned):
            names.append("version")
            for row in restored:
                row.version = _version_of(rows[model._meta.label, str(row.pk)]) + 1
        model._default_manager.bulk_update(restored, names, batch_size=AT_ONCE)


def _version_of(row: models.Model) -> int:
    return row.version if isinstance(row, Versioned) else 0


def _differing(change: Change) -> Iterator[str]:
    before, after = change.before or {}, change.after or {}
    return (name for name in before if before[name] != after.get(name))


def _fields(model: Model, change: Change) -> dict[str, Any]:
    return {name: value for name, value in (change.before or {}).items() if name != _key(model)}


def _key(model: Model) -> str:
    return model._meta.pk.name


def _remove(added: Sequence[Change]) -> None:
    """Remove rows that were added, provided nothing else goes with them."""
    for model, changes in _by_model(added).items():
        for part in _parts([change.subject_id for change in changes]):
            removed, _by_label = model._default_manager.filter(pk__in=part).delete()
            if removed != len(part):  # something that was added later would go along
                raise depended_on()


def _by_model(act: Sequence[Change]) -> dict[Model, list[Change]]:
    """Sort changes by the kind of row, in the order in which the kinds come."""
    found: dict[Model, list[Change]] = {}
    for change in act:
        found.setdefault(model_of(change), []).append(change)
    return found


def _parts(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    return (items[start : start + AT_ONCE] for start in range(0, len(items), AT_ONCE))
