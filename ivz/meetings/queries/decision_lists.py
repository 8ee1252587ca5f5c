"""The decision list of a meeting, as one reader may see it.

Policy: docs/policy/openness.md#publishing
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Value

from ivz.accounts.actors import Actor
from ivz.decisions.effects import About
from ivz.decisions.models import Decision, FollowUp
from ivz.decisions.queries import effect_told, subjects_of
from ivz.decisions.states import FollowUpKind
from ivz.meetings.models import AgendaItem, Annex, Meeting, Proposal, Voice
from ivz.meetings.queries import record_rows
from ivz.meetings.queries.adoption import Adoption, adoption_of
from ivz.meetings.queries.annexes import hanging
from ivz.meetings.queries.attendance import Attendees, Turnout, attendees, turnout
from ivz.meetings.queries.blocks import Block, blocks_in
from ivz.meetings.queries.item_facts import facts_of
from ivz.meetings.queries.voices import sorted_voices
from ivz.meetings.rules.publishing import OPENED_BY_PUBLISHING
from ivz.meetings.states import ItemKind, MeetingState


@dataclass(frozen=True, kw_only=True)
class ListedDecision:
    """One decision with its open points, what it replaced and what it did.

    ``label`` is that of the advice point; empty where the item itself was decided. ``about`` is
    the subject where the reader may read that; ``told`` does not name it.
    """

    item: AgendaItem
    label: str
    decision: Decision
    open_points: list[FollowUp]
    corrects: Decision | None
    about: About | None

    @property
    def told(self) -> str:
        """What the decision did to its subject; empty where it has none."""
        decided = getattr(self.decision, "subject", None)
        return effect_told(decided) if decided else ""


@dataclass(frozen=True, kw_only=True)
class ListedItem:
    """One agenda item with its papers, what was decided, said, and agreed apart from that."""

    item: AgendaItem
    decisions: list[ListedDecision]
    proposal: Proposal | None
    annexes: list[Annex]
    agreed: list[FollowUp]
    voices: list[Voice]

    @property
    def minutes(self) -> list[Block]:
        """The report of the item, in paragraphs and lists."""
        return blocks_in(self.item.minutes)

    @property
    def facts(self) -> list[str]:
        """What was asked with it, who presented it and who wanted it there."""
        return facts_of(self.item)

    @property
    def short(self) -> list[Block]:
        """The item in short: how the chair summed up, else how the report begins."""
        return blocks_in(self.item.conclusion) or self.minutes[:1]


@dataclass(frozen=True, kw_only=True)
class Table:
    """Decisions that stand together: those on one proposal, or all others (no item)."""

    item: AgendaItem | None
    rows: list[ListedDecision]


@dataclass(frozen=True, kw_only=True)
class Share:
    """What one owner takes up from a meeting."""

    owner: str
    tasks: list[FollowUp]


@dataclass(frozen=True, kw_only=True)
class ListedPaper:
    """A paper on the list, with the annexes that hang on it."""

    proposal: Proposal
    annexes: list[Annex]


@dataclass(frozen=True, kw_only=True)
class DecisionList:
    """What one reader may see of what a meeting decided."""

    meeting: Meeting
    items: list[ListedItem]
    papers: list[ListedPaper]
    annexes: list[Annex]
    attendees: Attendees
    follow_ups: list[FollowUp]
    settled: list[FollowUp]
    adoption: Adoption | None

    @property
    def turnout(self) -> Turnout:
        """How many were there."""
        return turnout(self.meeting, self.attendees)

    @property
    def is_concept(self) -> bool:
        """Whether the body still has to adopt the list."""
        return self.meeting.state != MeetingState.ADOPTED

    @property
    def tables(self) -> list[Table]:
        """The decisions, a table for each item with several, then one for all others."""
        several = [listed for listed in self.items if len(listed.decisions) > 1]
        others = [listed for listed in self.items if len(listed.decisions) == 1]
        found = [Table(item=listed.item, rows=listed.decisions) for listed in several]
        rows = [decision for listed in others for decision in listed.decisions]
        if len(others) == 1:
            found.append(Table(item=others[0].item, rows=rows))
        elif rows:
            found.append(Table(item=None, rows=rows))
        return found

    @property
    def decision_count(self) -> int:
        """How many decisions stand on this list."""
        return sum(len(listed.decisions) for listed in self.items)

    @property
    def reported(self) -> list[ListedItem]:
        """The items of which something was written down."""
        return [
            listed
            for listed in self.items
            if listed.item.minutes or listed.item.conclusion or listed.voices
        ]

    @property
    def spoken_of(self) -> list[ListedItem]:
        """The items of which something was said or decided, or that tell where something lies."""
        return [
            each
            for each in self.items
            if each.decisions
            or each.short
            or each.agreed
            or each.voices
            or each.annexes
            or each.item.origin
        ]

    @property
    def agreeing(self) -> list[ListedItem]:
        """The items at which something was agreed apart from the decisions."""
        return [listed for listed in self.items if listed.agreed]

    @property
    def with_papers(self) -> list[ListedItem]:
        """The items with a paper or an annex."""
        return [listed for listed in self.items if listed.proposal or listed.annexes]

    @property
    def in_short(self) -> list[ListedItem]:
        """What matters to who was not there: all of that but the order of the meeting."""
        return [
            listed
            for listed in self.spoken_of
            if listed.decisions or listed.agreed or listed.item.kind != ItemKind.PROCEDURE
        ]

    @property
    def shares(self) -> list[Share]:
        """Who takes up what, in order of first mention."""
        by_owner = defaultdict(list)
        for follow_up in self.follow_ups:
            by_owner[owner_of(follow_up)].append(follow_up)
        return [Share(owner=owner, tasks=tasks) for owner, tasks in by_owner.items() if owner]


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What publishing will show, and how much of what one reader may read stays closed."""

    public: DecisionList
    closed_items: int
    closed_decisions: int


def has_list(meeting: Meeting) -> bool:
    """Tell whether ``meeting`` has a decision list: something was recorded."""
    return meeting.state in {MeetingState.HELD, MeetingState.ADOPTED}


def decision_list(meeting: Meeting, *, actor: Actor) -> DecisionList:
    """Give what ``actor`` may see of what ``meeting`` decided; nine SQL queries at most.

    One more once adopted, and for each kind of subject that the decisions are about.
    """
    return _listed(meeting, actor=actor, opening=False)


def preview(meeting: Meeting, *, actor: Actor) -> Preview:
    """Give exactly what a visitor will see once ``meeting`` is published, and what not."""
    public = _listed(meeting, actor=Actor(today=actor.today), opening=True)
    closed = _closed(meeting, actor=actor)
    return Preview(public=public, closed_items=closed["item"], closed_decisions=closed["decision"])


def _closed(meeting: Meeting, *, actor: Actor) -> Counter[str]:
    """Count what stays closed of what ``actor`` may read, per kind; one query."""
    items = AgendaItem.objects.visible_to(actor).filter(meeting=meeting)
    decisions = Decision.objects.visible_to(actor).filter(draft__item__meeting=meeting)
    readable: dict[str, QuerySet[Any]] = {"item": items, "decision": decisions}
    stays = [
        rows.exclude(OPENED_BY_PUBLISHING).order_by().values_list(Value(kind), "pk")
        for kind, rows in readable.items()
    ]
    return Counter(kind for kind, _pk in stays[0].union(stays[1]))


def _listed(meeting: Meeting, *, actor: Actor, opening: bool) -> DecisionList:
    shown: list[Any] = list(record_rows.items_of(actor, meeting.pk, opening=opening))
    keys = {item.pk for item in shown}
    found = record_rows.decisions_of(actor, meeting.pk, opening=opening)
    decisions = [decision for decision in found if decision.draft.item_id in keys]
    follow_ups, settled = _follow_ups(meeting, keys, decisions, actor=actor, opening=opening)
    paper_of = _papers_on(meeting, shown, actor=actor, opening=opening)
    annexes = record_rows.annexes_of(actor, meeting.pk, opening=opening)
    hung = hanging(annexes, items=keys, papers=paper_of)
    voices = _voices_on(meeting, shown, actor=actor, opening=opening)
    replaced = _replaced(decisions, actor=actor, opening=opening)
    decided = [decision.subject for decision in decisions if hasattr(decision, "subject")]
    abouts = subjects_of(decided, actor=actor)
    per_item = _per_item(shown, decisions, follow_ups=follow_ups, replaced=replaced, abouts=abouts)
    agreed = defaultdict(list)
    for each in follow_ups:
        agreed[_item_of(each)].append(each)
    items = [
        ListedItem(
            item=item,
            decisions=per_item[item.pk],
            proposal=paper_of.get(item.proposal_id or 0),
            annexes=hung.of_item(item),
            agreed=agreed[item.pk],
            voices=voices[item.pk],
        )
        for item in shown
    ]
    return DecisionList(
        meeting=meeting,
        items=items,
        papers=[
            ListedPaper(proposal=each, annexes=hung.on_paper[key]) for key, each in paper_of.items()
        ],
        annexes=hung.on_meeting,
        attendees=attendees(meeting),
        follow_ups=follow_ups,
        settled=settled,
        adoption=adoption_of(meeting, actor=actor),
    )


def _replaced(
    decisions: Iterable[Decision], *, actor: Actor, opening: bool
) -> Mapping[int, Decision]:
    """Give the decisions that these put right, by key; no query where there are none."""
    keys = {decision.corrects_id for decision in decisions if decision.corrects_id}
    if not keys:
        return {}
    replaced = record_rows.replaced_of(actor, tuple(sorted(keys)), opening=opening)
    return {each.pk: each for each in replaced}


def _papers_on(
    meeting: Meeting, items: Iterable[AgendaItem], *, actor: Actor, opening: bool
) -> dict[int, Proposal]:
    network_id = meeting.body.network_id
    papers = record_rows.papers_of(actor, meeting.pk, network_id, opening=opening)
    shown = {item.proposal_id for item in items}
    return {paper.pk: paper for paper in papers if paper.pk in shown}


def _voices_on(
    meeting: Meeting, items: Iterable[Any], *, actor: Actor, opening: bool
) -> Mapping[int, list[Voice]]:
    """Sort what members said by item; one query, and none where nobody did."""
    with_voices = [item for item in items if item.has_voices]
    if not with_voices:
        return sorted_voices((), items=())
    voices = record_rows.voices_of(actor, meeting.pk, opening=opening)
    return sorted_voices(voices, items=with_voices)


def _follow_ups(
    meeting: Meeting,
    items: Collection[int],
    decisions: Iterable[Decision],
    *,
    actor: Actor,
    opening: bool,
) -> tuple[list[FollowUp], list[FollowUp]]:
    """Give what follows from the meeting, and what it settled of earlier ones; one query."""
    found: list[Any] = list(record_rows.follow_ups_of(actor, meeting.pk, opening=opening))
    decided = {decision.pk for decision in decisions}
    here = [each for each in found if each.decision_id in decided or _item_of(each) in items]
    settled = [each for each in found if each.agreed_in not in {None, meeting.pk}]
    return here, settled


def _item_of(follow_up: FollowUp) -> int | None:
    """Give the key of the item at which something was agreed, None where it was decided."""
    agreement = getattr(follow_up, "agreement", None)
    return agreement.item_id if agreement else None


def _per_item(
    items: list[AgendaItem],
    decisions: Iterable[Decision],
    *,
    follow_ups: Iterable[FollowUp],
    replaced: Mapping[int, Decision],
    abouts: Mapping[int, About],
) -> dict[int, list[ListedDecision]]:
    by_key = {item.pk: item for item in items}
    open_points = defaultdict(list)
    for follow_up in follow_ups:
        if follow_up.kind == FollowUpKind.OPEN_POINT:
            open_points[follow_up.decision_id].append(follow_up)
    per_item = defaultdict(list)
    for decision in decisions:
        item, point = by_key[decision.draft.item_id], decision.draft.point
        per_item[item.pk].append(
            ListedDecision(
                item=item,
                label=point.label if point else "",
                decision=decision,
                open_points=open_points[decision.pk],
                corrects=replaced.get(decision.corrects_id or 0),
                about=abouts.get(decision.pk),
            )
        )
    return per_item


def owner_of(follow_up: FollowUp) -> str:
    """Name who takes something up: in the words of the decision, else by function."""
    return follow_up.owner_words or (follow_up.owner.function if follow_up.owner else "")
