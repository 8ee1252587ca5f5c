"""Proposals with their numbered advice points, and who may read one that travels."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ivz.accounts.actors import Actor
from ivz.accounts.written_filters import written_once
from ivz.authorization.openness import Openness
from ivz.decisions.models import Guarded, GuardedQuerySet, readable
from ivz.finance.models import Scheme
from ivz.insight.models import DataSet
from ivz.meetings.models.routes import RouteStep
from ivz.network.models import Body, Person
from ivz.workflow.versions import Versioned


def sent_to(actor: Actor) -> Q:
    """Narrow proposals down to those that were sent to ``actor`` and are not for named people."""
    sent = RouteStep.objects.reaching(actor).values("proposal")
    return Q(openness__in=[Openness.NETWORK, Openness.BODY], pk__in=sent)


class ProposalQuerySet(GuardedQuerySet["Proposal"]):
    """Proposals, narrowed down in the words of the domain."""

    @written_once()
    def visible_to(self, actor: Actor) -> Self:
        """Keep the proposals ``actor`` may read: by openness, and along their route.

        Policy: docs/policy/meetings.md#route
        """
        if not actor.seats:
            return self.filter(readable(actor)).read_by(actor)
        own = Q(body__in=sorted(actor.body_ids))
        waits = Q(pk__in=RouteStep.objects.to_come().values("proposal"))
        at_home = readable(actor) & (~Q(openness=Openness.NETWORK) | own | ~waits)
        return self.filter(at_home | sent_to(actor)).read_by(actor)


class Proposal(Guarded, Versioned):
    """A paper that asks a body for decisions (Dutch: *voorstel*).

    ``register_number`` belongs to the paper; the agenda number belongs to the agenda.
    ``scheme`` and ``data_set`` are the tables the paper rests on. A paper that touches both the
    social and the physical agenda is decided on by more bodies.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="proposals")
    register_number = models.SlugField(max_length=40)
    title = models.CharField(max_length=200)
    author = models.CharField(max_length=150, blank=True)
    portfolio_holder = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    project_leader = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dated = models.DateField(null=True, blank=True)
    summary = models.TextField(blank=True)
    touches_social_agenda = models.BooleanField(default=False)
    touches_physical_agenda = models.BooleanField(default=False)
    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    data_set = models.ForeignKey(
        DataSet, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta(Guarded.Meta):
        constraints = [
            *Guarded.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "register_number"], name="proposal_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.register_number}: {self.title}"

    def get_absolute_url(self) -> str:
        """Give the address of the proposal's page."""
        return reverse("meetings:proposal", args=[self.body.slug, self.register_number])


class AdvicePoint(models.Model):
    """One numbered point that is decided on its own (Dutch: *adviespunt*).

    A point with a ``parent`` explains that point and is decided with it.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="points")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="subpoints"
    )
    label = models.CharField(max_length=10)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=250)
    text = models.TextField(blank=True)
    owner_words = models.CharField(max_length=150, blank=True)
    due_words = models.CharField(max_length=100, blank=True)
    refers_to = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "label"], name="point_label_once"),
        ]

    def __str__(self) -> str:
        return f"{self.label}. {self.title}"
