"""Papers that hang on a proposal, an agenda item or a meeting, with or without the file."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.accounts.written_filters import written_once
from ivz.authorization.hanging import hangs_on
from ivz.authorization.openness import Openness, most_closed
from ivz.decisions.models import Guarded, GuardedQuerySet, readable
from ivz.documents.models import Document
from ivz.meetings.models.agendas import AgendaItem
from ivz.meetings.models.meetings import Meeting
from ivz.meetings.models.proposals import Proposal, sent_to
from ivz.meetings.models.routes import RouteStep
from ivz.meetings.states import MeetingState
from ivz.network.models import Body
from ivz.workflow.versions import Versioned


class AnnexQuerySet(GuardedQuerySet["Annex"]):
    """Annexes, narrowed down in the words of the domain."""

    read_along = ("proposal", "item")

    @written_once()
    def visible_to(self, actor: Actor) -> Self:
        """Keep the annexes ``actor`` may read: never more than what they hang on.

        Policy: docs/policy/documents.md#where-documents-hang
        """
        return self.known_to(actor).filter(withdrawn_at=None)

    @written_once()
    def known_to(self, actor: Actor) -> Self:
        """Keep also what was withdrawn, for whoever may put it back."""
        hung = Q(hangs_on("proposal", Proposal.objects.visible_to(actor)))
        hung |= Q(hangs_on("item", AgendaItem.objects.visible_to(actor)))
        hung |= Q(hangs_on("meeting", Meeting.objects.visible_to(actor)))
        allowed = readable(actor) & hung
        if actor.seats:
            allowed |= _travelled(actor)
        return self.filter(allowed).read_by(actor)


def _travelled(actor: Actor) -> Q:
    """Narrow annexes down to those that were sent to ``actor`` along with their paper.

    They are as open as the paper. What was chosen as *body* goes along only where the paper was
    sent as *body* itself, so that closing the paper opens nothing.
    Policy: docs/policy/meetings.md#route
    """
    sent = Q(proposal__in=Proposal.objects.filter(sent_to(actor)))
    as_it_is = RouteStep.objects.reaching(actor).filter(
        paper_version=F("proposal__version"), proposal__planned_openness=Openness.BODY
    )
    is_chosen_open = Q(planned_openness__in=[Openness.PUBLIC, Openness.NETWORK])
    along = is_chosen_open | Q(proposal__in=as_it_is.values("proposal"))
    as_open = Q(openness=Openness.NETWORK) | (Q(openness=F("proposal__openness")) & along)
    return sent & as_open & ~Q(openness=Openness.RESTRICTED)


Host = Proposal | AgendaItem | Meeting


class Annex(Guarded, Versioned):
    """A paper that hangs on a proposal, an agenda item or a meeting itself (Dutch: *bijlage*).

    Without ``document`` it stands there by title, and the file is kept elsewhere. What came in from
    outside says from whom: ``sender``.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, null=True, blank=True, related_name="annexes"
    )
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, null=True, blank=True, related_name="annexes"
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="annexes"
    )
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    sender = models.CharField(max_length=100, blank=True)
    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="annex"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AnnexQuerySet.as_manager()

    class Meta(Guarded.Meta):
        ordering = ["position", "pk"]
        verbose_name_plural = "annexes"
        constraints = [
            *Guarded.Meta.constraints,
            models.CheckConstraint(
                name="annex_hangs_on_one_thing",
                condition=Q(proposal__isnull=False, item=None, meeting=None)
                | Q(proposal=None, item__isnull=False, meeting=None)
                | Q(proposal=None, item=None, meeting__isnull=False),
            ),
            models.CheckConstraint(
                name="annex_withdrawn_exactly_when_signed",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Give the address of the page about this annex."""
        return reverse("meetings:annex", args=[self.body.slug, self.pk])

    @property
    def hangs_on(self) -> Host:
        """The proposal, the item or the meeting it belongs to."""
        return self.proposal or self.item or self.meeting  # type: ignore[return-value] # the constraint

    @property
    def widest_openness(self) -> str:
        """How open it can be at most: as open as what it hangs on.

        Policy: docs/policy/openness.md#ceiling
        """
        if self.proposal is not None:
            return self.proposal.openness
        meeting = self.item.meeting if self.item else self.meeting
        is_out = meeting is not None and meeting.state != MeetingState.DRAFT
        limit = Openness.PUBLIC if is_out else Openness.NETWORK
        return most_closed(self.item.openness, limit) if self.item else limit

    @property
    def effective_openness(self) -> str:
        """How open it is, what it hangs on counted."""
        return most_closed(self.openness, self.widest_openness)

    def get_effective_openness_display(self) -> str:
        """Say how open it is."""
        return str(Openness(self.effective_openness).label)

    def is_inside(self, actor: Actor) -> bool:
        """Tell whether ``actor`` belongs to the network, and so may see earlier versions."""
        return self.body.network_id in actor.network_ids
