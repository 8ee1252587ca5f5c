"""Choices on the portfolio that somebody keeps under a name."""

from typing import Self

from django.db import models
from django.db.models import Q

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.network.models import Network


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Saved views, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the own views; nobody else sees them, also not who looks along."""
        if actor.user is None or actor.is_helping:
            return self.none()
        return self.filter(user=actor.user)


class SavedView(models.Model):
    """A choice of projects that somebody keeps under a name (Dutch: *weergave*).

    ``chosen`` is what stands in the address of the page. The default one shows at first.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    chosen = models.CharField(max_length=600, blank=True)
    is_default = models.BooleanField(default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "network", "name"], name="saved_view_name_once"
            ),
            models.UniqueConstraint(
                fields=["user", "network"],
                condition=Q(is_default=True),
                name="saved_view_one_default",
            ),
        ]

    def __str__(self) -> str:
        return self.name
