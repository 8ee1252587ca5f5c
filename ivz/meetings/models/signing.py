"""Who signed off which text of a proposal before it went out."""

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from ivz.accounts.actors import Actor
from ivz.authorization.hanging import hangs_on
from ivz.meetings.models.agendas import AgendaItem, AgendaItemQuerySet
from ivz.meetings.models.proposals import Proposal, ProposalQuerySet
from ivz.meetings.models.routes import RouteStep
from ivz.meetings.states import MeetingState
from ivz.network.models import Person
from ivz.workflow.labels import Labelled


class SignOffQuerySet(models.QuerySet["SignOff"]):
    """Sign-offs, narrowed down in the words of the domain."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep those on papers ``actor`` may read, for people of the network of the paper."""
        inside = Q(proposal__body__network__in=sorted(actor.network_ids))
        return self.filter(inside, hangs_on("proposal", Proposal.objects.visible_to(actor)))


class SignOff(Labelled):
    """That somebody agrees with one text of a proposal going out (Dutch: *paraaf*).

    It holds for the text of ``paper_version`` alone.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="sign_offs")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    paper_version = models.PositiveIntegerField()
    signed_on = models.DateField()

    objects = SignOffQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "person", "paper_version"], name="signed_off_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.proposal}"


def unsigned(path: str) -> Q:
    """Narrow items down to those whose paper the person at ``path`` has not signed as it is."""
    signed = SignOff.objects.filter(
        proposal=OuterRef("proposal"),
        person=OuterRef(f"proposal__{path}"),
        paper_version=OuterRef("proposal__version"),
    )
    return Q(**{f"proposal__{path}__isnull": False}) & Q(~Exists(signed))


def unsigned_items() -> AgendaItemQuerySet:
    """Give the items, practice left out, whose paper somebody at home still has to sign off.

    Policy: docs/policy/meetings.md#sign-off
    """
    asks = unsigned("portfolio_holder") | unsigned("project_leader")
    at_home = Q(meeting__body__network=F("proposal__body__network"))
    return AgendaItem.objects.filter(asks, at_home, meeting__is_practice=False)


def to_sign_off(actor: Actor) -> ProposalQuerySet:
    """Give the papers that ``actor`` reads and still signs off before they go out."""
    signed = SignOff.objects.filter(
        proposal=OuterRef("pk"), person=actor.person_id or 0, paper_version=OuterRef("version")
    )
    going = AgendaItem.objects.filter(
        proposal=OuterRef("pk"),
        meeting__body__network=OuterRef("body__network"),
        meeting__state=MeetingState.DRAFT,
        meeting__is_practice=False,
    )
    travelling = RouteStep.objects.to_come().filter(proposal=OuterRef("pk"), body__isnull=False)
    named = Q(portfolio_holder=actor.person_id or 0) | Q(project_leader=actor.person_id or 0)
    return Proposal.objects.visible_to(actor).filter(
        named, Exists(going) | Exists(travelling), ~Exists(signed)
    )
