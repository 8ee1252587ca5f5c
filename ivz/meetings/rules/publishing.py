"""What publishing opens, and who may publish and adopt a decision list.

Policy: docs/policy/openness.md#publishing
"""

from django.db.models import Q
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.decisions.models import Decision
from ivz.errors import RuleBroken
from ivz.meetings.models import AgendaItem, DraftDecision, Meeting
from ivz.meetings.states import ADOPT, PUBLISH

OPENED_BY_PUBLISHING = Q(planned_openness=Openness.PUBLIC, restriction=None)


def check_may_publish(meeting: Meeting, *, by: Actor) -> None:
    """Let the secretary publish once something was recorded."""
    PUBLISH.check(meeting, within=meeting.body, by=by)


def check_may_adopt(meeting: Meeting, *, by: Actor) -> None:
    """Adopting needs that every outcome that was noted is recorded.

    Policy: docs/policy/decisions.md#adoption
    """
    ADOPT.check(meeting, within=meeting.body, by=by)
    if DraftDecision.objects.filter(item__meeting=meeting, decision=None).exists():
        raise RuleBroken(_("Some outcomes are still a draft. Record them first."))


def edition_of(meeting: Meeting) -> str:
    """Name what there is to publish, to notice that it changed after somebody looked."""
    items = AgendaItem.objects.filter(meeting=meeting).order_by("pk")
    seen = [f"{pk}.{version}" for pk, version in items.values_list("pk", "version")]
    recorded = Decision.objects.filter(draft__item__meeting=meeting).order_by("pk")
    return "-".join([*seen, *(str(pk) for pk in recorded.values_list("pk", flat=True))])
