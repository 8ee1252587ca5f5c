"""Putting knowledge papers on agendas and with proposals, and taking them off again.

Policy: docs/policy/knowledge.md#on-agendas
"""

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.authorization.openness import Openness, most_closed
from ivz.knowledge.models import KnowledgePaper
from ivz.meetings.actions import agendas
from ivz.meetings.models import AgendaItem, Meeting, PresentedPaper, Proposal
from ivz.meetings.rules import knowledge as rules
from ivz.meetings.states import Event, ItemKind


@transaction.atomic
def put_with(paper: KnowledgePaper, place: rules.Place, *, by: Actor) -> PresentedPaper:
    """Let a paper stand at an item, or lie with a proposal; once at each."""
    paper = KnowledgePaper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    rules.check_may_put(paper, place, by=by)
    row, is_new = PresentedPaper.objects.get_or_create(
        paper=paper,
        item=place if isinstance(place, AgendaItem) else None,
        proposal=place if isinstance(place, Proposal) else None,
        defaults={"put_on": by.today},
    )
    if is_new:
        audit(Event.PAPER_PRESENTED, subject=place, by=by)
    return row


@transaction.atomic
def put_on(
    paper: KnowledgePaper, meeting: Meeting, *, label: str, late_reason: str = "", by: Actor
) -> AgendaItem:
    """Put a paper on a coming agenda as an item to inform, never more open than it is itself."""
    rules.check_may_put(paper, meeting, by=by)
    details = agendas.ItemDetails(
        label=label,
        title=paper.title,
        kind=ItemKind.INFORM,
        planned_openness=most_closed(paper.openness, Openness.NETWORK),
        late_reason=late_reason,
    )
    item = agendas.add_item(meeting, details, by=by)
    put_with(paper, item, by=by)
    return item


@transaction.atomic
def take_off(presented: PresentedPaper, *, by: Actor) -> None:
    """Take a paper off an item or a proposal; both stay, and it can be put there again."""
    rules.check_may_take_off(presented, by=by)
    place = presented.item or presented.proposal
    if place is not None:
        audit(Event.PAPER_TAKEN_OFF, subject=place, by=by)
    presented.delete()
