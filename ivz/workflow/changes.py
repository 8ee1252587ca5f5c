"""Changes to a register: each with its reason, each can be taken back.

Policy: docs/policy/time.md#corrections
"""

from collections.abc import Iterable
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
    """Give what stands in ``row``, field by field, as JSON holds it; without its version."""
    return {
        field.name: _plain(field.value_from_object(row), field)
        for field in row._meta.concrete_fields
        if field.name != _COUNTS
    }


def _plain(value: Any, field: "models.Field[Any, Any]") -> Any:
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
) -> None:
    """Keep what changed in many rows, each with its snapshot from before, in one query.

    Each remains a change of its own, taken back by itself; one act is taken back as a whole.
    """
    found = [_change(row, before, snapshot(row), reason=reason, by=by) for row, before in rows]
    noted = [change for change in found if change is not None]
    if is_one_act:
        moment = timezone.now()
        for change in noted:
            change.at = moment
    Change.objects.bulk_create(noted, batch_size=500)


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
    now = snapshot(row) if row is not None else None
    if Change.objects.filter(undoes=change).exists() or now != change.after:
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
            row.delete()
        return None
    model = model_of(change)
    values = {name: value for name, value in change.before.items() if name != model._meta.pk.name}
    stored = {"model": model._meta.label_lower, "pk": change.subject_id, "fields": values}
    restored: models.Model = next(iter(Deserializer([stored]))).object
    if isinstance(row, Versioned) and isinstance(restored, Versioned):
        restored.version = row.version + 1
    restored.save()
    return restored
