"""What was brought in from tables before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min

from ivz.accounts.actors import Actor
from ivz.network.models import Network
from ivz.projects.models import Project
from ivz.workflow.models import Change

MOST_SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class EarlierImport:
    """Projects that were brought in at once; ``change`` is the first of it."""

    change: int
    on: date
    reason: str
    count: int


def earlier_imports(network: Network, *, actor: Actor) -> Sequence[EarlierImport]:
    """Give the latest imports of a network that were not taken back, newest first; two queries."""
    added = Change.objects.filter(
        subject_model=Project._meta.label, before__isnull=True, undoes=None, undone_by=None
    )
    acts = added.values("at", "on", "by", "reason").order_by("-at")
    latest = acts.annotate(first=Min("pk"), one=Min("subject_id"), count=Count("pk"))[:MOST_SHOWN]
    found = list(latest)
    here = Project.objects.visible_to(actor).filter(
        body__network=network, assignment=None, pk__in=[act["one"] for act in found]
    )
    own = {str(pk) for pk in here.values_list("pk", flat=True)}
    return [
        EarlierImport(change=act["first"], on=act["on"], reason=act["reason"], count=act["count"])
        for act in found
        if act["one"] in own
    ]
