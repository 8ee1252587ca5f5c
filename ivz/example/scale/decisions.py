"""What the meetings decided: restrictions, papers, decisions under their numbers, follow-ups."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from ivz.authorization.openness import Openness
from ivz.decisions.models import Decision, FollowUp, Restriction, series_of
from ivz.decisions.states import FollowUpKind, FollowUpState, Ground, Outcome, Series
from ivz.example.scale.filling import BATCH, LAST_DAY, MARK, Filling, insert
from ivz.example.scale.meetings import Held, keepers
from ivz.meetings.models import AdvicePoint, AgendaItem, DraftDecision, Proposal
from ivz.meetings.states import ItemKind
from ivz.network.models import Body, Person

PAPER_EVERY = 20
POINTS_PER_PAPER = 3
READERS = 3
OPEN_DAYS = 120
LONG_OPEN_SHARE = 0.02
OUTCOMES = (
    Outcome.ACCEPTED,
    Outcome.AMENDED,
    Outcome.NOTED,
    Outcome.DEFERRED,
    Outcome.REJECTED,
    Outcome.ACCEPTED_WITH_OPEN_POINT,
)
OUTCOME_SHARES = (60, 8, 15, 7, 2, 8)
TASK_SHARE = 0.25


@dataclass(kw_only=True)
class Deciding:
    """The numbers given so far, and the rows to insert."""

    filling: Filling
    numbers: dict[tuple[int, int, str], int] = field(default_factory=lambda: defaultdict(int))
    decisions: list[Decision] = field(default_factory=list)
    drafts: list[DraftDecision] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)

    def number(self, body: Body, year: int, series: Series) -> int:
        """Give the next number of a body in a year, per series."""
        key = (body.pk, year, series)
        if key not in self.numbers:
            found = Decision.objects.next_number(body, year=year, series=series, is_practice=False)
            self.numbers[key] = found - 1
        self.numbers[key] += 1
        return self.numbers[key]


def add_decisions(filling: Filling, held: list[Held]) -> None:
    """Insert the agendas with all that hangs on them, in the order of the meetings."""
    deciding = Deciding(filling=filling)
    in_order = sorted(held, key=lambda each: (each.meeting.date, each.meeting.pk))
    _restrict(deciding, in_order)
    papers = _papers(in_order, filling)
    points = _points(papers)
    insert(AgendaItem, [item for each in in_order for item in each.items])
    for each in (each for each in in_order if each.is_held):
        for item in each.items:
            _decide(each, item, points, deciding)
    insert(Decision, deciding.decisions)
    insert(DraftDecision, deciding.drafts)
    insert(FollowUp, deciding.follow_ups)


def _restrict(deciding: Deciding, held: list[Held]) -> None:
    """Restrict what is planned so, by one imposing decision per meeting that has such items."""
    imposed: list[tuple[Held, AgendaItem, Decision]] = []
    for each in held:
        closed = [item for item in each.items if item.planned_openness == Openness.RESTRICTED]
        if closed:
            decision = _imposing(each, deciding)
            imposed += [(each, item, decision) for item in closed]
    insert(Decision, list({id(decision): decision for _held, _item, decision in imposed}.values()))
    for each, item, decision in imposed:
        item.restriction = Restriction(
            reason=f"Verzonnen ter illustratie: lopend onderzoek. {MARK}",
            ground=Ground.INVESTIGATION,
            imposed_by=decision,
            imposed_on=each.meeting.date,
            ends_on=each.meeting.date + timedelta(days=365 * 5),
        )
    restrictions = insert(
        Restriction, [item.restriction for _held, item, _decision in imposed if item.restriction]
    )
    through = Restriction.readers.through
    readers = [
        through(restriction_id=restriction.pk, person_id=person)
        for restriction, (each, _item, _decision) in zip(restrictions, imposed, strict=True)
        for person in _readers(each, deciding.filling)
    ]
    through._default_manager.bulk_create(readers, batch_size=BATCH)


def _readers(held: Held, filling: Filling) -> list[int]:
    """Give some of who sat there, and the secretaries of the body: they may lift it."""
    people = sorted({seat.person_id for seat in held.seats if seat.person_id})
    some = filling.chance.sample(people, min(READERS, len(people)))
    return sorted({*some, *keepers(held.meeting.body_id, filling)})


def _imposing(held: Held, deciding: Deciding) -> Decision:
    meeting = held.meeting
    on = min(meeting.date, LAST_DAY)
    return Decision(
        body=meeting.body,
        year=on.year,
        series=Series.CLOSED,
        number=deciding.number(meeting.body, on.year, Series.CLOSED),
        decided_on=on,
        title=f"Geheimhouding {MARK}",
        text="Stukken over lopend onderzoek zijn alleen voor wie erbij genoemd is.",
        outcome=Outcome.ACCEPTED,
        recorded_by=held.keeper,
        planned_openness=Openness.BODY,
        openness=Openness.BODY,
    )


def _papers(held: list[Held], filling: Filling) -> list[Proposal]:
    """Put a paper on one item in so many."""
    rows = []
    with_paper = [
        (each, item) for each in held for item in each.items if item.position % PAPER_EVERY == 1
    ]
    for number, (each, item) in enumerate(with_paper, start=1):
        item.kind = ItemKind.DECIDE
        item.proposal = Proposal(
            body=each.meeting.body,
            register_number=f"E{number:05}",
            title=item.title,
            author=f"Programmateam {MARK}",
            portfolio_holder=each.someone(filling),
            dated=each.meeting.date - timedelta(days=21),
            summary=f"Verzonnen ter illustratie. {item.title}.",
            planned_openness=item.planned_openness,
            openness=item.openness,
            restriction=item.restriction,
        )
        rows.append(item.proposal)
    return insert(Proposal, rows)


def _points(papers: list[Proposal]) -> dict[int, list[AdvicePoint]]:
    rows = [
        AdvicePoint(
            proposal=paper,
            label=str(number),
            position=number,
            title=f"In te stemmen met onderdeel {number} {MARK}",
            text=f"Onderdeel {number} van: {paper.title}",
        )
        for paper in papers
        for number in range(1, POINTS_PER_PAPER + 1)
    ]
    found: dict[int, list[AdvicePoint]] = defaultdict(list)
    for point in insert(AdvicePoint, rows):
        found[point.proposal_id].append(point)
    return found


def _decide(
    held: Held, item: AgendaItem, points: dict[int, list[AdvicePoint]], deciding: Deciding
) -> None:
    if item.kind != ItemKind.DECIDE:
        return
    on_points: list[AdvicePoint | None] = [*points.get(item.proposal_id or 0, [])]
    for point in on_points or [None]:
        _conclude(held, item, point, deciding)


def _conclude(held: Held, item: AgendaItem, point: AdvicePoint | None, deciding: Deciding) -> None:
    filling, meeting = deciding.filling, held.meeting
    outcome = filling.chance.choices(OUTCOMES, OUTCOME_SHARES)[0]
    has_open_point = outcome == Outcome.ACCEPTED_WITH_OPEN_POINT
    has_task = has_open_point or filling.chance.random() < TASK_SHARE
    owner = held.someone(filling) if has_task else None
    series = series_of(item.planned_openness)
    waits = item.planned_openness == Openness.PUBLIC and not meeting.is_published
    decision = Decision(
        body=meeting.body,
        year=meeting.date.year,
        series=series,
        number=deciding.number(meeting.body, meeting.date.year, series),
        decided_on=meeting.date,
        title=point.title if point else item.title,
        text=f"Het overleg besluit: {item.title.lower()}.",
        outcome=outcome,
        owner=owner,
        due_on=meeting.date + timedelta(days=90) if owner else None,
        recorded_by=held.keeper,
        planned_openness=item.planned_openness,
        openness=Openness.NETWORK if waits else item.openness,
        restriction=item.restriction,
    )
    deciding.decisions.append(decision)
    draft = DraftDecision(
        item=item,
        point=point,
        outcome=outcome,
        text=decision.text,
        owner=owner,
        due_on=decision.due_on,
        open_point=f"Wie neemt dit op? {MARK}" if has_open_point else "",
        decision=decision,
    )
    deciding.drafts.append(draft)
    if owner is not None:
        kind = FollowUpKind.OPEN_POINT if has_open_point else FollowUpKind.ACTION
        deciding.follow_ups.append(_follow_up(held, decision, kind, owner, filling))


def _follow_up(
    held: Held, decision: Decision, kind: FollowUpKind, owner: Person, filling: Filling
) -> FollowUp:
    opened = decision.decided_on
    is_open = _stays_open(opened, filling)
    done_on = None if is_open else min(LAST_DAY, opened + timedelta(days=75))
    return FollowUp(
        body=decision.body,
        decision=decision,
        kind=kind,
        what=f"Uitvoeren: {decision.title}",
        owner=owner,
        opened_on=opened,
        due_on=decision.due_on,
        state=FollowUpState.OPEN if is_open else FollowUpState.DONE,
        done_on=done_on,
        done_by=None if is_open else held.keeper,
        result="" if is_open else f"Uitgevoerd {MARK}",
        planned_openness=decision.planned_openness,
        openness=decision.openness,
        restriction=decision.restriction,
    )


def _stays_open(opened: date, filling: Filling) -> bool:
    return (LAST_DAY - opened).days < OPEN_DAYS or filling.chance.random() < LONG_OPEN_SHARE
