"""A proposal with nine advice points on the agenda, and what a secretary does with it."""

import datetime as dt

from ivz.authorization.openness import Openness
from ivz.decisions.states import Outcome
from ivz.meetings.actions import recording
from ivz.meetings.actions.recording import Noted
from ivz.meetings.models import AdvicePoint
from ivz.meetings.rules.recording import points_of
from tests.factories import (
    AdvicePointFactory,
    AgendaItemFactory,
    BodyFactory,
    MeetingFactory,
    PersonFactory,
    ProposalFactory,
)

OPEN_POINT = "8"
LATER = dt.date(2016, 12, 12)
OPEN_QUESTION = "In welke vorm de samenwerking verdergaat."


def board():
    """Build the body that decides."""
    return BodyFactory(name="Districtelijk Veiligheidsoverleg", short_name="DVO", slug="dvo")


def item_with_points(*, meeting=None, count=9, planned=Openness.PUBLIC, label="D1"):
    """Build an agenda item with a proposal of ``count`` points; point 7 has two parts."""
    meeting = meeting or MeetingFactory(body=board())
    proposal = ProposalFactory(body=meeting.body, planned_openness=planned)
    for position in range(1, count + 1):
        AdvicePointFactory(proposal=proposal, position=position, owner_words=f"Eigenaar {position}")
    parent = AdvicePoint.objects.filter(proposal=proposal, label="7").first()
    for position, letter in enumerate("ab" if parent else "", start=count + 1):
        AdvicePointFactory(proposal=proposal, position=position, label=f"7{letter}", parent=parent)
    return AgendaItemFactory(
        meeting=meeting, proposal=proposal, label=label, planned_openness=planned
    )


def later_meeting(item, *, date=LATER):
    """Build the meeting in which an open point returns."""
    meeting = item.meeting
    return MeetingFactory(body=meeting.body, date=date, is_practice=meeting.is_practice)


def accepted(text="Akkoord zoals voorgesteld.", **more):
    """Note "accepted"."""
    return Noted(outcome=Outcome.ACCEPTED, text=text, **more)


def with_open_point(*, returns_in, text="Akkoord, met één vraag.", **more):
    """Note "accepted with open point", complete."""
    defaults = {"owner": PersonFactory(function="Portefeuillehouder")}
    return Noted(
        outcome=Outcome.ACCEPTED_WITH_OPEN_POINT,
        text=text,
        open_point=OPEN_QUESTION,
        returns_in=returns_in,
        **{**defaults, **more},
    )


def note(item, label, noted, *, by, version=0):
    """Save a draft on the point with this label."""
    point = next(point for point in points_of(item) if point.label == label)
    return recording.save_draft(item, noted, point=point.source, version=version, by=by)


def decide_all(item, *, by, returns_in=None):
    """Draft all points: point 8 with an open point where a later meeting is given."""
    if returns_in is not None:
        note(item, OPEN_POINT, with_open_point(returns_in=returns_in), by=by)
    recording.accept_rest(item, by=by)


def record(item, *, by, conclusion="Het voorstel is akkoord."):
    """Record all points of an item."""
    item.refresh_from_db()
    return recording.record(item, conclusion=conclusion, version=item.version, by=by)
