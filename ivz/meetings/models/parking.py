"""Items put aside for a later agenda."""

from typing import Self

from django.db import models
from django.db.models import Q

from ivz.accounts.actors import Actor
from ivz.accounts.written_filters import written_once
from ivz.authorization.hanging import hangs_on
from ivz.authorization.openness import Openness
from ivz.decisions.models import Guarded, GuardedQuerySet, readable
from ivz.insight.models import Signal
from ivz.meetings.models.agendas import AgendaItem
from ivz.meetings.models.meetings import Meeting
from ivz.meetings.models.proposals import Proposal
from ivz.meetings.states import ItemKind
from ivz.network.models import Body
from ivz.workflow.versions import Versioned


class ParkedItemQuerySet(GuardedQuerySet["ParkedItem"]):
    """Parked items, narrowed down in the words of the domain."""

    @written_once()
    def visible_to(self, actor: Actor) -> Self:
        """Keep the parked items ``actor`` may read: never more than the item they came from."""
        came_from = Q(item=None) | Q(hangs_on("item", AgendaItem.objects.visible_to(actor)))
        return self.filter(readable(actor), came_from).read_by(actor)

    def waiting(self) -> Self:
        """Keep what is on no agenda yet and was not dropped."""
        return self.filter(placed_as=None, dropped_on=None)


class ParkedItem(Guarded, Versioned):
    """Something for a later agenda of a body (Dutch: *geparkeerd punt*).

    For the named ``for_meeting``, or else for the next one. It waits until it is ``placed_as`` an
    item, or dropped. Where it came from stays: ``item``, and ``noted_in`` also when that is gone,
    or the ``signal`` that it was made of.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="parked_items")
    title = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=20, choices=ItemKind, default=ItemKind.DISCUSS)
    planned_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    for_meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    noted_in = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="parked"
    )
    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signal = models.ForeignKey(
        Signal, on_delete=models.PROTECT, null=True, blank=True, related_name="parked"
    )
    parked_on = models.DateField()
    placed_as = models.OneToOneField(
        AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="parked_before"
    )
    dropped_on = models.DateField(null=True, blank=True)

    objects = ParkedItemQuerySet.as_manager()

    class Meta(Guarded.Meta):
        ordering = ["parked_on", "pk"]
        constraints = [
            *Guarded.Meta.constraints,
            models.CheckConstraint(
                name="parked_item_never_public", condition=~Q(openness=Openness.PUBLIC)
            ),
            models.CheckConstraint(
                name="parked_item_placed_or_dropped",
                condition=Q(placed_as=None) | Q(dropped_on=None),
            ),
        ]

    def __str__(self) -> str:
        return self.title
