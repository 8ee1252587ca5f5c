"""Changes to a register: each with its reason, each can be taken back.

Policy: docs/policy/time.md#corrections
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.serializers.python import Deserializer
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.errors import RuleBroken
from ivz.workflow.models import Change
from ivz.workflow.versions import Versioned

Snapshot = dict[str, Any]
_COUNTS = "version"


def snapshot(row: models.Model) -> Snapshot:
    """Give what stands in ``row`` as JSON holds it, field by field, as far as history tells it."""
    left_out = _left_out(type(row))
    return {
        field.name: _plain(field.value_from_object(row), field)
        for field in row._meta.concrete_fields
        if field.name not in left_out
    }


def _left_out(model: type[models.Model]) -> frozenset[str]:
    beside = model.beside_history if issubclass(model, Versioned) else frozenset()
    return beside | {_COUNTS}


def stands_as(row: models.Model | None, told: Snapshot | None) -> bool:
    """Tell whether ``row`` still stands as a change left it, in the fields there were then."""
    if row is None or told is None:
        return row is None and told is None
    now = snapshot(row)
    fields = {field.name: field for field in row._meta.concrete_fields}
    then = {name: told[name] for name in now.keys() & told.keys()}
    return all(
        now[name] == _plain(fields[name].to_python(value), fields[name])
        for name, value in then.items()
    )


def _plain(value: Any, field: "models.Field[Any, Any]") -> Any:
    if isinstance(value, Decimal) and isinstance(field, models.DecimalField):
        return str(value.quantize(Decimal(1).scaleb(-field.decimal_places)))  # as it is stored
    known = value is None or isinstance(value, str | int | bool | list | dict)
    return value if known else field.to_python(value).__str__()


def note_change(
    row: models.Model, *, before: Snapshot | None, reason: str, by: Actor, removed: bool = False
) -> Change | None:
    """Keep what changed in ``row``; call it after saving, in the same transaction.

    Args:
        row: the row as it is now.
        before: its snapshot from before the change, None where it was added.
        reason: why, in words; never empty.
        by: who changed it.
        removed: whether the row is being removed.

    Returns:
        The change, or None where nothing differs.

    Raises:
        RuleBroken: no reason was given.
    """
    change = _change(row, before, None if removed else snapshot(row), reason=reason, by=by)
    if change is not None:
        change.save(force_insert=True)
    return change


def note_changes(
    rows: Iterable[tuple[models.Model, Snapshot | None]],
    *,
    reason: str,
    by: Actor,
    is_one_act: bool = False,
) -> list[Change]:
    """Keep what changed in many rows, each with its snapshot from before, in one query; give it.

    Each remains a change of its own, taken back by itself; one act is taken back as a whole.
    """
    found = [_change(row, before, snapshot(row), reason=reason, by=by) for row, before in rows]
    noted = [change for change in found if change is not None]
    if is_one_act:
        moment = timezone.now()
        for change in noted:
            change.at = moment
    return Change.objects.bulk_create(noted, batch_size=500)


def _change(
    row: models.Model, before: Snapshot | None, after: Snapshot | None, *, reason: str, by: Actor
) -> Change | None:
    if not reason.strip():
        raise RuleBroken(_("Say in a few words why this changes."))
    if before == after:
        return None
    return Change(
        subject_model=row._meta.label,
        subject_id=str(row.pk),
        label=str(row)[:300],
        before=before,
        after=after,
        reason=reason.strip(),
        by=by.name,
        on=by.today,
    )


def changes_of(row: models.Model) -> QuerySet[Change]:
    """Give the changes of a row, newest first."""
    found = Change.objects.filter(subject_model=row._meta.label, subject_id=str(row.pk))
    return found.select_related("undoes", "undone_by").order_by("-at", "-pk")


def as_one_act(rows: Iterable[models.Model]) -> None:
    """Give the last changes of ``rows`` one moment: they are taken back together."""
    latest = [changes_of(row).first() for row in rows]
    noted = [one for one in latest if one is not None]
    Change.objects.filter(pk__in=[one.pk for one in noted]).update(at=noted[0].at)


def together_with(change: Change) -> list[Change]:
    """Give the changes of the same act, latest first: of one moment, hand and reason."""
    found = Change.objects.filter(
        at=change.at, by=change.by, reason=change.reason, undoes=change.undoes
    )
    return list(found.order_by("-pk"))


def subject_of(change: Change) -> models.Model | None:
    """Give the row as it is now, None where it is gone."""
    found: QuerySet[models.Model] = model_of(change)._default_manager.all()
    return found.filter(pk=change.subject_id).first()


def row_told(change: Change) -> models.Model:
    """Give the row as a change tells it was before, or as it was added; not stored, without key."""
    told = change.before if change.before is not None else change.after
    row = _as_told(change, told or {})
    row.pk = None
    return row


def _as_told(change: Change, told: Snapshot) -> models.Model:
    model = model_of(change)
    fields = {each.name for each in model._meta.concrete_fields if not each.primary_key}
    values = {name: value for name, value in told.items() if name in fields - _left_out(model)}
    stored = {"model": model._meta.label_lower, "pk": change.subject_id, "fields": values}
    row: models.Model = next(iter(Deserializer([stored]))).object
    return row


def model_of(change: Change) -> type[models.Model]:
    """Give the kind of row that a change is about."""
    return apps.get_model(change.subject_model)


@transaction.atomic
def undo(change: Change, *, by: Actor) -> models.Model | None:
    """Take a change back; the caller sees to it that ``by`` may change the row.

    Refused where the row changed again since, or where something depends on it.

    Returns:
        The row as it stands then, None where undoing removes it.
    """
    change = Change.objects.select_for_update().get(pk=change.pk)
    rows: QuerySet[models.Model] = model_of(change)._default_manager.all()
    row = rows.select_for_update(of=("self",)).filter(pk=change.subject_id).first()
    if Change.objects.filter(undoes=change).exists() or not stands_as(row, change.after):
        raise changed_since()
    try:
        with transaction.atomic():
            restored = _restore(change, row)
    except (ProtectedError, IntegrityError):
        raise depended_on() from None
    undoing(change, by=by).save(force_insert=True)
    return restored


def changed_since() -> RuleBroken:
    """Make the refusal of what changed again since."""
    return RuleBroken(_("This changed again since. Take the later change back first."))


def depended_on() -> RuleBroken:
    """Make the refusal of what something else depends on."""
    return RuleBroken(_("Something else depends on this by now, so it cannot be taken back."))


def undoing(change: Change, *, by: Actor) -> Change:
    """Make the change that takes another back; not stored yet."""
    return Change(
        subject_model=change.subject_model,
        subject_id=change.subject_id,
        label=change.label,
        before=change.after,
        after=change.before,
        reason=_("Taken back: %(reason)s") % {"reason": change.reason},
        by=by.name,
        on=by.today,
        undoes=change,
    )


def _restore(change: Change, row: models.Model | None) -> models.Model | None:
    if change.before is None:
        if row is not None:
            check_nothing_beside(row)
            row.delete()
        return None
    restored = _as_told(change, change.before)
    if row is not None:
        told = change.before.keys() - _left_out(type(row))
        for field in row._meta.concrete_fields:
            if field.name not in told:  # left out of history, or not there yet at the time
                setattr(restored, field.attname, getattr(row, field.attname))
    if isinstance(row, Versioned) and isinstance(restored, Versioned):
        restored.version = row.version + 1
    restored.save()
    return restored


def check_nothing_beside(row: models.Model) -> None:
    """Refuse to remove a row on which something hangs that history leaves out: an account."""
    if any(getattr(row, name) is not None for name in _left_out(type(row)) - {_COUNTS}):
        raise depended_on()
