"""What to read through before a decision list becomes public, and what stands out in it.

Policy: docs/policy/meetings.md#reading-through
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.accounts.prepared import prepared
from ivz.authorization.openness import Openness
from ivz.decisions.models import Decision, FollowUp
from ivz.meetings.models import AgendaItem, Annex, LeftRemark, Meeting, Proposal
from ivz.meetings.proofreading import (
    Known,
    Passage,
    Remark,
    names_of,
    read_through,
    standing_in,
)
from ivz.meetings.queries.decision_lists import DecisionList, ListedItem, ListedPaper, owner_of
from ivz.meetings.queries.item_facts import named_annex
from ivz.meetings.states import ItemKind, MeetingState
from ivz.network.models import Person, Seat, in_force
from ivz.network.models.bodies import BodyStatus
from ivz.projects.models import Project


def remarks(listed: DecisionList, *, actor: Actor) -> list[Remark]:
    """Give what stands out in what becomes public, the record first, then its texts.

    Four SQL queries, however long the list. ``actor`` is told of closed titles they may read.
    """
    passages = list(_passages(listed))
    return [
        *_both_present_and_absent(listed),
        *_without_owner(listed),
        *read_through(passages, _known(listed, passages, actor=actor)),
    ]


class Weighed(NamedTuple):
    """A remark, and why it was left as it is; ``left`` is None while nobody decided."""

    remark: Remark
    left: LeftRemark | None


def weighed(listed: DecisionList, *, actor: Actor) -> list[Weighed]:
    """Give what stands out with what ``actor`` may know of how it was weighed.

    As many SQL queries as ``remarks``, and one more where anything stands out.
    """
    found = remarks(listed, actor=actor)
    if not found:
        return []
    digests = [each.digest for each in found]
    rows = LeftRemark.objects.filter(meeting=listed.meeting, digest__in=digests)
    left = {row.digest: row for row in rows.select_related("left_by")}
    return [Weighed(remark=each, left=left.get(each.digest)) for each in found]


def still_open(found: Iterable[Weighed]) -> list[Remark]:
    """Give the remarks on which nobody decided yet."""
    return [each.remark for each in found if each.left is None]


def left_in(meeting: Meeting, *, actor: Actor) -> QuerySet[LeftRemark]:
    """Give what was left as it is in the record of ``meeting``, and why.

    One query, and none for whoever publishes for no body.
    """
    rows = LeftRemark.objects.visible_to(actor).filter(meeting=meeting)
    return rows.select_related("left_by")


def _both_present_and_absent(listed: DecisionList) -> Iterator[Remark]:
    """Tell who stands on both sides of the attendance list, as a person or under one name."""
    meeting, kept = listed.meeting, listed.attendees
    there = {person.pk: person for person in kept.present}
    names = {person.name.lower() for person in kept.present if person.name}
    for person in kept.absent:
        if person.pk in there or person.name.lower() in names:
            sentence = _("%(person)s stands on the list as present and as absent.")
            yield Remark(
                code="attendance",
                sentence=sentence % {"person": person},
                place=_("Attendance"),
                url=reverse("meetings:attendance", args=[meeting.body.slug, meeting.slug]),
            )


def _without_owner(listed: DecisionList) -> Iterator[Remark]:
    """Tell which decisions and follow-ups have a day by which, but nobody who does it."""
    for item in listed.items:
        for row in item.decisions:
            decision = row.decision
            if decision.due_on and not (decision.owner_id or decision.owner_words):
                yield Remark(
                    code="owner",
                    sentence=_("This has to be done by a day, and nobody is named who does it."),
                    place=str(decision.title),
                    url=_address("record", listed.meeting, item.item.label),
                    item=item.item.pk,
                )
    for follow_up in listed.follow_ups:
        if not owner_of(follow_up):
            yield Remark(
                code="owner",
                sentence=_("This has to follow, and nobody is named who does it."),
                place=follow_up.what,
            )


def _address(name: str, meeting: Meeting, *more: str | int) -> str:
    return reverse(f"meetings:{name}", args=[meeting.body.slug, meeting.slug, *more])


def _passages(listed: DecisionList) -> Iterator[Passage]:
    meeting = listed.meeting
    own = [annex.title for annex in listed.annexes]
    attached = {
        paper.proposal.pk: [*own, *(annex.title for annex in paper.annexes)]
        for paper in listed.papers
    }
    yield Passage(place=_("Summary"), text=meeting.summary, url=_address("edit", meeting))
    for guest in listed.attendees.guests:
        yield Passage(place=_("Attendance"), text=guest, url=_address("attendance", meeting))
    for annex in listed.annexes:
        url = reverse("meetings:annex", args=[meeting.body.slug, annex.pk])
        yield Passage(place=_("Annexes"), text=named_annex(annex), url=url, attached=own)
    for item in listed.items:
        hangs = [*own, *(annex.title for annex in item.annexes)]
        yield from _of_item(item, meeting, hangs)
    for text in _told(listed.settled):
        yield Passage(place=_("Answered or done in this meeting"), text=text, attached=own)
    points = _points(listed.papers)
    stands_on = {each.proposal.pk: each.item.pk for each in listed.items if each.proposal}
    for paper in listed.papers:
        written = [paper.proposal.title, paper.proposal.author, paper.proposal.summary]
        hung = [named_annex(annex) for annex in paper.annexes]
        for text in [*written, *points[paper.proposal.pk], *hung]:
            yield Passage(
                place=_("Proposal %(number)s") % {"number": paper.proposal.register_number},
                text=text,
                url=paper.proposal.get_absolute_url(),
                attached=attached[paper.proposal.pk],
                item=stands_on.get(paper.proposal.pk),
            )


def _of_item(listed: ListedItem, meeting: Meeting, attached: list[str]) -> Iterator[Passage]:
    item = listed.item
    place = _("Item %(label)s") % {"label": item.label}
    written = _address("report_item", meeting, item.pk)
    around = [item.presenters, item.origin, item.sender, *(voice.words for voice in listed.voices)]
    hung = [named_annex(annex) for annex in listed.annexes if annex.item_id]
    said = [item.title, item.minutes, item.conclusion, *_told(listed.agreed)]
    for text in filter(None, [*said, *around, *hung]):
        yield Passage(place=place, text=text, url=written, attached=attached, item=item.pk)
    for row in listed.decisions:
        decision = row.decision
        added = [decision.owner_words, decision.due_words, decision.correction_reason]
        said = [decision.title, decision.text, *_told(row.open_points), *filter(None, added)]
        for text in said:
            yield Passage(
                place=_("Item %(label)s, decision %(point)s")
                % {"label": item.label, "point": row.label or decision.number},
                text=text,
                url=_address("record", meeting, item.label),
                attached=attached,
                item=item.pk,
            )


def _told(follow_ups: Iterable[FollowUp]) -> Iterator[str]:
    """Give what had to follow, who does it and when in words, and what came of it."""
    for follow_up in follow_ups:
        said = [follow_up.what, follow_up.owner_words, follow_up.due_words, follow_up.result]
        yield from filter(None, said)


def _points(papers: Iterable[ListedPaper]) -> dict[int, list[str]]:
    """Give the texts of the advice points, by paper; one query."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Proposal.objects.filter(pk__in=[paper.proposal.pk for paper in papers])
    written = [f"points__{name}" for name in ("title", "text", "owner_words", "due_words")]
    for pk, *texts in rows.order_by("pk", "points__position").values_list("pk", *written):
        found[pk] += filter(None, texts)
    return found


def _known(listed: DecisionList, passages: Sequence[Passage], *, actor: Actor) -> Known:
    meeting, items = listed.meeting, [each.item for each in listed.items]
    gatherings, private_names = _gatherings_and_names(meeting)
    shown = {item.title for item in items} | {each.proposal.title for each in listed.papers}
    return Known(
        labels=frozenset(item.label for item in items),
        papers={
            each.proposal.register_number: each.item.label for each in listed.items if each.proposal
        },
        gatherings=gatherings,
        own_names=frozenset(_names_of_body(meeting.body.short_name, meeting.body.network.name)),
        day=meeting.date,
        private_names=private_names,
        closed_titles=standing_in(passages, _closed_titles(listed, actor=actor) - shown),
    )


def _gatherings_and_names(
    meeting: Meeting,
) -> tuple[dict[str, frozenset[date]], frozenset[str]]:
    """Give when each body of the network meets, and who sits in no deciding body; one query.

    A body goes under its name with and without the region, and under an abbreviation that begins
    its name; the names are as on the day of the meeting.
    """
    network = meeting.body.network
    days, names = defaultdict(set), set()
    for name, aliases, day in _days_and_names(network.pk, meeting.date):
        if day is None:
            names |= names_of(name, aliases)
            continue
        for each in _names_of_body(name, network.name):
            days[each].add(day)
    return {name: frozenset(on) for name, on in days.items()}, frozenset(names)


def _names_of_body(name: str, region: str) -> set[str]:
    """Give how a text names a body: ``AB VRT`` is also *AB*."""
    first = name.partition(" ")[0]
    short = {first} if len(first) > 1 and first.isalpha() and first.isupper() else set()
    return {name, name.removesuffix(f" {region}")} | short


@prepared
def _days_and_names(network_id: int, on: date) -> QuerySet[Any, tuple[str, str, date | None]]:
    found = Meeting.objects.filter(body__network=network_id, is_practice=False).order_by()
    deciding = Seat.objects.filter(
        in_force(on),
        person=OuterRef("pk"),
        body__status=BodyStatus.DECIDING,
        is_revoked=False,
    )
    can_be_named = ~Q(name="") | Q(aliases__contains=".")  # else the aliases are functions
    named = Person.objects.filter(can_be_named, ~Exists(deciding)).order_by()
    no_day = Cast(Value(None), output_field=DateField())
    no_aliases = Cast(Value(""), output_field=TextField())
    gathered: QuerySet[Any, tuple[str, str, date | None]] = found.values_list(
        "body__short_name", no_aliases, "date"
    )
    return gathered.union(named.values_list("name", "aliases", no_day))


def _closed_titles(listed: DecisionList, *, actor: Actor) -> set[str]:
    """Give the titles that stay closed, of what ``actor`` may read; one query.

    Of items, decisions on them, papers, annexes and projects; also of items of other meetings.
    """
    shown = tuple(each.item.pk for each in listed.items)
    out = tuple(each.proposal.pk for each in listed.papers)
    meeting = listed.meeting
    found = _staying_closed(actor, meeting.pk, meeting.body.network_id, shown, out)
    return {title for (title,) in found}


@prepared
def _staying_closed(
    actor: Actor, meeting_id: int, network: int, shown: tuple[int, ...], out: tuple[int, ...]
) -> QuerySet[Any]:
    here = AgendaItem.objects.visible_to(actor).filter(meeting=meeting_id).exclude(pk__in=shown)
    papers = Proposal.objects.visible_to(actor).filter(body__network=network)
    hung = Q(proposal__pk__in=out) | Q(item__meeting=meeting_id) | Q(meeting=meeting_id)
    annexes = Annex.objects.visible_to(actor).filter(hung)
    decisions = Decision.objects.visible_to(actor).filter(draft__item__meeting=meeting_id)
    decided = decisions.exclude(draft__item__pk__in=shown)
    projects = Project.objects.visible_to(actor).filter(body__network=network)
    elsewhere = _items_elsewhere(actor, meeting_id, network)
    stays = ~Q(openness=Openness.PUBLIC) & ~Q(planned_openness=Openness.PUBLIC)
    closed: list[QuerySet[Any]] = [here, papers.exclude(pk__in=out).filter(stays)]
    closed += [rows.filter(stays) for rows in (elsewhere, annexes, decided, projects)]
    first, *others = [rows.order_by().values_list("title") for rows in closed]
    return first.union(*others)


def _items_elsewhere(actor: Actor, meeting_id: int, network: int) -> QuerySet[AgendaItem]:
    """Ask for items of other meetings of the network, but for what every meeting has.

    A title that also stands open on an agenda tells nobody anything.
    """
    real = Q(meeting__body__network=network, meeting__is_practice=False)
    is_open = AgendaItem.objects.filter(real, openness=Openness.PUBLIC)
    known = is_open.exclude(meeting__state=MeetingState.DRAFT).order_by().values("title")
    others = AgendaItem.objects.visible_to(actor).filter(real).exclude(meeting=meeting_id)
    return others.exclude(kind=ItemKind.PROCEDURE).exclude(title__in=known)
