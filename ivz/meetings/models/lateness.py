"""What joined or changed after an agenda was frozen, with the reason."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.authorization.hanging import hangs_on
from ivz.meetings.models.agendas import AgendaItem
from ivz.meetings.models.annexes import Annex
from ivz.meetings.models.meetings import Meeting
from ivz.meetings.models.proposals import Proposal
from ivz.meetings.states import LateKind
from ivz.workflow.labels import Labelled


class LateChangeQuerySet(models.QuerySet["LateChange"]):
    """Late changes, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep, for people of the network, those about what ``actor`` may read.

        Policy: docs/policy/meetings.md#deadlines
        """
        about = Q(hangs_on("item", AgendaItem.objects.visible_to(actor)))
        about |= Q(hangs_on("proposal", Proposal.objects.visible_to(actor)))
        about |= Q(hangs_on("annex", Annex.objects.visible_to(actor)))
        about |= Q(kind=LateKind.ITEM_REMOVED, proposal=None)
        return self.filter(about, meeting__body__network__in=sorted(actor.network_ids))


class LateChange(Labelled):
    """That something joined an agenda, or changed on it, after it was frozen (*nazending*).

    Of an item that left the agenda and that the whole network could read, ``words`` is the label
    and ``proposal`` the paper it had: who may not read that does not read why it left.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="late_changes")
    kind = models.CharField(max_length=20, choices=LateKind)
    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, null=True, blank=True, related_name="late_changes"
    )
    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, null=True, blank=True, related_name="late_changes"
    )
    annex = models.ForeignKey(
        Annex, on_delete=models.CASCADE, null=True, blank=True, related_name="late_changes"
    )
    words = models.CharField(max_length=250, blank=True)
    reason = models.CharField(max_length=300)
    sent_on = models.DateField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = LateChangeQuerySet.as_manager()

    class Meta:
        ordering = ["sent_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="late_change_about_one_thing",
                condition=Q(item__isnull=False, proposal=None, annex=None)
                | Q(item=None, proposal__isnull=False, annex=None)
                | Q(item=None, proposal=None, annex__isnull=False)
                | Q(item=None, proposal=None, annex=None, kind=LateKind.ITEM_REMOVED)
                & ~Q(words=""),
            ),
            models.CheckConstraint(name="late_change_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return str(self.about or _("Item %(label)s") % {"label": self.words})

    @property
    def about(self) -> AgendaItem | Proposal | Annex | None:
        """The item, the proposal or the annex that is late; None of an item that left."""
        if self.kind == LateKind.ITEM_REMOVED:
            return None
        return self.item or self.proposal or self.annex
