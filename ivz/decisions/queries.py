"""What pages ask about decisions and follow-ups."""

from datetime import date

from ivz.accounts.actors import Actor
from ivz.decisions.models import Decision, DecisionQuerySet, FollowUp, FollowUpQuerySet
from ivz.decisions.states import FollowUpState
from ivz.network.models import Body


def open_follow_ups(
    body: Body, *, before: date, actor: Actor, is_practice: bool
) -> FollowUpQuerySet:
    """Follow-ups of ``body`` opened before a day and not done: they return on its agenda."""
    return (
        FollowUp.objects.visible_to(actor)
        .filter(body=body, state=FollowUpState.OPEN, opened_on__lt=before, is_practice=is_practice)
        .select_related("owner", "decision")
    )


def follow_ups_of(actor: Actor) -> FollowUpQuerySet:
    """Open follow-ups that ``actor`` owns, soonest first."""
    return (
        FollowUp.objects.visible_to(actor)
        .filter(owner=actor.person_id or 0, state=FollowUpState.OPEN)
        .select_related("body", "decision")
    )


def recent(*, actor: Actor, limit: int) -> DecisionQuerySet:
    """The latest decisions ``actor`` may read, practice left out, newest first."""
    return (
        Decision.objects.visible_to(actor)
        .filter(is_practice=False)
        .select_related("body", "owner")
        .order_by("-decided_on", "-number")[:limit]
    )
