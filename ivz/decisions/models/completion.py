"""Who has to receive and acknowledge a decision before it is complete."""

from typing import Self

from django.db import models
from django.db.models import Q

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.authorization.hanging import hangs_on
from ivz.decisions.models.register import Decision
from ivz.network.models import Body, Organisation, Seat, in_force
from ivz.workflow.versions import Versioned

_TO_ONE = (
    Q(body__isnull=False, organisation=None, seat=None)
    | Q(body=None, organisation__isnull=False, seat=None)
    | Q(body=None, organisation=None, seat__isnull=False)
)


def addressed_to(actor: Actor) -> Q:
    """Narrow addressees down to the bodies, organisations and seats that ``actor`` acts for."""
    own = Seat.objects.filter(
        in_force(actor.today),
        in_force(actor.today, prefix="body__"),
        person=actor.person_id or 0,
        is_revoked=False,
    )
    return (
        Q(body__in=sorted(actor.body_ids))
        | Q(seat__in=own.values("pk"))
        | Q(organisation__in=own.exclude(organisation=None).values("organisation"))
        | Q(organisation__in=own.exclude(person__organisation=None).values("person__organisation"))
    )


class AddresseeQuerySet(models.QuerySet["Addressee"]):
    """Addressees, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep those of decisions ``actor`` reads: all in the own network, elsewhere the own."""
        inside = Q(decision__body__network__in=sorted(actor.network_ids))
        readable = hangs_on("decision", Decision.objects.visible_to(actor))
        return self.filter(inside | addressed_to(actor), readable)

    def waiting_for(self, actor: Actor) -> Self:
        """Keep those for which ``actor`` still has to acknowledge a decision that holds."""
        return self.filter(
            addressed_to(actor),
            hangs_on("decision", Decision.objects.visible_to(actor)),
            acknowledged_on=None,
            decision__corrected_by=None,
        )


class AddresseeManager(models.Manager["Addressee"]):
    """Gives who is on the list; whoever was taken off it is asked for by name."""

    def get_queryset(self) -> AddresseeQuerySet:
        """Leave out who was taken off the list."""
        return AddresseeQuerySet(self.model, using=self._db).filter(removed_on=None)

    def visible_to(self, actor: Actor) -> AddresseeQuerySet:
        """Keep those that ``actor`` may know of."""
        return self.get_queryset().visible_to(actor)

    def waiting_for(self, actor: Actor) -> AddresseeQuerySet:
        """Keep those for which ``actor`` still has to acknowledge."""
        return self.get_queryset().waiting_for(actor)


class Addressee(Versioned):
    """Who has to receive and acknowledge a decision (Dutch: *geadresseerde*).

    Exactly one of ``body``, ``organisation`` and ``seat``. ``evidence`` tells, where the secretary
    acknowledged on its behalf, where that appears from; it stays when that is taken back. One
    with evidence that is taken off the list is kept with the day, out of ``objects``.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="addressees")
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    seat = models.ForeignKey(
        Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_on = models.DateField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    acknowledged_on = models.DateField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    evidence = models.TextField(blank=True)
    removed_on = models.DateField(null=True, blank=True)

    objects = AddresseeManager()
    with_removed = AddresseeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="addressee_is_exactly_one", condition=_TO_ONE),
            models.CheckConstraint(
                name="addressee_acknowledges_what_was_sent",
                condition=Q(acknowledged_on=None, acknowledged_by=None)
                | Q(acknowledged_on__isnull=False, acknowledged_on__gte=models.F("sent_on")),
            ),
            models.CheckConstraint(
                name="addressee_taken_off_for_its_evidence",
                condition=Q(removed_on=None) | Q(acknowledged_on=None) & ~Q(evidence=""),
            ),
            *(
                models.UniqueConstraint(
                    fields=["decision", target],
                    name=f"addressee_{target}_once",
                    condition=Q(removed_on=None),
                )
                for target in ("body", "organisation", "seat")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Who it is: a body, an organisation, or a seat by function."""
        target = self.body or self.organisation or self.seat
        return str(target)

    @property
    def is_acknowledged(self) -> bool:
        """Whether it was received and acknowledged."""
        return self.acknowledged_on is not None
