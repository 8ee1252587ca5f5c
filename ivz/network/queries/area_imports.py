"""What the page that imports areas asks."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Min

from ivz.network.models import Area, AreaLink, AreaOutline, AreaPopulation, AreaSuccession
from ivz.network.states import SET_UP
from ivz.workflow.models import Change

IMPORTS_SHOWN = 10
_MODELS = [Area, AreaLink, AreaOutline, AreaPopulation, AreaSuccession]


def latest_imports() -> Sequence[dict[str, Any]]:
    """Give the latest imports, newest first: reason, day, how many rows, whether taken back.

    Two queries.
    """
    labels = [model._meta.label for model in _MODELS]
    made = Change.objects.filter(subject_model__in=labels, undoes=None).exclude(reason=SET_UP)
    acts = made.values("at", "by", "reason", "on").annotate(rows=Count("pk"), first=Min("pk"))
    latest = list(acts.order_by("-at")[:IMPORTS_SHOWN])
    firsts = [act["first"] for act in latest]
    undone = set(Change.objects.filter(undoes__in=firsts).values_list("undoes", flat=True))
    return [{**act, "is_undone": act["first"] in undone} for act in latest]
