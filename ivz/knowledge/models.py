"""Developments in the region and the country, and what was done with each.

Policy: docs/policy/knowledge.md
"""

from datetime import date
from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse

from ivz.accounts.actors import Actor
from ivz.decisions.models import Decision, Guarded, GuardedQuerySet, readable
from ivz.documents.models import random_key
from ivz.knowledge.states import OPEN, DevelopmentState, Reach, StepKind, TakenUpIn
from ivz.network.models import Network, Person, Theme
from ivz.workflow.versions import Versioned


class DevelopmentQuerySet(GuardedQuerySet["Development"]):
    """Developments, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the developments ``actor`` may read."""
        return self.filter(readable(actor, network="network")).read_by(actor)

    def to_look_at(self, on: date) -> Self:
        """Keep those whose day to look again has come."""
        return self.filter(state__in=OPEN, review_on__lte=on)


class Development(Guarded, Versioned):
    """Something that changes in the region or the country (Dutch: *ontwikkeling*).

    ``meaning`` is what it means for the network, ``outcome`` what became of it, or why nothing.
    """

    key = models.CharField(max_length=32, unique=True, default=random_key, editable=False)
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="developments")
    title = models.CharField(max_length=200)
    what = models.TextField()
    since = models.DateField()
    source = models.CharField(max_length=200)
    source_url = models.URLField(max_length=500, blank=True)
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reach = models.CharField(max_length=10, choices=Reach)
    meaning = models.TextField(blank=True)
    state = models.CharField(
        max_length=10, choices=DevelopmentState, default=DevelopmentState.NOTICED
    )
    outcome = models.TextField(blank=True)
    review_on = models.DateField(null=True, blank=True)
    noted_on = models.DateField()
    noted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DevelopmentQuerySet.as_manager()

    class Meta(Guarded.Meta):
        ordering = ["-since", "-pk"]
        constraints = [
            *Guarded.Meta.constraints,
            models.CheckConstraint(
                name="development_open_is_looked_at_again",
                condition=~Q(state__in=OPEN) | ~Q(review_on=None),
            ),
            models.CheckConstraint(
                name="development_ended_with_words",
                condition=Q(state__in=OPEN) | ~Q(outcome=""),
            ),
        ]
        indexes = [models.Index(fields=["network", "state"], name="development_network_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether something is still to become of it."""
        return self.state in OPEN

    def get_absolute_url(self) -> str:
        """Give the address of its page."""
        return reverse("knowledge:development", args=[self.key])


class DevelopmentStepQuerySet(models.QuerySet["DevelopmentStep"]):
    """Steps of developments, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the steps of developments ``actor`` may read, for the own network alone."""
        return self.filter(
            development__in=Development.objects.visible_to(actor).values("pk"),
            development__network__in=sorted(actor.network_ids),
        )


class DevelopmentStep(models.Model):
    """What somebody did with a development, in words (Dutch: *stap van een ontwikkeling*).

    ``before`` is what the step changed, as it stood; ``address`` is where one reads on.
    """

    development = models.ForeignKey(Development, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind)
    on = models.DateField()
    by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.TextField(blank=True)
    taken_up_in = models.CharField(max_length=10, choices=TakenUpIn, blank=True)
    address = models.CharField(max_length=300, blank=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    objects = DevelopmentStepQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"
