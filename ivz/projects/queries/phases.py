"""In which phase projects were on a day, from the steps that led there.

Policy: docs/policy/time.md#as-of
"""

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from ivz.projects.models import Step
from ivz.projects.models.projects import ProjectQuerySet


def phase_on(day: date, *, today: date) -> Any:
    """Give the phase on a day: where the latest step until then led, as far as that is known."""
    if day == today:
        return F("state")
    steps = Step.objects.filter(project=OuterRef("pk"), on__lte=day).exclude(state="")
    latest = steps.order_by("-on", "-pk").values("state")[:1]
    return Coalesce(Subquery(latest), F("state"))


def known_on(projects: ProjectQuerySet, day: date, *, today: date) -> ProjectQuerySet:
    """Keep the projects that were there on a day, with their ``phase`` to ask about."""
    phased = projects.alias(phase=phase_on(day, today=today))
    if day == today:
        return phased
    steps = Step.objects.filter(project=OuterRef("pk"), on__lte=day)
    return phased.filter(Exists(steps) | Q(starts_on__lte=day))
