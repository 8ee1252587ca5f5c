"""The three forms of record as papers, each made from the same list of items and decisions.

Whoever asks for a paper gives the list as its reader may see it; nothing else goes in.
Policy: docs/policy/meetings.md#records
"""

from collections.abc import Callable, Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ivz.decisions.models import FollowUp
from ivz.documents.papers import Paper, Part
from ivz.meetings.models import Meeting
from ivz.meetings.queries.blocks import Block
from ivz.meetings.queries.decision_lists import (
    DecisionList,
    ListedDecision,
    ListedItem,
    owner_of,
)
from ivz.meetings.queries.item_facts import named_annex
from ivz.meetings.states import RecordForm
from ivz.web.templatetags.ivz import day_date, long_date, period


def paper_of(form: RecordForm, listed: DecisionList) -> Paper:
    """Give the record of a meeting as a paper in one of its forms."""
    meeting = listed.meeting
    heading = _TITLES[form](meeting)
    name, day = meeting.body.short_name, day_date(meeting.date)
    return Paper(
        kicker=meeting.body.name,
        title=heading,
        foot=f"{form.label} {name}, {day}{_concept_mark(listed)}",
        facts=_facts(listed, form=form),
        parts=_PARTS[form](listed),
    )


def title_of(form: RecordForm, meeting: Meeting) -> str:
    """Name a record with its day: ``Minutes of Monday 10 October 2016``."""
    return _TITLES[form](meeting)


_TITLES: dict[RecordForm, Callable[[Meeting], str]] = {
    RecordForm.DECISION_LIST: lambda meeting: (
        _("Decision list of %(day)s") % {"day": long_date(meeting.date)}
    ),
    RecordForm.MINUTES: lambda meeting: _("Minutes of %(day)s") % {"day": long_date(meeting.date)},
    RecordForm.FEEDBACK_NOTE: lambda meeting: (
        _("Feedback note of %(day)s") % {"day": long_date(meeting.date)}
    ),
}


def _concept_mark(listed: DecisionList) -> str:
    return f", {_('concept, still to be adopted')}" if listed.is_concept else ""


def _facts(listed: DecisionList, *, form: RecordForm) -> list[tuple[str, str]]:
    """Give what stands above a record; who reads a feedback note was not there."""
    meeting, facts = listed.meeting, []
    if meeting.is_practice:
        facts.append((_("Status"), _("Practice, made up for illustration")))
    if form == RecordForm.FEEDBACK_NOTE:
        return facts
    hours = period(meeting.starts_at, meeting.ends_at) if meeting.starts_at else ""
    told = {
        _("Time"): hours,
        _("Where"): meeting.place,
        _("Deputy chair") if meeting.is_chaired_by_deputy else _("Chair"): (
            meeting.chair.function if meeting.chair else ""
        ),
        _("Secretary"): meeting.secretary.function if meeting.secretary else "",
        _("Present"): _present(listed),
        **{name: "; ".join(people) for name, people in listed.attendees.told},
        _("Guests"): "; ".join(listed.turnout.guests),
    }
    facts += [(name, value) for name, value in told.items() if value]
    return facts + _adopted(listed)


def _adopted(listed: DecisionList) -> list[tuple[str, str]]:
    """Give by which decision the record was adopted, and what that added."""
    if listed.adoption is None:
        return []
    adoption = listed.adoption
    how = _("In the meeting of %(day)s, by decision %(reference)s.") % {
        "day": long_date(adoption.meeting.date),
        "reference": adoption.decision.reference,
    }
    name = _("Adopted with additions") if adoption.additions else _("Adopted without changes")
    return [(name, " ".join(filter(None, [how, adoption.additions])))]


def _present(listed: DecisionList) -> str:
    turnout = listed.turnout
    if not turnout.is_known:
        return _("not recorded")
    others = turnout.others + int(turnout.has_chair)
    present = ngettext("1 person", "%(others)s people", others) % {"others": others}
    if not turnout.absent:
        return present
    absent = ngettext("1 absent", "%(absent)s absent", turnout.absent) % {"absent": turnout.absent}
    return f"{present}; {absent}"


def _decision_list_parts(listed: DecisionList) -> list[Part]:
    parts = [
        Part(
            heading=_heading(table.item.label, table.item.title) if table.item else _("Decisions"),
            columns=[_("No."), _("Decision"), _("Outcome"), _("Who"), _("When")],
            rows=[_row(row) for row in table.rows],
        )
        for table in listed.tables
    ]
    parts += [
        Part(
            heading=_heading(each.item.label, each.item.title),
            paragraphs=[*map(_agreed, each.agreed)],
        )
        for each in listed.agreeing
    ]
    parts += [*_settled(listed), *_annexes(listed)]
    if listed.meeting.has_minutes:
        return parts
    return parts + _under_senders(
        listed.reported, _numbered, lambda each: [*_introduced(each), *_said(each)]
    )


def _minutes_parts(listed: DecisionList) -> list[Part]:
    parts = _under_senders(
        listed.spoken_of,
        _numbered,
        lambda each: [
            *_introduced(each),
            *_said(each),
            *map(_decided, each.decisions),
            *map(_agreed, each.agreed),
        ],
    )
    return parts + _settled(listed) + _tasks(listed) + _annexes(listed)


def _feedback_parts(listed: DecisionList) -> list[Part]:
    parts = _under_senders(
        listed.in_short,
        lambda each: each.item.title,
        lambda each: [
            *_introduced(each),
            *map(_lines, each.short),
            *map(_decided, each.decisions),
            *map(_agreed, each.agreed),
        ],
    )
    return parts + _settled(listed) + _tasks(listed) + _annexes(listed)


_PARTS: dict[RecordForm, Callable[[DecisionList], list[Part]]] = {
    RecordForm.DECISION_LIST: _decision_list_parts,
    RecordForm.MINUTES: _minutes_parts,
    RecordForm.FEEDBACK_NOTE: _feedback_parts,
}


def _under_senders(
    items: Iterable[ListedItem],
    heading: Callable[[ListedItem], str],
    paragraphs: Callable[[ListedItem], list[str]],
) -> list[Part]:
    """Give a part for each item; announcements from one sender stand together under its name."""
    parts, before = [], ""
    for each in items:
        sender = each.item.sender
        if sender and sender != before:
            told = _("Announcements from %(sender)s") % {"sender": sender}
            parts.append(Part(heading=told))
        level = 3 if sender else 2
        parts.append(Part(heading=heading(each), level=level, paragraphs=paragraphs(each)))
        before = sender
    return parts


def _numbered(each: ListedItem) -> str:
    return _heading(each.item.label, each.item.title)


def _introduced(each: ListedItem) -> list[str]:
    return [" · ".join(each.facts)] if each.facts else []


def _heading(label: str, title: str) -> str:
    return f"{label} {title}"


def _said(each: ListedItem) -> Iterator[str]:
    yield from map(_lines, each.minutes)
    if each.item.conclusion:
        yield f"{_('Conclusion of the chair:')} {each.item.conclusion}"
    yield from (f"{voice.seat.person}: {voice.told}" for voice in each.voices)


def _lines(block: Block) -> str:
    if block.is_list:
        return "\n".join(f"• {line}" for line in block.lines)
    return " ".join(block.lines)


def _decided(row: ListedDecision) -> str:
    """Give a decision as a paragraph: what, how it came out, who and when, and what is open."""
    decision = row.decision
    when = decision.due_words or day_date(decision.due_on)
    who = ", ".join(filter(None, [decision.owner_name, when]))
    first = f"{decision.reference} {decision.get_outcome_display()}: {decision.text}"
    opened = [f"{_('Open point:')} {point.what}" for point in row.open_points]
    return "\n".join(filter(None, [first, row.told, *opened, who]))


def _agreed(follow_up: FollowUp) -> str:
    when = follow_up.due_words or day_date(follow_up.due_on)
    who = ", ".join(filter(None, [owner_of(follow_up), when]))
    told = f"{follow_up.get_kind_display()}: {follow_up.what}"
    return f"{told} ({who})" if who else told


def _settled(listed: DecisionList) -> list[Part]:
    told = [" ".join(filter(None, [each.what, each.result])) for each in listed.settled]
    heading = _("Answered or done in this meeting")
    return [Part(heading=heading, paragraphs=told)] if told else []


def _annexes(listed: DecisionList) -> list[Part]:
    """Give number, item and annexes of each item that has any."""
    rows = [[each.item.label, each.item.title, _named(each)] for each in listed.with_papers]
    columns = [_("No."), _("Agenda item"), _("Annexes")]
    heading = _("Agenda items and their annexes")
    return [Part(heading=heading, columns=columns, rows=rows)] if rows else []


def _named(each: ListedItem) -> str:
    paper = each.proposal
    numbered = [_("Proposal %(number)s") % {"number": paper.register_number}] if paper else []
    return "; ".join([*numbered, *map(named_annex, each.annexes)])


def _row(row: ListedDecision) -> list[str]:
    decision = row.decision
    opened = [f"{_('Open point:')} {point.what}" for point in row.open_points]
    told = filter(None, [decision.text, row.told, *opened, f"({decision.reference})"])
    when = decision.due_words or day_date(decision.due_on)
    label = row.label or row.item.label
    outcome = decision.get_outcome_display()
    return [label, " ".join(told), outcome, decision.owner_name, when]


def _tasks(listed: DecisionList) -> list[Part]:
    rows = [
        [share.owner, task.what, task.due_words or day_date(task.due_on)]
        for share in listed.shares
        for task in share.tasks
    ]
    if not rows:
        return []
    columns = [_("Who"), _("What"), _("When")]
    return [Part(heading=_("Who does what"), columns=columns, rows=rows)]
