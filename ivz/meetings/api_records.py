"""The record of a meeting for other programs: who was there, what was said and agreed.

Policy: docs/policy/meetings.md#records
"""

from datetime import date
from typing import Annotated, Any

from ninja import Field, Router

from ivz.meetings.api import MeetingAnswer, key_of, meeting_asked
from ivz.meetings.api_decisions import FollowUpAnswer
from ivz.meetings.models import Meeting, Voice
from ivz.meetings.queries.attendance import Attendees
from ivz.meetings.queries.decision_lists import (
    DecisionList,
    ListedItem,
    decision_list,
    has_list,
)
from ivz.meetings.queries.freezing import kept_digests, signatures_of
from ivz.meetings.states import Capacity, MeetingState, MemberPosition, RecordForm
from ivz.web.api import ApiSchema, NotFound
from ivz.web.requests import Request

router = Router(by_alias=True, tags=["meetings"])


class ReplacedAnswer(ApiSchema):
    """A member who was replaced, and who came, both by function."""

    member: str
    by: str


class AttendanceAnswer(ApiSchema):
    """Who was there and who was not, by function; the chair counts as present."""

    is_known: bool
    present: list[str]
    absent: list[str]
    replaced: list[ReplacedAnswer]
    guests: list[str]


class PositionAnswer(ApiSchema):
    """Where a member stood on an item, or that it went without them."""

    member: Annotated[str, Field(description="By function.")]
    is_away: bool
    position: MemberPosition | None
    words: str


class RecordedItemAnswer(ApiSchema):
    """What was said, concluded and agreed at one item."""

    label: str
    title: str
    minutes: str
    conclusion: str
    positions: list[PositionAnswer]
    decisions: Annotated[list[str], Field(description="References, such as DVO 2016-8.")]
    agreed: list[FollowUpAnswer]


class AdoptionAnswer(ApiSchema):
    """By which decision of which later meeting the record was adopted, with what additions."""

    meeting: str
    decision: str
    additions: str


class FrozenAnswer(ApiSchema):
    """A file of the adopted record, with the digest by which a copy is checked."""

    form: RecordForm
    sha256: str
    frozen_on: date


class SignatureAnswer(ApiSchema):
    """Who signed the adopted record off, by function."""

    capacity: Capacity
    function: str
    signed_on: date


class RecordAnswer(ApiSchema):
    """The record of one meeting as far as it is open to whoever asks."""

    meeting: MeetingAnswer
    is_concept: bool
    forms: list[RecordForm]
    summary: str
    attendance: AttendanceAnswer
    items: list[RecordedItemAnswer]
    settled: Annotated[
        list[FollowUpAnswer], Field(description="What earlier meetings left, settled in this one.")
    ]
    adoption: AdoptionAnswer | None
    frozen: list[FrozenAnswer]
    signatures: list[SignatureAnswer]


@router.get("/meetings/{slug:id}/record", response=RecordAnswer, operation_id="getMeetingRecord")
def record(request: Request, id: str) -> dict[str, Any]:  # noqa: A002 the name in the address
    """Give the record of a meeting: once published, to people of the network before that."""
    found, actor = meeting_asked(id, actor=request.actor), request.actor
    is_inside = found.body.network_id in actor.network_ids
    if not has_list(found) or not (found.is_published or is_inside):
        raise NotFound
    listed = decision_list(found, actor=actor)
    return {
        "meeting": found,
        "is_concept": listed.is_concept,
        "forms": [form for form in RecordForm if found.makes(form)],
        "summary": found.summary,
        "attendance": _attendance(listed.attendees),
        "items": [_item(each) for each in listed.items],
        "settled": listed.settled,
        "adoption": _adoption(listed),
        **_kept(found),
    }


def _attendance(attendees: Attendees) -> dict[str, Any]:
    stood_in = {row.deputy_id for row in attendees.deputies}
    replaced = {row.seat.person_id for row in attendees.deputies}
    return {
        "is_known": attendees.is_known,
        "present": [str(each) for each in attendees.present if each.pk not in stood_in],
        "absent": [str(each) for each in attendees.absent if each.pk not in replaced],
        "replaced": [
            {"member": str(row.seat.person), "by": str(row.deputy)} for row in attendees.deputies
        ],
        "guests": attendees.guests,
    }


def _item(listed: ListedItem) -> dict[str, Any]:
    return {
        "label": listed.item.label,
        "title": listed.item.title,
        "minutes": listed.item.minutes,
        "conclusion": listed.item.conclusion,
        "positions": [_position(each) for each in listed.voices],
        "decisions": [row.decision.reference for row in listed.decisions],
        "agreed": listed.agreed,
    }


def _position(voice: Voice) -> dict[str, Any]:
    return {
        "member": str(voice.seat.person),
        "is_away": voice.is_away,
        "position": voice.position or None,
        "words": voice.words,
    }


def _adoption(listed: DecisionList) -> dict[str, Any] | None:
    if listed.adoption is None:
        return None
    return {
        "meeting": key_of(listed.adoption.meeting),
        "decision": listed.adoption.decision.reference,
        "additions": listed.adoption.additions,
    }


def _kept(meeting: Meeting) -> dict[str, Any]:
    """Give the frozen files that are still offered, and who signed them; only once adopted."""
    if meeting.state != MeetingState.ADOPTED:
        return {"frozen": [], "signatures": []}
    papers = kept_digests(meeting)
    signatures = signatures_of(meeting) if papers else []
    return {
        "frozen": [
            {"form": each.form, "sha256": each.digest, "frozen_on": each.frozen_on}
            for each in papers
        ],
        "signatures": [
            {"capacity": each.capacity, "function": str(each.person), "signed_on": each.signed_on}
            for each in signatures
        ],
    }
