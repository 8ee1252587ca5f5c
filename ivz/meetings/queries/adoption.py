"""How a decision list was adopted, as far as one may read that."""

from dataclasses import dataclass

from django.db.models import Q

from ivz.accounts.actors import Actor
from ivz.decisions.models import Decision
from ivz.decisions.states import Outcome
from ivz.meetings.models import Meeting
from ivz.meetings.models.meetings import MeetingQuerySet
from ivz.meetings.queries import record_rows
from ivz.meetings.states import MeetingState


def lists_visible_to(actor: Actor) -> MeetingQuerySet:
    """Give the meetings of which ``actor`` may read the list: once published, inside before."""
    out = Q(published_at__isnull=False) | Q(body__network__in=sorted(actor.network_ids))
    with_list = Q(state__in=[MeetingState.HELD, MeetingState.ADOPTED])
    return Meeting.objects.visible_to(actor).filter(out, with_list).select_related("body__network")


@dataclass(frozen=True, kw_only=True)
class Adoption:
    """The decision that adopted a list; give it with its meeting."""

    decision: Decision

    @property
    def meeting(self) -> Meeting:
        """The later meeting that took it."""
        meeting: Meeting = self.decision.draft.item.meeting
        return meeting

    @property
    def additions(self) -> str:
        """What the body added; empty where it adopted the list as it stood."""
        return self.decision.text if self.decision.outcome == Outcome.AMENDED else ""


def adoption_of(meeting: Meeting, *, actor: Actor) -> Adoption | None:
    """Give how the list of ``meeting`` was adopted; one query, none while it is a concept.

    None also where it was adopted outside a meeting, or by a decision ``actor`` may not read.
    """
    if meeting.state != MeetingState.ADOPTED:
        return None
    found = next(iter(record_rows.adopting(actor, meeting.pk)), None)
    return Adoption(decision=found) if found else None
