"""Papers with knowledge that stand on an agenda or lie with a proposal."""

from typing import Self

from django.db import models
from django.db.models import Q

from ivz.accounts.actors import Actor
from ivz.accounts.written_filters import written_once
from ivz.authorization.hanging import hangs_on
from ivz.decisions.models import NotingQuerySet
from ivz.knowledge.models import KnowledgePaper
from ivz.meetings.models.agendas import AgendaItem
from ivz.meetings.models.proposals import Proposal


class PresentedPaperQuerySet(NotingQuerySet["PresentedPaper"]):
    """Presented papers, narrowed down in the words of the domain."""

    read_along = ("paper",)

    @written_once()
    def visible_to(self, actor: Actor) -> Self:
        """Keep those of which ``actor`` may read both the paper and where it lies."""
        place = Q(hangs_on("item", AgendaItem.objects.visible_to(actor)))
        place |= Q(hangs_on("proposal", Proposal.objects.visible_to(actor)))
        papers = KnowledgePaper.objects.visible_to(actor)
        return self.filter(place, hangs_on("paper", papers)).read_by(actor)


class PresentedPaper(models.Model):
    """That a knowledge paper stands at an agenda item or lies with a proposal (*voorgelegd stuk*).

    The paper stays as open as it is itself: nothing here opens or closes it.
    """

    paper = models.ForeignKey(KnowledgePaper, on_delete=models.CASCADE, related_name="presented")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, null=True, blank=True, related_name="knowledge"
    )
    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, null=True, blank=True, related_name="knowledge"
    )
    put_on = models.DateField()

    objects = PresentedPaperQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="presented_at_one_place",
                condition=Q(item=None, proposal__isnull=False)
                | Q(item__isnull=False, proposal=None),
            ),
            models.UniqueConstraint(
                fields=["paper", "item"],
                condition=Q(proposal=None),
                name="presented_once_at_an_item",
            ),
            models.UniqueConstraint(
                fields=["paper", "proposal"],
                condition=Q(item=None),
                name="presented_once_with_a_proposal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper}: {self.item or self.proposal}"
