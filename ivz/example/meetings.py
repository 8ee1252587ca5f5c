"""The example meetings: held, published, planned, and the one to practise with."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.authorization.openness import Openness
from ivz.decisions import actions as decisions
from ivz.decisions.actions.restrictions import RestrictionDetails
from ivz.decisions.effects import Carried
from ivz.decisions.models import Decision, FollowUp
from ivz.decisions.states import FollowUpKind, Ground, Outcome
from ivz.example.figures import Tables
from ivz.example.files import records
from ivz.example.network import Region
from ivz.meetings.actions import (
    agendas,
    annexes,
    attendance,
    planning,
    proposals,
    publishing,
    questions,
    recording,
    referrals,
    standing,
)
from ivz.meetings.models import AgendaItem, Meeting, Proposal
from ivz.meetings.rules.adopting import ADOPT_LIST, DECISION_LIST
from ivz.meetings.rules.attendance import SeatPresence
from ivz.meetings.states import ItemKind, Presence
from ivz.network.models import Body, Person, Seat, in_force


@dataclass
class Loading:
    """What the loader knows while it works through the meetings."""

    region: Region
    user: User
    tables: Tables
    meetings: dict[str, Meeting] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    source: dict[str, Any] = field(default_factory=dict)

    def coordinator(self, on: date) -> Actor:
        """The coordinator, acting on a day."""
        return Actor(user=self.user, today=on, origin="command")

    def person(self, slug: str | None) -> Person | None:
        """A person by slug; nobody when there is none."""
        return self.region.people[slug] if slug else None


def load_meetings(region: Region, *, user: User, tables: Tables) -> None:
    """Load the meetings as the papers tell them, and the pair to practise with."""
    loading = Loading(region=region, user=user, tables=tables, source=records("meetings.toml"))
    held = [row for row in loading.source["meetings"] if row["state"] != "draft"]
    _load_proposals(loading, on=held[-1]["date"])
    for row in loading.source["meetings"]:
        loading.meetings[row["key"]] = _plan(row, loading)
    for row in held:
        _hold(row, loading)
    for row in loading.source["meetings"]:
        if row not in held:
            _ask_to_adopt(row, loading)
    _load_follow_ups(loading)
    for row in loading.source["meetings"]:
        if row["date"] >= held[-1]["date"]:
            _plan_practice(row, loading)
    _lay_down_standing_items(loading, on=held[-1]["date"])


def _lay_down_standing_items(loading: Loading, *, on: date) -> None:
    """Let the agendas to come begin as usual; those of the papers stand as they were."""
    by = loading.coordinator(on)
    bodies = {meeting.body.pk: meeting.body for meeting in loading.meetings.values()}
    for body in bodies.values():
        standing.set_standing(body, standing.usual(), version=1, by=by)


def _load_proposals(loading: Loading, *, on: date) -> None:
    for row in loading.source["proposals"]:
        body = loading.region.bodies[row["route"][0]]
        details = proposals.ProposalDetails(
            title=row["title"],
            author=row["author_function"],
            portfolio_holder=loading.person(row.get("portfolio_holder")),
            dated=row.get("date"),
            summary=row["summary"],
            planned_openness=Openness(row["openness"]),
            scheme=loading.tables.scheme,
            data_set=loading.tables.data_set,
            points=[point for top in row["points"] for point in _points(top)],
        )
        number = row["register_number"]
        by = loading.coordinator(on)
        paper = proposals.add(details, body=body, register_number=number, by=by)
        loading.proposals[number] = paper
        for annex in row["annexes"]:
            named = annexes.AnnexDetails(
                title=annex["title"], planned_openness=details.planned_openness
            )
            annexes.add(paper, named, content=None, by=by)


def _points(row: dict[str, Any]) -> list[proposals.PointDetails]:
    top = proposals.PointDetails(
        label=str(row["number"]),
        title=row["title"],
        text=row["text"],
        owner_words=row.get("owner_text", ""),
        due_words=row.get("due_words", ""),
        refers_to=[str(number) for number in row.get("refers_to", [])],
    )
    return [top, *_parts(row, parent=str(row["number"]))]


def _parts(row: dict[str, Any], *, parent: str) -> list[proposals.PointDetails]:
    found = []
    for part in row.get("parts", []):
        label = f"{parent}{part['label']}"
        found.append(proposals.PointDetails(label=label, title=part["text"]))
        found += _parts(part, parent=label)
    return found


def _plan(row: dict[str, Any], loading: Loading, *, is_practice: bool = False) -> Meeting:
    """Plan a meeting with its agenda; closed items need their restriction first."""
    by = loading.coordinator(row["date"])
    details = planning.MeetingDetails(
        date=row["date"],
        starts_at=row.get("starts"),
        ends_at=row.get("ends"),
        place=row.get("place", ""),
        chair=loading.person(row.get("chair")),
        secretary=loading.person(row.get("secretary")),
        note=row.get("note", ""),
    )
    body = loading.region.bodies[row["body"]]
    meeting = planning.plan(details, body=body, by=by, is_practice=is_practice)
    for item in row["items"]:
        _add_item(meeting, item, loading, by=by)
    return meeting


def _add_item(meeting: Meeting, row: dict[str, Any], loading: Loading, *, by: Actor) -> None:
    details = agendas.ItemDetails(
        label=row["label"],
        title=row["title"],
        kind=ItemKind(row["kind"]),
        planned_minutes=row.get("planned_minutes"),
        proposal=loading.proposals.get(row.get("proposal", "")),
        origin=_origin(row, loading),
        planned_openness=_planned(row),
        restriction=_restriction(row, meeting, loading, by=by),
    )
    item = agendas.add_item(meeting, details, by=by, is_invented=row.get("example", False))
    for annex in row.get("annexes", []):
        named = annexes.AnnexDetails(title=annex["title"], planned_openness=_planned(row))
        annexes.add(item, named, content=None, by=by)
    minutes = _minutes(row, loading)
    if minutes and not meeting.is_practice:
        agendas.report(item, minutes=minutes, conclusion="", version=item.version, by=by)


def _planned(row: dict[str, Any]) -> Openness:
    """What the item is open to in the end; the source says so for what was held."""
    held = Openness(row["openness"])
    return Openness(row["planned_openness"]) if held == Openness.NETWORK else held


def _origin(row: dict[str, Any], loading: Loading) -> str:
    asker = loading.person(row.get("requested_by"))
    return f"Op verzoek van: {asker.function}" if asker else ""


def _minutes(row: dict[str, Any], loading: Loading) -> str:
    spoken = [
        f"{announcement['title']}: {announcement['text'].strip()}"
        for announcement in row.get("announcements", [])
    ]
    return "\n\n".join([row.get("minutes", "").strip(), *spoken]).strip()


def _restriction(
    row: dict[str, Any], meeting: Meeting, loading: Loading, *, by: Actor
) -> RestrictionDetails | None:
    wanted = row.get("restriction")
    if wanted is None:
        return None
    return RestrictionDetails(
        reason=wanted["reason"],
        ground=Ground(wanted["ground"]),
        imposed_by=_imposing_decision(wanted["imposed_by"], meeting, by=by),
        ends_on=wanted["until"],
        readers=[loading.region.people[slug] for slug in wanted["persons"]],
    )


def _imposing_decision(row: dict[str, Any], meeting: Meeting, *, by: Actor) -> Decision:
    conclusion = decisions.Conclusion(
        title=row["title"],
        text=row["text"],
        outcome=Outcome(row["outcome"]),
        planned_openness=Openness(row["openness"]),
    )
    return decisions.record(
        conclusion,
        body=meeting.body,
        on=row["decided_on"],
        by=by,
        is_practice=meeting.is_practice,
    )


def _hold(row: dict[str, Any], loading: Loading) -> None:
    """Convene, record what was decided, and publish; an item can adopt an earlier list."""
    by = loading.coordinator(row["date"])
    meeting = _convene(loading.meetings[row["key"]], by=by)
    _record_attendance(meeting, row, loading, by=by)
    _ask_to_adopt(row, loading)
    for item_row in row["items"]:
        item = AgendaItem.objects.get(meeting=meeting, label=item_row["label"])
        _record_item(item, item_row, loading, by=by)
    meeting.refresh_from_db()
    publishing.publish(meeting, by=by)


def _ask_to_adopt(row: dict[str, Any], loading: Loading) -> None:
    """Let the item on an earlier list ask to adopt that one."""
    meeting, by = loading.meetings[row["key"]], loading.coordinator(row["date"])
    for item_row in row["items"]:
        if "adopts_record_of" in item_row:
            item = AgendaItem.objects.get(meeting=meeting, label=item_row["label"])
            carried = Carried(
                kind=DECISION_LIST,
                subject_id=loading.meetings[item_row["adopts_record_of"]].pk,
                question=ADOPT_LIST,
                terms={},
            )
            questions.put_on(item, carried, point=None, by=by)


def _convene(meeting: Meeting, *, by: Actor) -> Meeting:
    public = meeting.items.filter(planned_openness=Openness.PUBLIC)
    waiting = public.exclude(openness=Openness.PUBLIC)
    return planning.convene(
        meeting,
        previewed=list(waiting.values_list("pk", flat=True)),
        unsigned_reason="Achteraf ingevoerd; toen werd hier nog niet afgetekend.",
        by=by,
    )


def _record_attendance(
    meeting: Meeting, row: dict[str, Any], loading: Loading, *, by: Actor
) -> None:
    if "present" not in row:
        return
    present = [row["chair"], *row["present"]]
    entries = [
        SeatPresence(seat=_seat_of(slug, meeting, loading), presence=presence)
        for slugs, presence in [
            (present, Presence.PRESENT),
            (row["absent_with_notice"], Presence.ABSENT_WITH_NOTICE),
        ]
        for slug in slugs
    ]
    attendance.record_attendance(meeting, entries, version=meeting.version, by=by)


def _seat_of(slug: str, meeting: Meeting, loading: Loading) -> Seat:
    seats = Seat.objects.filter(in_force(meeting.date), body=meeting.body)
    return seats.get(person=loading.region.people[slug])


def _record_item(item: AgendaItem, row: dict[str, Any], loading: Loading, *, by: Actor) -> None:
    if item.proposal is not None:
        source = _source_points(item.proposal, loading)
        for point in item.proposal.points.filter(parent=None):
            noted = _noted(source[point.label], loading)
            recording.save_draft(item, noted, point=point, version=0, by=by)
    elif "decision" in row:
        noted = recording.Noted(
            outcome=Outcome(row["decision"]["outcome"]), text=row["decision"]["text"]
        )
        recording.save_draft(item, noted, point=None, version=0, by=by)
    else:
        return
    item.refresh_from_db()
    conclusion = row.get("conclusion", "")
    recording.record(item, conclusion=conclusion, version=item.version, by=by)


def _source_points(proposal: Proposal, loading: Loading) -> dict[str, dict[str, Any]]:
    number = proposal.register_number
    rows = [row for row in loading.source["proposals"] if row["register_number"] == number]
    return {str(point["number"]): point for point in rows[0]["points"]}


def _noted(row: dict[str, Any], loading: Loading) -> recording.Noted:
    open_point = row.get("open_point", {})
    return recording.Noted(
        outcome=Outcome(row["outcome"]),
        text=row["decision_text"],
        owner=loading.person(row.get("owner_person")),
        owner_words="" if row.get("owner_person") else row.get("owner_text", ""),
        due_on=row.get("due"),
        due_words=row.get("due_words", ""),
        open_point=open_point.get("text", ""),
        returns_in=loading.meetings.get(open_point.get("returns_in", "")),
    )


def _load_follow_ups(loading: Loading) -> None:
    """Load promises and questions; what a decision asks was opened by recording it."""
    for row in loading.source["follow_ups"]:
        if "point" not in row["origin"]:
            _load_follow_up(row, loading)


def _load_follow_up(row: dict[str, Any], loading: Loading) -> None:
    origin = loading.meetings[row["origin"]["meeting"]]
    body: Body = origin.body
    by = loading.coordinator(origin.date)
    details = decisions.FollowUpDetails(
        kind=FollowUpKind(row["kind"]),
        what=row["title"],
        opened_on=origin.date,
        planned_openness=Openness(row["openness"]),
        owner=loading.person(row.get("owner_person")),
        owner_words=row.get("owner_text", ""),
        due_on=row.get("due"),
        due_words=row.get("due_words", ""),
        review_on=row.get("review_on"),
    )
    follow_up = decisions.open_follow_up(details, body=body, by=by)
    follow_up = decisions.publish_follow_up(follow_up, by=by)
    if "refer_to" in row:
        to = loading.region.bodies[row["refer_to"]]
        referrals.refer(follow_up, body=to, text=row["title"], by=by)
    if row["state"] == "done":
        _close(follow_up, row, by=loading.coordinator(row["done_on"]))


def _close(follow_up: FollowUp, row: dict[str, Any], *, by: Actor) -> None:
    decisions.close_follow_up(
        follow_up, version=follow_up.version, by=by, result=row.get("result", "")
    )


def _plan_practice(row: dict[str, Any], loading: Loading) -> None:
    """Plan the same meeting to practise with: convened on its day, nothing decided or said."""
    meeting = _plan(row, loading, is_practice=True)
    if row["state"] != "draft":
        _convene(meeting, by=loading.coordinator(row["date"]))
