"""What changed in the registers, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from ivz.accounts.models import User
from ivz.network.field_names import LABELS, shown_date
from ivz.workflow.models import Change

CHANGES_SHOWN = 25


Relations = dict[type[models.Model], dict[str, str]]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One field before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class HistoryLine:
    """A change with what differs, and whether it may still be taken back."""

    change: Change
    by: str
    differences: Sequence[Difference]
    is_undone: bool

    @property
    def is_addition(self) -> bool:
        """Whether the row was added by this change."""
        return self.change.before is None


def history(rows: Mapping[type[models.Model], Iterable[int]]) -> list[HistoryLine]:
    """Give the latest changes of rows, newest first; two queries and one per kind named."""
    wanted = Q(pk=None)
    for model, keys in rows.items():
        wanted |= Q(subject_model=model._meta.label, subject_id__in=[str(key) for key in keys])
    found = Change.objects.filter(wanted).select_related("undone_by").order_by("-at", "-pk")
    changes = list(found[:CHANGES_SHOWN])
    named, hands = _names(changes), hands_of(changes)
    return [
        HistoryLine(
            change=change,
            by=hands.get(change.by, _("when this was set up")),
            differences=_differences(change, named),
            is_undone=hasattr(change, "undone_by"),
        )
        for change in changes
    ]


def hands_of(changes: Sequence[Change]) -> dict[str, str]:
    """Give who made the changes, by function; an account without a person by its own name.

    One query. What no account made was there when the registers were set up.
    """
    accounts = User.objects.filter(username__in={change.by for change in changes})
    return dict(accounts.values_list("username", Coalesce("person__function", "username")))


def _names(changes: Sequence[Change]) -> Relations:
    """Give how the rows are called that the changes refer to."""
    wanted: dict[type[models.Model], set[str]] = {}
    for change in changes:
        for name in _differing(change):
            field = _field(change, name)
            if isinstance(field, models.ForeignKey):
                values = {(side or {}).get(name) for side in (change.before, change.after)}
                target = wanted.setdefault(field.related_model, set())
                target |= {str(value) for value in values if value is not None}
    return {model: _labels_of(model, keys) for model, keys in wanted.items()}


def _labels_of(model: type[models.Model], keys: set[str]) -> dict[str, str]:
    relations = [
        field.name for field in model._meta.fields if field.name in {"body", "person", "network"}
    ]
    rows = model._default_manager.filter(pk__in=keys).select_related(*relations)
    return {str(row.pk): str(row) for row in rows}


def _differing(change: Change) -> list[str]:
    """Name the fields that differ, of those that the rows still have."""
    before, after = change.before or {}, change.after or {}
    names = [*after, *(name for name in before if name not in after)]
    known = {field.name for field in apps.get_model(change.subject_model)._meta.fields}
    return [
        name
        for name in names
        if name in LABELS.keys() & known and (before.get(name) or None) != (after.get(name) or None)
    ]


def _field(change: Change, name: str) -> Any:
    return apps.get_model(change.subject_model)._meta.get_field(name)


def _differences(change: Change, named: Relations) -> list[Difference]:
    return [
        Difference(
            label=str(LABELS[name]),
            before=_shown(_field(change, name), (change.before or {}).get(name), named),
            after=_shown(_field(change, name), (change.after or {}).get(name), named),
        )
        for name in _differing(change)
    ]


def _shown(field: Any, value: Any, named: Relations) -> str:
    if value in (None, ""):
        return ""
    if isinstance(field, models.ForeignKey):
        related: type[models.Model] = field.related_model
        return named.get(related, {}).get(str(value), _("removed since"))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, models.DateField):
        return shown_date(field.name, date.fromisoformat(value))
    return str(dict(field.flatchoices).get(value, value))
