"""Meetings: who was there could be there, and what was adopted is complete and unchanged.

Policy: docs/policy/decisions.md#adoption
"""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q

from ivz.home.queries.integrity.finding import Finding, about, each
from ivz.meetings.models import (
    AgendaItem,
    Attendance,
    DraftDecision,
    FrozenPaper,
    Meeting,
    RecordSignature,
)
from ivz.meetings.states import ItemKind, MeetingState


def meeting_findings() -> Iterator[Finding]:
    """Find attendance without a seat that day, and adopted lists that lack something."""
    there = Attendance.objects.all()
    yield from each(there.exclude(seat__body=F("meeting__body")), "the seat is in another body")
    gone = Q(seat__valid_from__gt=F("meeting__date")) | Q(seat__valid_until__lte=F("meeting__date"))
    yield from each(there.filter(gone), "the seat was not in force on the day of the meeting")
    adopted = Meeting.objects.filter(state=MeetingState.ADOPTED)
    yield from each(adopted.filter(published_at=None), "adopted without being published")
    recorded = DraftDecision.objects.filter(item=OuterRef("pk"), decision__isnull=False)
    undecided = AgendaItem.objects.filter(
        Q(kind=ItemKind.DECIDE) | Q(proposal__points__isnull=False),
        ~Exists(recorded),
        meeting__in=adopted,
    )
    yield from each(undecided, "no decision, although the list was adopted")
    strayed = DraftDecision.objects.exclude(decision=None).exclude(
        decision__body=F("item__meeting__body")
    )
    yield from each(strayed, "the decision was taken by another body than the meeting's")
    yield from _frozen_findings()


def _frozen_findings() -> Iterator[Finding]:
    """Find frozen files that are not what was kept, or not what was signed."""
    for paper in FrozenPaper.objects.order_by("pk").iterator(chunk_size=20):
        if not paper.is_intact:
            yield about(paper, "the file is not what was frozen")
    papers = FrozenPaper.objects.exclude(meeting__state=MeetingState.ADOPTED)
    yield from each(papers, "frozen, and the list is not adopted")
    others = RecordSignature.objects.exclude(digest=F("paper__digest"))
    yield from each(others, "signed another file than the one that is kept")
