"""Who puts knowledge papers on agendas and with proposals.

Policy: docs/policy/knowledge.md#on-agendas
"""

from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.errors import RuleBroken
from ivz.knowledge.models import KnowledgePaper
from ivz.meetings.models import AgendaItem, Meeting, PresentedPaper, Proposal
from ivz.meetings.rules.planning import check_may_write_proposal
from ivz.network.models import Body

Place = AgendaItem | Proposal


def body_of(place: Place) -> Body:
    """Give the body whose agenda or paper it is."""
    return place.meeting.body if isinstance(place, AgendaItem) else place.body


def check_may_put(paper: KnowledgePaper, place: Place | Meeting, *, by: Actor) -> None:
    """Let who edits the agendas of a body put a paper of its network there, also afterwards.

    Research is kept with the meeting in which it was presented, whatever was recorded there.
    """
    body = place.body if isinstance(place, Meeting) else body_of(place)
    check_may_write_proposal(body, by=by)
    if body.network_id != paper.network_id:
        raise RuleBroken(_("This paper is of another network. Choose a meeting of that one."))
    if paper.openness == Openness.RESTRICTED:
        raise RuleBroken(_("This is for named people only. Add it to the agenda yourself."))


def check_may_take_off(presented: PresentedPaper, *, by: Actor) -> None:
    """Let the same people take a paper off again; the paper itself stays."""
    place = presented.item or presented.proposal
    if place is not None:
        check_may_write_proposal(body_of(place), by=by)
