"""When an adopted record is frozen, and who signs it off.

Policy: docs/policy/decisions.md#freezing
"""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.decisions.models import Decision
from ivz.decisions.states import EffectState
from ivz.errors import RuleBroken
from ivz.meetings.models import FrozenPaper, Meeting, RecordSignature
from ivz.meetings.rules.adopting import DECISION_LIST
from ivz.meetings.rules.publishing import check_publishes
from ivz.meetings.states import Capacity, MeetingState


def capacities_of(by: Actor, *, meeting: Meeting) -> list[Capacity]:
    """Tell as what ``by`` can sign: by the seats held in the body today."""
    held = {seat.role for seat in by.seats if seat.body_id == meeting.body_id}
    return [capacity for capacity in Capacity if capacity in held]


def check_may_freeze(meeting: Meeting, *, by: Actor) -> None:
    """Let the secretary freeze an adopted record once what adopted it is public as planned."""
    check_publishes(meeting, by=by)
    if meeting.state != MeetingState.ADOPTED:
        raise RuleBroken(_("The list is still a concept. The body adopts it first."))
    if FrozenPaper.objects.filter(meeting=meeting).exists():
        raise RuleBroken(_("The adopted list is frozen already."))
    waiting = Decision.objects.filter(
        subject__kind=DECISION_LIST,
        subject__subject_id=meeting.pk,
        subject__state=EffectState.APPLIED,
        planned_openness=Openness.PUBLIC,
    ).exclude(openness=Openness.PUBLIC)
    if waiting.exists():
        raise RuleBroken(
            _("Publish the list of the meeting that adopted this one first: that belongs in it.")
        )


def check_may_thaw(meeting: Meeting, *, by: Actor) -> None:
    """Let the secretary take freezing back while nobody signed."""
    check_publishes(meeting, by=by)
    if not FrozenPaper.objects.filter(meeting=meeting).exists():
        raise RuleBroken(_("There is nothing frozen to take back."))
    if RecordSignature.objects.filter(paper__meeting=meeting).exists():
        raise RuleBroken(_("Somebody signed this list off; now it stays as it is."))


def check_may_sign(meeting: Meeting, *, capacity: Capacity, by: Actor) -> None:
    """Let chair and secretary of the body sign a frozen record once, each another person."""
    if capacity not in capacities_of(by, meeting=meeting) or by.person_id is None:
        raise PermissionDenied(capacity)
    if not FrozenPaper.objects.filter(meeting=meeting).exists():
        raise RuleBroken(_("The secretary freezes the adopted list first; then it can be signed."))
    signed = RecordSignature.objects.filter(paper__meeting=meeting)
    if signed.filter(capacity=capacity).exists():
        raise RuleBroken(
            _("The list was signed as %(capacity)s already.") % {"capacity": capacity.label.lower()}
        )
    if signed.filter(person=by.person_id).exists():
        raise RuleBroken(_("Chair and secretary are two people; somebody else signs as well."))
