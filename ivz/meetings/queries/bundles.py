"""What goes into the one file with all papers of a meeting, for one reader."""

from collections.abc import Sequence
from dataclasses import dataclass

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness, most_closed
from ivz.documents import storage
from ivz.documents.models import Version
from ivz.documents.states import FileKind
from ivz.meetings.models import Annex, Meeting, Proposal
from ivz.meetings.queries.annexes import annexes_of
from ivz.meetings.queries.lateness import late_changes, with_late
from ivz.meetings.queries.meetings import Agenda, agenda
from ivz.meetings.queries.proposals import NestedPoint, points_of


@dataclass(frozen=True, kw_only=True)
class BundledPaper:
    """A proposal with its advice points, under the labels of the items it stands on."""

    proposal: Proposal
    labels: Sequence[str]
    points: Sequence[NestedPoint]


@dataclass(frozen=True, kw_only=True)
class BoundAnnex:
    """An annex of which the file is bound along."""

    annex: Annex
    version: Version


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """The agenda and all papers that one reader may read.

    ``bound`` are annexes that are a PDF; ``apart`` the others, and those whose file is not here.
    """

    meeting: Meeting
    agenda: Agenda
    papers: Sequence[BundledPaper]
    bound: Sequence[BoundAnnex]
    apart: Sequence[Annex]

    @property
    def openness(self) -> str:
        """The level of the most closed thing in it."""
        levels = [row.item.openness for row in self.agenda.rows]
        levels += [paper.proposal.openness for paper in self.papers]
        levels += [annex.effective_openness for annex in self.annexes]
        return most_closed(Openness.PUBLIC, *levels)

    @property
    def annexes(self) -> list[Annex]:
        """All annexes, whether their file is bound or not."""
        return [*(bound.annex for bound in self.bound), *self.apart]


def bundle(meeting: Meeting, *, actor: Actor) -> Bundle:
    """Gather agenda, papers and annexes as ``actor`` may read them; three SQL queries a paper."""
    found = with_late(agenda(meeting, actor=actor), late_changes(meeting, actor=actor))
    labels: dict[Proposal, list[str]] = {}
    for row in found.rows:
        if row.item.proposal:
            labels.setdefault(row.item.proposal, []).append(row.item.label)
    items = [row.item for row in found.rows]
    hung = annexes_of(meeting, *labels, *items, actor=actor)
    return Bundle(
        meeting=meeting,
        agenda=found,
        papers=[
            BundledPaper(proposal=each, labels=labels[each], points=points_of(each, actor=actor))
            for each in labels
        ],
        bound=[
            BoundAnnex(annex=each.annex, version=each.newest)
            for each in hung
            if each.newest and _can_be_bound(each.newest)
        ],
        apart=[each.annex for each in hung if not (each.newest and _can_be_bound(each.newest))],
    )


def _can_be_bound(version: Version) -> bool:
    """Tell whether this is a PDF that lies there as it was kept."""
    is_whole = storage.digest_of(version.stored_as) == version.digest
    return version.file_kind == FileKind.PDF and is_whole
