"""The frozen files of an adopted record, and whether they are still offered."""

from collections import defaultdict

from django.apps import apps
from django.db.models import Q, Value

from ivz.authorization.openness import Openness
from ivz.decisions.models import Guarded
from ivz.meetings.models import Annex, FrozenPaper, Meeting, RecordSignature
from ivz.meetings.queries.decision_lists import DecisionList
from ivz.meetings.states import MeetingState, RecordForm


def rows_in(listed: DecisionList) -> list[str]:
    """Name every row of which the words stand on a list, as ``label:key``."""
    rows: list[Guarded] = []
    for each in listed.items:
        rows += [each.item, *each.annexes, *(row.decision for row in each.decisions)]
        rows += [each.proposal] if each.proposal else []
    rows += [*listed.follow_ups, *listed.settled]
    if listed.adoption is not None:
        rows.append(listed.adoption.decision)
    return sorted({f"{row._meta.label}:{row.pk}" for row in rows})


def is_still_public(paper: FrozenPaper) -> bool:
    """Tell whether everything in a frozen file can still be read by everyone; one query."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for name in paper.covers:
        label, _separator, key = name.partition(":")
        wanted[label].append(int(key))
    found = [
        apps.get_model(label)
        ._default_manager.filter(_open(label), pk__in=keys)
        .order_by()
        .values_list(Value(label), "pk")
        for label, keys in wanted.items()
    ]
    rows = found[0].union(*found[1:]) if found else []
    return len(rows) == len(paper.covers)


def _open(label: str) -> Q:
    public = Q(openness=Openness.PUBLIC)
    return public & Q(withdrawn_at=None) if label == Annex._meta.label else public


def offered(meeting: Meeting, form: RecordForm) -> FrozenPaper | None:
    """Give the frozen file to offer; None while there is none, or once part of it is closed.

    Two queries, and none while the list is a concept.
    """
    if meeting.state != MeetingState.ADOPTED:
        return None
    paper = FrozenPaper.objects.filter(meeting=meeting, form=form).first()
    return paper if paper and is_still_public(paper) else None


def offered_files(meeting: Meeting) -> list[FrozenPaper]:
    """Give every frozen file to offer, with its bytes; a query, and one for each file."""
    papers = FrozenPaper.objects.filter(meeting=meeting)
    return [paper for paper in papers if is_still_public(paper)]


def kept_digests(meeting: Meeting) -> list[FrozenPaper]:
    """Give the frozen files to offer without their bytes; a query, and one for each file."""
    papers = FrozenPaper.objects.filter(meeting=meeting).defer("content")
    return [paper for paper in papers if is_still_public(paper)]


def signatures_of(meeting: Meeting) -> list[RecordSignature]:
    """Give who signed the record off, each once."""
    rows = RecordSignature.objects.filter(paper__meeting=meeting).select_related("person")
    return list({row.capacity: row for row in rows}.values())
