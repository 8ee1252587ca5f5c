"""What somebody asks about their own notes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from ivz.accounts.actors import Actor
from ivz.meetings.models import AgendaItem, PrivateNote, Proposal
from ivz.meetings.queries.meetings import AgendaRow


@dataclass(frozen=True, kw_only=True)
class NoteAt:
    """The own note with an item, and what changed in its papers since it was written."""

    note: PrivateNote | None
    is_on_older_paper: bool = False
    newer_annexes: Sequence[str] = ()

    @property
    def version(self) -> int:
        """The version from which writing begins; 0 where nothing was noted."""
        return self.note.version if self.note else 0


def notes_at(rows: Sequence[AgendaRow], *, actor: Actor) -> dict[int, NoteAt]:
    """Give the own note with each item, by its key; one query."""
    papers = [row.item.proposal for row in rows if row.item.proposal]
    about = Q(item__in=[row.item for row in rows]) | Q(proposal__in=papers)
    found = list(PrivateNote.objects.visible_to(actor).filter(about))
    of_item = {note.item_id: note for note in found}
    of_paper = {note.proposal_id: note for note in found if note.proposal_id}
    return {
        row.item.pk: _note_at(row, of_item.get(row.item.pk) or of_paper.get(_paper_of(row)))
        for row in rows
    }


def _paper_of(row: AgendaRow) -> int:
    return row.item.proposal.pk if row.item.proposal else 0


def _note_at(row: AgendaRow, note: PrivateNote | None) -> NoteAt:
    if note is None:
        return NoteAt(note=None)
    paper = row.item.proposal
    newer = [
        hung.annex.title
        for hung in row.annexes
        if hung.newest and hung.newest.number > 1 and hung.newest.added_at > note.written_at
    ]
    is_older = paper is not None and note.paper_version != paper.version
    return NoteAt(
        note=note,
        is_on_older_paper=is_older and note.proposal_id == getattr(paper, "pk", None),
        newer_annexes=newer,
    )


@dataclass(frozen=True, kw_only=True)
class OwnNote:
    """An own note, with where it belongs as far as its writer may still read that."""

    note: PrivateNote
    item: AgendaItem | None
    paper: Proposal | None


def own_notes(actor: Actor) -> list[OwnNote]:
    """Give everything somebody noted, latest first; three queries."""
    notes = list(PrivateNote.objects.visible_to(actor))
    items = AgendaItem.objects.visible_to(actor).filter(pk__in=[each.item_id for each in notes])
    papers = Proposal.objects.visible_to(actor).filter(
        pk__in=[each.proposal_id for each in notes if each.proposal_id]
    )
    known = {item.pk: item for item in items.select_related("meeting__body")}
    read = {paper.pk: paper for paper in papers.select_related("body")}
    return [
        OwnNote(note=each, item=known.get(each.item_id or 0), paper=read.get(each.proposal_id or 0))
        for each in notes
    ]
