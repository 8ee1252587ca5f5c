"""The register of decisions, for other programs.

Policy: docs/policy/decisions.md#register
"""

from datetime import date
from typing import Annotated, Any

from ninja import Field, Query, Router

from ivz.decisions.models import DecisionElsewhere, FollowUp
from ivz.decisions.states import ElsewhereState, FollowUpKind, FollowUpState, Outcome
from ivz.meetings.api import KEY_SEPARATOR, key_of
from ivz.meetings.queries import register as queries
from ivz.meetings.queries.decision_lists import owner_of
from ivz.meetings.queries.register import Entry, Sought
from ivz.web.api import ApiSchema, NotFound, Page, Paging, Slug, paged
from ivz.web.requests import Request

router = Router(by_alias=True, tags=["decisions"])


class FollowUpAnswer(ApiSchema):
    """What has to follow from a decision, and whether it was done."""

    kind: FollowUpKind
    what: str
    owner: str
    due_on: date | None
    due_words: str
    state: FollowUpState
    done_on: date | None
    result: str

    @staticmethod
    def resolve_owner(follow_up: FollowUp) -> str:
        """Who takes it up, by function."""
        return owner_of(follow_up)


class CompletionAnswer(ApiSchema):
    """How many received a decision, and how many of them acknowledged that."""

    addressed: int
    acknowledged: int
    is_complete: bool


class ElsewhereAnswer(ApiSchema):
    """What another organisation has to decide, and how far that is."""

    organisation: str
    what: str
    due_on: date | None
    state: ElsewhereState
    on: date | None
    evidence: str
    link: str

    @staticmethod
    def resolve_organisation(row: DecisionElsewhere) -> str:
        """Who decides it."""
        return row.organisation.slug


class RegisteredDecision(ApiSchema):
    """One decision with what became of it."""

    id: Annotated[str, Field(examples=["dvo-twente_2016-8"])]
    reference: Annotated[str, Field(examples=["DVO 2016-8"])]
    network: str
    body: str
    year: int
    decided_on: date
    title: str
    text: str
    outcome: Outcome
    owner: str
    due_on: date | None
    due_words: str
    meeting: str | None
    item: str | None
    effect: str
    corrects: str | None
    correction_reason: str
    corrected_by: str | None
    follow_ups: list[FollowUpAnswer]
    completion: CompletionAnswer | None
    elsewhere: list[ElsewhereAnswer]


class DecisionPage(Page[RegisteredDecision]):
    """A part of the decisions that are open to you."""


class DecisionFilter(Paging):
    """Which decisions are asked."""

    network: Slug | None = None
    body: Slug | None = None
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    outcome: Outcome | None = None
    theme: Annotated[Slug | None, Field(description="The code of a theme.")] = None


@router.get("/decisions", response=DecisionPage, operation_id="listDecisions")
def decisions(request: Request, asked: Query[DecisionFilter]) -> dict[str, Any]:
    """List the decisions that are open to you, newest first; practice is left out."""
    sought = Sought(
        body=asked.body or "",
        year=asked.year,
        outcome=asked.outcome or "",
        theme=asked.theme or "",
    )
    found = queries.with_context(queries.register_of(None, sought, actor=request.actor))
    if asked.network is not None:
        found = found.filter(body__network__slug=asked.network)
    page = paged(found, asked)
    entries = queries.entries(page["items"], actor=request.actor)
    return {**page, "items": [_answer(entry) for entry in entries]}


@router.get("/decisions/{slug:id}", response=RegisteredDecision, operation_id="getDecision")
def decision(request: Request, id: str) -> dict[str, Any]:  # noqa: A002 the name in the address
    """Give one decision that is open to you."""
    body, _separator, numbered = id.rpartition(KEY_SEPARATOR)
    year, _dash, number = numbered.partition("-")
    wanted = int(year) if year.isascii() and year.isdigit() and len(year) == len("2016") else 0
    entry = queries.numbered(body, year=wanted, number=number, actor=request.actor)
    if entry is None:
        raise NotFound
    return _answer(entry)


def _answer(entry: Entry) -> dict[str, Any]:
    decision, item = entry.decision, entry.item
    meeting = item.meeting if item else None
    slug = decision.body.slug
    return {
        "id": f"{slug}{KEY_SEPARATOR}{decision.year}-{decision.number_in_series}",
        "reference": decision.reference,
        "network": decision.body.network.slug,
        "body": slug,
        "year": decision.year,
        "decided_on": decision.decided_on,
        "title": decision.title,
        "text": decision.text,
        "outcome": decision.outcome,
        "owner": decision.owner_name,
        "due_on": decision.due_on,
        "due_words": decision.due_words,
        "meeting": key_of(meeting) if meeting else None,
        "item": item.label if item else None,
        "effect": entry.told,
        "corrects": entry.corrects.reference if entry.corrects else None,
        "correction_reason": decision.correction_reason,
        "corrected_by": entry.corrected_by.reference if entry.corrected_by else None,
        "follow_ups": entry.follow_ups,
        "completion": entry.completion,
        "elsewhere": entry.elsewhere.rows,
    }
