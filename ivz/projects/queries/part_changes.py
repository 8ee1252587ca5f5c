"""What was changed about a project, day by day, read from the audit trail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q, Value
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.audit.models import AuditEntry, Result
from ivz.network.models import Person
from ivz.projects.models import (
    ActionPoint,
    BudgetLine,
    Deviation,
    Indicator,
    Member,
    Milestone,
    PlanSection,
    Project,
    Relation,
    Risk,
    Trial,
)
from ivz.projects.states import REMOVED, Event

MOST_ENTRIES = 500
_PARTS: dict[Any, tuple[str, str | Promise]] = {
    PlanSection: ("plan__project", gettext_lazy("plan")),
    Indicator: ("project", gettext_lazy("indicators")),
    Milestone: ("project", gettext_lazy("milestones")),
    Risk: ("project", gettext_lazy("risks")),
    Relation: ("project", gettext_lazy("relations")),
    BudgetLine: ("project", gettext_lazy("budget")),
    ActionPoint: ("project", gettext_lazy("actions")),
    Deviation: ("project", gettext_lazy("deviations")),
    Member: ("project", gettext_lazy("project group")),
    Trial: ("project", gettext_lazy("what the pilot tries")),
}
_EVENTS = [Event.PART_CHANGED, Event.PLACE_CHANGED, Event.PLAN_WRITTEN]
_OF_PROJECT = [Event.PROJECT_CHANGED, *REMOVED.values()]


@dataclass(frozen=True, kw_only=True)
class PartsChanged:
    """What one person changed on one day, in words."""

    at: datetime
    by: str
    parts: list[str]


def changes_of(project: Project) -> list[PartsChanged]:
    """Give what was changed about a project and its parts, also what is gone; three queries."""
    entries = list(_entries(project, _keys_of(project)))
    names = {entry.by for entry in entries}
    known = Person.objects.filter(user__username__in=names)
    functions = dict(known.values_list("user__username", "function"))
    days: dict[tuple[Any, str], list[AuditEntry]] = {}
    for entry in entries:
        days.setdefault((entry.at.date(), entry.by), []).append(entry)
    return [
        PartsChanged(at=rows[0].at, by=functions.get(by, ""), parts=_in_words(rows))
        for (_day, by), rows in days.items()
    ]


def _keys_of(project: Project) -> Iterable[tuple[str, int]]:
    rows = [
        model._default_manager.filter(**{path: project})
        .order_by()
        .values_list(Value(model._meta.label), F("pk"))
        for model, (path, _name) in _PARTS.items()
    ]
    return list(rows[0].union(*rows[1:], all=True))


def _entries(project: Project, keys: Iterable[tuple[str, int]]) -> Iterable[AuditEntry]:
    by_model: dict[str, list[str]] = {}
    for label, pk in keys:
        by_model.setdefault(label, []).append(str(pk))
    of_project = Q(subject_model=Project._meta.label, subject_id=str(project.pk))
    about = of_project & Q(event__in=_OF_PROJECT)
    for label, pks in by_model.items():
        about |= Q(subject_model=label, subject_id__in=pks, event__in=_EVENTS)
    found = AuditEntry.objects.filter(about, result=Result.DONE)
    return found.order_by("-at", "-pk")[:MOST_ENTRIES]


def _in_words(entries: Iterable[AuditEntry]) -> list[str]:
    changed = {entry.subject_model for entry in entries if entry.event in _EVENTS}
    happened = {entry.event for entry in entries}
    told = [str(name) for model, (_p, name) in _PARTS.items() if model._meta.label in changed]
    if Event.PROJECT_CHANGED in happened:
        told.append(_("first and last day"))
    gone = [name for model, (_p, name) in _PARTS.items() if REMOVED.get(model.__name__) in happened]
    return told + [_("%(parts)s (removed)") % {"parts": name} for name in gone]
