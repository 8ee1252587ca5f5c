"""What pages ask about deadlines, and about what came after them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ivz.accounts.actors import Actor
from ivz.meetings.models import Annex, LateChange, Meeting, Proposal
from ivz.meetings.queries.meetings import Agenda, AgendaRow
from ivz.meetings.states import LateKind, MeetingState


@dataclass(frozen=True, kw_only=True)
class Deadlines:
    """Until when papers can be handed in, and from when the agenda is frozen, seen from a day."""

    papers_due_on: date | None
    freezes_on: date | None
    is_past_due: bool
    is_frozen: bool
    has_to_go_out: bool


def deadlines_of(meeting: Meeting, *, on: date) -> Deadlines | None:
    """Give the terms of a meeting to come; None where none was agreed. No query."""
    due, freezes = meeting.papers_due_on, meeting.freezes_on
    if not meeting.is_to_come or (due is None and freezes is None):
        return None
    return Deadlines(
        papers_due_on=due,
        freezes_on=freezes,
        is_past_due=due is not None and on > due,
        is_frozen=meeting.is_frozen_on(on),
        has_to_go_out=meeting.state == MeetingState.DRAFT and freezes is not None and on >= freezes,
    )


def late_changes(meeting: Meeting, *, actor: Actor) -> list[LateChange]:
    """Give what came after the agenda was frozen, oldest first; for people of the network.

    One query; none where nothing was ever frozen.
    """
    can_be = meeting.freeze_days is not None and meeting.state != MeetingState.DRAFT
    if not can_be or meeting.body.network_id not in actor.network_ids:
        return []
    found = LateChange.objects.visible_to(actor).filter(meeting=meeting)
    return list(found.select_related("item__meeting__body", "proposal__body", "annex__body"))


def late_on(host: Proposal | Annex, *, actor: Actor) -> list[LateChange]:
    """Give when and why a paper or an annex came late, for people of the network; one query."""
    if not actor.network_ids:
        return []
    about = {"proposal": host} if isinstance(host, Proposal) else {"annex": host}
    came = LateChange.objects.visible_to(actor).exclude(kind=LateKind.ITEM_REMOVED)
    found = came.filter(**about)
    return list(found.select_related("meeting__body"))


def with_late(agenda: Agenda, changes: Sequence[LateChange]) -> Agenda:
    """Put with every item what came late of it, of its paper and of its annexes; no query."""
    if not changes:
        return agenda
    rows = [
        replace(row, late=[each for each in changes if _is_of(each, row)]) for row in agenda.rows
    ]
    return replace(agenda, rows=rows)


def _is_of(change: LateChange, row: AgendaRow) -> bool:
    if change.kind == LateKind.ITEM_REMOVED:
        return False
    item = row.item
    paper = item.proposal.pk if item.proposal else None
    if change.annex is not None:
        on_paper = paper is not None and change.annex.proposal_id == paper
        return on_paper or change.annex.item_id == item.pk
    return change.item_id == item.pk or (paper is not None and change.proposal_id == paper)
