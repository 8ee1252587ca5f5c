"""Making a decision list public, and adopting it."""

from django.db import transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.authorization.openness import Openness
from ivz.decisions import actions as decisions
from ivz.decisions.models import Decision, FollowUp
from ivz.decisions.rules import opened_to
from ivz.errors import RuleBroken
from ivz.meetings.actions.annexes import publish_with
from ivz.meetings.actions.notes import hold_for
from ivz.meetings.actions.signing import keep_signed
from ivz.meetings.models import AgendaItem, Meeting
from ivz.meetings.rules import publishing as rules
from ivz.meetings.states import ADOPT, Event


@transaction.atomic
def publish(meeting: Meeting, *, by: Actor, edition: str | None = None) -> Meeting:
    """Give the items of ``meeting`` and what was decided on them their planned openness.

    Nothing becomes more open than its item, and what is restricted stays so.
    ``edition`` is what somebody saw and confirmed (``rules.edition_of``).
    Policy: docs/policy/openness.md#publishing
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    rules.check_may_publish(meeting, by=by)
    if edition is not None and edition != rules.edition_of(meeting):
        raise RuleBroken(_("The list was changed in the meantime. Look at it again, then publish."))
    for item in AgendaItem.objects.filter(meeting=meeting, restriction=None):
        _publish_item(item, by=by)
    _publish_proposals(meeting, by=by)
    publish_with(meeting, by=by)
    entry = audit(Event.PUBLISHED, subject=meeting, by=by)
    meeting.published_at = entry.at
    meeting.published_by = by.user
    meeting.version += 1
    meeting.save()
    return meeting


def _publish_item(item: AgendaItem, *, by: Actor) -> None:
    planned = opened_to(Openness(item.planned_openness), up_to=Openness.PUBLIC)
    if item.openness != planned:
        item.openness = planned
        item.version += 1
        item.save(update_fields=["openness", "version"])
        audit(Event.ITEM_PUBLISHED, subject=item, by=by)
    recorded = Decision.objects.filter(draft__item=item)
    decisions.publish(recorded, up_to=planned, by=by)
    for agreed in FollowUp.objects.filter(agreement__item=item, restriction=None):
        decisions.publish_follow_up(agreed, up_to=planned, by=by)


def _publish_proposals(meeting: Meeting, *, by: Actor) -> None:
    for proposal in rules.opened_with(meeting).exclude(openness=Openness.PUBLIC):
        proposal.openness = Openness.PUBLIC
        proposal.version += 1
        proposal.save(update_fields=["openness", "version"])
        keep_signed(proposal, before=proposal.version - 1)
        hold_for(proposal, before=proposal.version - 1)
        audit(Event.PROPOSAL_PUBLISHED, subject=proposal, by=by)


@transaction.atomic
def adopt(meeting: Meeting, *, by: Actor) -> Meeting:
    """Adopt the decision list of ``meeting``: it is no longer a concept and changes no more.

    Policy: docs/policy/decisions.md#adoption
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    rules.check_may_adopt(meeting, by=by)
    meeting.state = ADOPT.target
    meeting.version += 1
    meeting.save()
    audit(Event.ADOPTED, subject=meeting, by=by)
    return meeting
