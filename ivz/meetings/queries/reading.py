"""A meeting as one member prepares it: what there is to read, how long that takes, own notes."""

from collections.abc import Sequence
from dataclasses import dataclass

from ivz.accounts.actors import Actor
from ivz.documents.page_counts import pages_of
from ivz.meetings.models import Annex, Meeting
from ivz.meetings.queries.annexes import HungAnnex, annexes_of
from ivz.meetings.queries.lateness import late_changes, with_late
from ivz.meetings.queries.meetings import (
    WORDS_A_MINUTE,
    Agenda,
    AgendaRow,
    agenda,
    reading_minutes,
    with_annexes,
)
from ivz.meetings.queries.notes import NoteAt, notes_at

WORDS_A_PAGE = 400  # a full page of a report; a presentation has fewer


@dataclass(frozen=True, kw_only=True)
class PaperToRead:
    """An annex with its file; ``pages`` and ``minutes`` where it is a PDF."""

    hung: HungAnnex
    pages: int | None

    @property
    def annex(self) -> Annex:
        """The annex."""
        return self.hung.annex

    @property
    def minutes(self) -> int:
        """About how long it takes, counted from its pages."""
        return -(-(self.pages or 0) * WORDS_A_PAGE // WORDS_A_MINUTE)


@dataclass(frozen=True, kw_only=True)
class ReadingRow:
    """One item with its papers and the own note."""

    row: AgendaRow
    papers: Sequence[PaperToRead]
    noted: NoteAt
    points_minutes: int

    @property
    def minutes(self) -> int:
        """How long the paper and the annexes of the item take together."""
        return self.row.reading_minutes + sum(paper.minutes for paper in self.papers)

    @property
    def count(self) -> int:
        """How many papers there are."""
        return len(self.papers) + (self.row.item.proposal is not None)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The agenda of one reader, own portfolio apart, with all papers."""

    agenda: Agenda
    rows: Sequence[ReadingRow]
    on_meeting: Sequence[PaperToRead]

    @property
    def own(self) -> list[ReadingRow]:
        """The items of the own portfolio."""
        return [row for row in self.rows if row.row.is_own]

    @property
    def papers(self) -> int:
        """How many papers there are to read."""
        return sum(row.count for row in self.rows) + len(self.on_meeting)

    @property
    def minutes(self) -> int:
        """How long reading them takes."""
        loose = sum(paper.minutes for paper in self.on_meeting)
        return sum(row.minutes for row in self.rows) + loose

    @property
    def points_minutes(self) -> int:
        """How long reading the advice points alone takes."""
        return sum(row.points_minutes for row in self.rows)

    @property
    def points(self) -> int:
        """How many advice points there are."""
        papers = [row.row.item.proposal for row in self.rows]
        return sum(len(paper.points.all()) for paper in papers if paper)


def reading(meeting: Meeting, *, actor: Actor) -> Reading:
    """Gather what ``actor`` has to read for a meeting; the queries of the agenda and four more."""
    found = agenda(meeting, actor=actor)
    items = [row.item for row in found.rows]
    papers = [item.proposal for item in items if item.proposal]
    hung = annexes_of(meeting, *items, *papers, actor=actor)
    found = with_late(with_annexes(found, hung), late_changes(meeting, actor=actor))
    noted = notes_at(found.rows, actor=actor)
    return Reading(
        agenda=found,
        rows=[_reading_row(row, noted[row.item.pk]) for row in found.rows],
        on_meeting=[_to_read(each) for each in hung if each.annex.meeting_id == meeting.pk],
    )


def _reading_row(row: AgendaRow, noted: NoteAt) -> ReadingRow:
    paper = row.item.proposal
    has_points = paper is not None and bool(paper.points.all())
    return ReadingRow(
        row=row,
        papers=[_to_read(each) for each in row.annexes],
        noted=noted,
        points_minutes=reading_minutes(paper, points_only=True) if paper and has_points else 0,
    )


def _to_read(hung: HungAnnex) -> PaperToRead:
    return PaperToRead(hung=hung, pages=pages_of(hung.newest) if hung.newest else None)
