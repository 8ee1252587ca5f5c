"""The agenda of a meeting for other programs: its items, papers and annexes.

Policy: docs/policy/openness.md
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Router

from ivz.authorization.openness import Openness
from ivz.meetings.api import MeetingAnswer, key_of, meeting_asked, moment
from ivz.meetings.models import AdvicePoint, Meeting, Proposal
from ivz.meetings.queries.annexes import HungAnnex, annexes_of
from ivz.meetings.queries.meetings import AgendaRow, agenda, with_annexes
from ivz.meetings.states import ItemKind
from ivz.web.api import ApiSchema
from ivz.web.requests import Request

router = Router(by_alias=True, tags=["meetings"])


class AnnexAnswer(ApiSchema):
    """A paper that hangs on a meeting, an item or a proposal."""

    title: str
    sender: Annotated[str, Field(description="From whom it came in, if from outside.")]
    page: Annotated[str, Field(description="Its page on this site.")]
    file: Annotated[str | None, Field(description="Its file on this site, if it is here.")]


class PointAnswer(ApiSchema):
    """One advice point of a proposal."""

    label: str
    beneath: Annotated[str | None, Field(description="The label of the point it belongs to.")]
    title: str
    text: str
    owner: str
    due: str
    refers_to: Annotated[list[str], Field(description="The labels of other points.")]


class PaperAnswer(ApiSchema):
    """The proposal that an item is about."""

    register_number: str
    body: str
    title: str
    author: str
    portfolio_holder: Annotated[str, Field(description="By function.")]
    dated: date | None
    summary: str
    points: list[PointAnswer]


class AgendaItemAnswer(ApiSchema):
    """One item of an agenda."""

    label: str
    title: str
    kind: ItemKind
    openness: Openness
    starts_at: datetime | None
    planned_minutes: int | None
    sender: str
    presenters: str
    origin: str
    asked_by: Annotated[str, Field(description="Who wanted it there, by function.")]
    asked_in: Annotated[str | None, Field(description="In which earlier meeting.")]
    paper: PaperAnswer | None
    annexes: list[AnnexAnswer]


class AgendaAnswer(ApiSchema):
    """The items of one meeting that are open to whoever asks, in the order of the agenda."""

    meeting: MeetingAnswer
    planned_minutes: int
    items: list[AgendaItemAnswer]
    annexes: Annotated[list[AnnexAnswer], Field(description="What hangs on the meeting itself.")]


@router.get("/meetings/{slug:id}/agenda", response=AgendaAnswer, operation_id="getMeetingAgenda")
def meeting_agenda(request: Request, id: str) -> dict[str, Any]:  # noqa: A002
    """Give the agenda of a meeting, as far as it is open to you."""
    found, actor = meeting_asked(id, actor=request.actor), request.actor
    shown = agenda(found, actor=actor)
    items = [row.item for row in shown.rows]
    papers = [item.proposal for item in items if item.proposal]
    hung = annexes_of(found, *items, *papers, actor=actor)
    points = _points_of(papers)
    return {
        "meeting": found,
        "planned_minutes": shown.planned_minutes,
        "items": [_item(row, found, points) for row in with_annexes(shown, hung).rows],
        "annexes": [_annex(each) for each in hung if each.annex.meeting_id == found.pk],
    }


def _points_of(papers: Collection[Proposal]) -> Mapping[int, list[AdvicePoint]]:
    """Give the advice points by paper, with what they refer to; two queries."""
    found: defaultdict[int, list[AdvicePoint]] = defaultdict(list)
    rows = AdvicePoint.objects.filter(proposal__in=papers).select_related("parent")
    for point in rows.prefetch_related("refers_to").order_by("position"):
        found[point.proposal_id].append(point)
    return found


def _item(
    row: AgendaRow, meeting: Meeting, points: Mapping[int, list[AdvicePoint]]
) -> dict[str, Any]:
    item, paper = row.item, row.item.proposal
    return {
        "label": item.label,
        "title": item.title,
        "kind": item.kind,
        "openness": item.openness,
        "starts_at": moment(meeting.date, row.starts_at),
        "planned_minutes": item.planned_minutes,
        "sender": item.sender,
        "presenters": item.presenters,
        "origin": item.origin,
        "asked_by": item.asked_by.function if item.asked_by else "",
        "asked_in": key_of(item.asked_in) if item.asked_in else None,
        "paper": _paper(paper, points.get(paper.pk, [])) if paper else None,
        "annexes": [_annex(each) for each in row.annexes],
    }


def _paper(paper: Proposal, points: Iterable[AdvicePoint]) -> dict[str, Any]:
    return {
        "register_number": paper.register_number,
        "body": paper.body.slug,
        "title": paper.title,
        "author": paper.author,
        "portfolio_holder": paper.portfolio_holder.function if paper.portfolio_holder else "",
        "dated": paper.dated,
        "summary": paper.summary,
        "points": [_point(each) for each in points],
    }


def _point(point: AdvicePoint) -> dict[str, Any]:
    return {
        "label": point.label,
        "beneath": point.parent.label if point.parent else None,
        "title": point.title,
        "text": point.text,
        "owner": point.owner_words,
        "due": point.due_words,
        "refers_to": [other.label for other in point.refers_to.all()],
    }


def _annex(hung: HungAnnex) -> dict[str, Any]:
    annex = hung.annex
    return {
        "title": annex.title,
        "sender": annex.sender,
        "page": annex.get_absolute_url(),
        "file": hung.newest.document.get_absolute_url() if hung.newest else None,
    }
