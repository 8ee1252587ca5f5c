"""What the record of one meeting asks of the database: for a reader, or as publishing opens it.

``opening`` asks for what a visitor may read once the list is published, whoever asks.
"""

from typing import Any, TypeVar

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from ivz.accounts.actors import Actor
from ivz.accounts.prepared import prepared
from ivz.authorization.openness import Openness
from ivz.decisions.models import Decision, DecisionQuerySet, FollowUp, FollowUpQuerySet
from ivz.decisions.states import EffectState, FollowUpState
from ivz.meetings.models import AgendaItem, Agreement, Annex, DraftDecision, Proposal, Voice
from ivz.meetings.models.agendas import AgendaItemQuerySet
from ivz.meetings.models.annexes import AnnexQuerySet
from ivz.meetings.models.proposals import ProposalQuerySet
from ivz.meetings.models.voices import VoiceQuerySet
from ivz.meetings.rules.adopting import DECISION_LIST
from ivz.meetings.rules.publishing import OPENED_BY_PUBLISHING, opened_at

Rows = TypeVar("Rows", bound=QuerySet[Any])
ALREADY_PUBLIC = Q(openness=Openness.PUBLIC)


@prepared
def items_of(actor: Actor, meeting_id: int, *, opening: bool) -> AgendaItemQuerySet:
    """Give the items in order, with whether members said anything on them."""
    items = _chosen(AgendaItem.objects.all(), OPENED_BY_PUBLISHING, actor, opening=opening)
    voices = Voice.objects.all() if opening else Voice.objects.visible_to(actor)
    has_voices = Exists(voices.filter(item=OuterRef("pk")))
    told = items.filter(meeting=meeting_id).select_related("asked_by", "asked_in__body")
    return told.annotate(has_voices=has_voices).order_by("position")


@prepared
def decisions_of(actor: Actor, meeting_id: int, *, opening: bool) -> DecisionQuerySet:
    """Give the decisions, in the order of their points."""
    decisions = _chosen(Decision.objects.all(), OPENED_BY_PUBLISHING, actor, opening=opening)
    found = decisions.filter(draft__item__meeting=meeting_id)
    told = found.select_related("body", "owner", "draft__point", "subject")
    return told.order_by("draft__point__position", "number")


@prepared
def replaced_of(actor: Actor, keys: tuple[int, ...], *, opening: bool) -> DecisionQuerySet:
    """Give the decisions with these keys, which others put right."""
    decisions = _chosen(Decision.objects.all(), ALREADY_PUBLIC, actor, opening=opening)
    return decisions.filter(pk__in=keys).select_related("body")


@prepared
def follow_ups_of(actor: Actor, meeting_id: int, *, opening: bool) -> FollowUpQuerySet:
    """Give what follows from the meeting, and what it settled of what earlier ones agreed.

    ``agreed_in`` is the key of the meeting in which it was agreed apart from a decision.
    """
    drafts = DraftDecision.objects.order_by().filter(item__meeting=meeting_id)
    agreed = Agreement.objects.order_by()
    here = Q(decision__in=drafts.values("decision"))
    here |= Q(pk__in=agreed.filter(item__meeting=meeting_id).values("follow_up"))
    settled = agreed.filter(settled_in=meeting_id).exclude(item__meeting=meeting_id)
    of_earlier = Q(pk__in=settled.values("follow_up"))
    if opening:
        opened = OPENED_BY_PUBLISHING & here | ALREADY_PUBLIC & of_earlier
        found = FollowUp.objects.filter(opened)
    else:
        found = FollowUp.objects.visible_to(actor).filter(here | of_earlier)
    return (
        found.exclude(state=FollowUpState.DROPPED)
        .select_related("owner", "agreement")
        .annotate(agreed_in=F("agreement__item__meeting_id"))
    )


@prepared
def papers_of(actor: Actor, meeting_id: int, network_id: int, *, opening: bool) -> ProposalQuerySet:
    """Give the papers that stand on the agenda."""
    opened = ALREADY_PUBLIC | Q(pk__in=opened_at(meeting_id, network_id).values("pk"))
    papers = _chosen(Proposal.objects.all(), opened, actor, opening=opening)
    return papers.filter(pk__in=_papers_at(meeting_id)).select_related("body")


@prepared
def annexes_of(actor: Actor, meeting_id: int, *, opening: bool) -> AnnexQuerySet:
    """Give what hangs on the meeting, its items and its papers."""
    opened = OPENED_BY_PUBLISHING & Q(withdrawn_at=None)
    annexes = _chosen(Annex.objects.all(), opened, actor, opening=opening)
    hung = Q(meeting=meeting_id) | Q(item__meeting=meeting_id)
    hung |= Q(proposal__in=_papers_at(meeting_id))
    return annexes.filter(hung).select_related("document")


@prepared
def voices_of(actor: Actor, meeting_id: int, *, opening: bool) -> VoiceQuerySet:
    """Give where members stood, on whatever item."""
    voices = Voice.objects.all() if opening else Voice.objects.visible_to(actor)
    return voices.filter(item__meeting=meeting_id).select_related("seat__person")


@prepared
def adopting(actor: Actor, meeting_id: int) -> DecisionQuerySet:
    """Give the decisions that adopted the list, the latest first."""
    decisions = Decision.objects.visible_to(actor).filter(
        subject__kind=DECISION_LIST,
        subject__subject_id=meeting_id,
        subject__state=EffectState.APPLIED,
        draft__isnull=False,
    )
    return decisions.select_related("body", "draft__item__meeting__body").order_by("-pk")


def _chosen(rows: Rows, opened: Q, actor: Actor, *, opening: bool) -> Rows:
    """Keep what publishing leaves open, or what this reader may read."""
    reader: Any = rows
    chosen: Rows = reader.filter(opened) if opening else reader.visible_to(actor)
    return chosen


def _papers_at(meeting_id: int) -> QuerySet[Any, Any]:
    items = AgendaItem.objects.filter(meeting=meeting_id, proposal__isnull=False)
    return items.order_by().values("proposal_id")
