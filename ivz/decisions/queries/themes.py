"""Decisions by the theme of what they are about.

Only a subject that the reader may read counts: else its theme would tell of it.
Policy: docs/policy/decisions.md#register
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from ivz.accounts.actors import Actor
from ivz.decisions.effects import SubjectKind, subject_kinds
from ivz.decisions.models import DecidedSubject, DecisionQuerySet
from ivz.network.models import Theme


def on_theme(decisions: DecisionQuerySet, code: str, *, actor: Actor) -> DecisionQuerySet:
    """Keep the decisions about something of a theme that ``actor`` may read."""
    found = Q(pk__in=[])
    for kind, subjects in _with_theme(actor):
        of_theme = subjects.filter(**{f"{kind.theme}__code": code}).order_by().values("pk")
        found |= Q(subject__kind=kind.key, subject__subject_id__in=of_theme)
    return decisions.filter(found)


def themes_of(decisions: DecisionQuerySet, *, actor: Actor) -> QuerySet[Theme]:
    """Give the themes of what ``decisions`` are about, as far as ``actor`` may read that."""
    found = Q(pk__in=[])
    for kind, subjects in _with_theme(actor):
        decided = DecidedSubject.objects.filter(kind=kind.key, decision__in=decisions.values("pk"))
        rows = subjects.filter(pk__in=decided.values("subject_id")).order_by()
        found |= Q(pk__in=rows.exclude(**{kind.theme: None}).values(kind.theme))
    return Theme.objects.filter(found)


def _with_theme(actor: Actor) -> Iterator[tuple[SubjectKind[Any], QuerySet[Any]]]:
    for kind in subject_kinds():
        if kind.theme:
            yield kind, kind.visible_to(actor).select_related(None)
