"""Writing private notes, and letting them go along with their item or paper.

They leave no line in the audit trail: nobody but the writer knows of them.
Policy: docs/policy/meetings.md#private-notes
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.meetings.models import AgendaItem, ParkedItem, PrivateNote, Proposal
from ivz.meetings.rules import notes as rules
from ivz.workflow.versions import lock_version


@transaction.atomic
def write(item: AgendaItem, text: str, *, version: int, now: datetime, by: Actor) -> PrivateNote:
    """Note something with ``item``, for oneself; an empty text removes the note.

    Args:
        item: an item that ``by`` may read, without its paper where that is closed to ``by``.
        text: the whole note as it is from now on.
        version: the version the writer saw; 0 where nothing stood there.
        now: the real moment.
        by: the writer, and the only reader.

    Raises:
        StaleEdit: the writer wrote something else meanwhile, in another window or on a tablet.
    """
    rules.check_may_note(item.meeting, by=by)
    # One writer at a time: two windows of one person cannot both make the first note.
    User.objects.select_for_update(of=("self",)).get(pk=by.user.pk if by.user else 0)
    note = note_at(item, by=by)
    if note is not None:
        note = lock_version(note, version=version)
    if not text.strip():
        return _remove(note)
    note = note or PrivateNote(user=by.user)
    note.text, note.written_at = text, now
    _tie(note, item, by=by)
    note.save()
    return note


def note_at(item: AgendaItem, *, by: Actor) -> PrivateNote | None:
    """Give the own note with an item, or else that with the paper on it; one query."""
    about = Q(item=item)
    if item.proposal is not None:
        about |= Q(proposal=item.proposal)
    found = list(PrivateNote.objects.visible_to(by).filter(about))
    return next((note for note in found if note.item_id == item.pk), next(iter(found), None))


def _tie(note: PrivateNote, item: AgendaItem, *, by: Actor) -> None:
    """Let the note belong to this item and to the paper as it is now."""
    paper = item.proposal
    others = PrivateNote.objects.visible_to(by).exclude(pk=note.pk)
    if paper is not None and others.filter(proposal=paper).exists():
        paper = None
    note.item = item
    note.proposal = paper
    note.paper_version = paper.version if paper else 0


def _remove(note: PrivateNote | None) -> PrivateNote:
    if note is not None:
        note.delete()
    return PrivateNote(version=0)


@transaction.atomic
def remove(note: PrivateNote, *, by: Actor) -> None:
    """Throw an own note away, for good."""
    PrivateNote.objects.visible_to(by).filter(pk=note.pk).delete()


def notes_with(item: AgendaItem) -> list[int]:
    """Give the keys of everybody's notes with an item that is about to leave its agenda."""
    return list(PrivateNote.objects.filter(item=item).values_list("pk", flat=True))


def wait_with(notes: Collection[int], parked: ParkedItem) -> None:
    """Let notes wait together with what was parked; call it inside the transaction that parks."""
    PrivateNote.objects.filter(pk__in=notes).update(parked=parked)


def come_back_with(parked: ParkedItem, item: AgendaItem) -> None:
    """Let what waited with a parked item stand with the item that came of it."""
    PrivateNote.objects.filter(parked=parked).update(item=item)


def hold_for(proposal: Proposal, *, before: int) -> None:
    """Let notes count as written on the same text under its next version."""
    written = PrivateNote.objects.filter(proposal=proposal, paper_version=before)
    written.update(paper_version=proposal.version)
