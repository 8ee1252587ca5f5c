"""Making the agenda: adding, changing, moving and removing items."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.authorization.openness import Openness, is_at_most_as_open
from ivz.decisions.actions import restrictions
from ivz.decisions.actions.restrictions import RestrictionDetails
from ivz.decisions.models import Decision, FollowUp, Restriction
from ivz.errors import RuleBroken
from ivz.meetings.actions.annexes import close_with, leave_with_meeting
from ivz.meetings.actions.lateness import note_if_late, note_leaving
from ivz.meetings.actions.locking import lock_item
from ivz.meetings.guarding import decisions_on, figures_of
from ivz.meetings.models import AgendaItem, AskedQuestion, Meeting, ParkedItem, Proposal
from ivz.meetings.rules import planning as rules
from ivz.meetings.rules.questions import check_openness, check_openness_of_figures
from ivz.meetings.rules.routes import check_may_be_secret, check_may_lie_before
from ivz.meetings.states import Event, ItemKind, LateKind
from ivz.network.models import Person


@dataclass(frozen=True, kw_only=True)
class ItemDetails:
    """What an agenda says about one item; ``restriction`` belongs to restricted items only.

    ``late_reason`` says why it comes after the agenda was frozen.
    """

    label: str
    title: str
    kind: ItemKind = ItemKind.DISCUSS
    planned_minutes: int | None = None
    proposal: Proposal | None = None
    origin: str = ""
    asked_by: Person | None = None
    asked_in: Meeting | None = None
    sender: str = ""
    presenters: str = ""
    planned_openness: Openness = Openness.NETWORK
    restriction: RestrictionDetails | None = None
    late_reason: str = ""


@transaction.atomic
def add_item(
    meeting: Meeting, details: ItemDetails, *, by: Actor, is_invented: bool = False
) -> AgendaItem:
    """Put an item after the last one of its letter and sender, or else at the end of the agenda.

    It is closed from the start where it is planned closed.
    Policy: docs/policy/meetings.md#agenda
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    rules.check_may_edit_agenda(meeting, by=by)
    rules.check_label(meeting, details.label)
    _check_paper(meeting, details, by=by)
    _check_secrecy_of_paper(meeting, details)
    _check_subject(details, None)
    rules.check_origin(meeting, details.asked_in)
    position = _make_room(meeting, label=details.label, sender=details.sender)
    item = AgendaItem(meeting=meeting, position=position, is_invented=is_invented)
    _fill(item, details, by=by)
    item.save()
    _close_proposal_with(item)
    audit(Event.ITEM_ADDED, subject=item, by=by)
    note_if_late(item, LateKind.ITEM_ADDED, reason=details.late_reason, by=by)
    return item


def _make_room(meeting: Meeting, *, label: str, sender: str) -> int:
    """Give the place of a new item with ``label``, numbering the others around it.

    What comes from one sender stays together.
    """
    items = list(meeting.items.order_by("position", "pk"))
    letter = label[0].upper()
    same = [n for n, item in enumerate(items, start=1) if item.label[0].upper() == letter]
    of_sender = [n for n in same if sender and items[n - 1].sender == sender]
    after = (of_sender or same)[-1] if same and letter.isalpha() else len(items)
    number(items[:after])
    number(items[after:], start=after + 2)
    return after + 1


def number(items: Sequence[AgendaItem], *, start: int = 1) -> None:
    """Give items the places from ``start`` on, in this order."""
    for position, item in enumerate(items, start=start):
        if item.position != position:
            AgendaItem.objects.filter(pk=item.pk).update(position=position)


@transaction.atomic
def change_item(item: AgendaItem, details: ItemDetails, *, version: int, by: Actor) -> AgendaItem:
    """Change an item; closing works at once, opening waits for an explicit act.

    Raises ``StaleEdit`` when somebody else changed the item since ``version``.
    """
    item = lock_item(item, version=version)
    rules.check_may_change_item(item, by=by)
    rules.check_may_swap_proposal(item, details.proposal)
    rules.check_label(item.meeting, details.label, other_than=item)
    rules.check_origin(item.meeting, details.asked_in)
    if details.proposal and details.proposal.pk != item.proposal_id:
        _check_paper(item.meeting, details, by=by)
    _check_secrecy_of_paper(item.meeting, details)
    _check_subject(details, item)
    is_other = _asks_something_else(item, details)
    _fill(item, details, by=by)
    item.save()
    _close_proposal_with(item)
    _close_what_hangs_on(item)
    audit(Event.ITEM_CHANGED, subject=item, by=by)
    if is_other:
        note_if_late(item, LateKind.ITEM_CHANGED, reason=details.late_reason, by=by)
    return item


def _asks_something_else(item: AgendaItem, details: ItemDetails) -> bool:
    """Tell whether readers have to look again: not for another label, time or openness."""
    paper = details.proposal.pk if details.proposal else None
    asked = (item.title, item.kind, item.proposal_id)
    return asked != (details.title, details.kind, paper)


def _check_paper(meeting: Meeting, details: ItemDetails, *, by: Actor) -> None:
    """Keep a paper off the agendas it was not sent to; practice may try anything at home."""
    if details.proposal is not None:
        check_may_lie_before(details.proposal, meeting.body, by=by)


def _check_secrecy_of_paper(meeting: Meeting, details: ItemDetails) -> None:
    if details.proposal is not None and details.planned_openness == Openness.RESTRICTED:
        check_may_be_secret(details.proposal, meeting.body)


def _check_subject(details: ItemDetails, item: AgendaItem | None) -> None:
    """Keep an item as closed as the subject that it, or its paper, is about."""
    carrier = Q(proposal=details.proposal) if details.proposal else Q(item=item)
    if details.proposal or item:
        asked = AskedQuestion.objects.filter(carrier).first()
        check_openness(asked, details.planned_openness)
    if item is not None:
        check_openness_of_figures(figures_of(item), details.planned_openness)


def _fill(item: AgendaItem, details: ItemDetails, *, by: Actor) -> None:
    item.label = details.label
    item.title = details.title
    item.kind = details.kind
    item.planned_minutes = details.planned_minutes
    item.proposal = details.proposal
    for name in ("origin", "asked_by", "asked_in", "sender", "presenters"):
        setattr(item, name, getattr(details, name))
    item.planned_openness = details.planned_openness
    item.restriction = _restriction(item.restriction, details, by=by)
    item.openness = _openness_now(item.openness, details.planned_openness)


def _openness_now(current: str, planned: Openness) -> Openness:
    """Public waits until somebody publishes; everything else counts at once."""
    if planned != Openness.PUBLIC:
        return planned
    return Openness.PUBLIC if current == Openness.PUBLIC else Openness.NETWORK


def _restriction(
    current: Restriction | None, details: ItemDetails, *, by: Actor
) -> Restriction | None:
    if details.planned_openness != Openness.RESTRICTED:
        if current is not None:
            restrictions.withdraw(current, to=details.planned_openness, by=by)
        return None
    wanted = details.restriction
    if wanted is None:
        raise RuleBroken(
            _("A restricted item needs a reason, the decision that imposes it and an end date.")
        )
    return restrictions.put(current, wanted, by=by)


def _close_proposal_with(item: AgendaItem) -> None:
    """Keep a paper at most as open as every item it hangs on in its own network.

    Practice leaves it alone.

    Policy: docs/policy/openness.md#ceiling
    """
    if item.proposal is None or item.meeting.is_practice:
        return
    if item.proposal.body.network_id != item.meeting.body.network_id:
        return
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=item.proposal.pk)
    if is_at_most_as_open(proposal.openness, item.openness):
        return
    proposal.openness, proposal.restriction = item.openness, item.restriction
    proposal.save(update_fields=["openness", "restriction"])
    close_with(proposal)


@transaction.atomic
def close_item(item: AgendaItem, *, to: Openness, version: int, by: Actor) -> AgendaItem:
    """Take a public item off every public page at once, with all that hangs on it.

    Args:
        item: a public item, recorded or not.
        to: network or body; restricting needs more and goes through ``change_item``.
        version: the version the editor saw.
        by: whoever may publish for the body.

    Policy: docs/policy/openness.md#ceiling
    """
    item = lock_item(item, version=version)
    rules.check_may_close_item(item, by=by)
    item.planned_openness = item.openness = to
    item.save()
    _close_proposal_with(item)
    _close_what_hangs_on(item)
    audit(Event.ITEM_CLOSED, subject=item, by=by)
    return item


def _close_what_hangs_on(item: AgendaItem) -> None:
    """Close the decisions on an item, those put right included, and what follows from it.

    Likewise what was agreed at it, what was parked of it, and its annexes.
    """
    close_with(item)
    found = decisions_on(item)
    more_open = [level for level in Openness if not is_at_most_as_open(level, item.openness)]
    closed = {
        "openness": item.openness,
        "planned_openness": item.planned_openness,
        "restriction": item.restriction,
    }
    follows = Q(decision__in=found) | Q(agreement__item=item)
    for hanging in (
        Decision.objects.filter(pk__in=found),
        FollowUp.objects.filter(follows),
        ParkedItem.objects.filter(item=item),
    ):
        hanging.filter(openness__in=more_open).update(**closed)


@transaction.atomic
def move_item(item: AgendaItem, *, step: int, by: Actor) -> AgendaItem:
    """Let an item change places with its neighbour; at the end nothing happens.

    Args:
        item: the item to move; it keeps its label.
        step: -1 for earlier, 1 for later; neighbours that ``by`` may not read are passed.
        by: whoever edits the agenda.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=item.meeting_id)
    rules.check_may_edit_agenda(meeting, by=by)
    items = list(meeting.items.order_by("position", "pk"))
    readable = set(AgendaItem.objects.visible_to(by).filter(meeting=meeting).values_list("pk"))
    here = items.index(item)
    there = here + step
    while 0 <= there < len(items) and (items[there].pk,) not in readable:
        there += step
    if 0 <= there < len(items):
        items.insert(there, items.pop(here))
        number(items)
        audit(Event.ITEM_CHANGED, subject=item, by=by)
    return item


@transaction.atomic
def remove_item(item: AgendaItem, *, version: int, late_reason: str = "", by: Actor) -> None:
    """Take an item off the agenda, for as long as nothing is decided or agreed on it.

    Its proposal stays and can be put on an agenda again; its annexes stay with the meeting.
    """
    item = lock_item(item, version=version)
    rules.check_may_remove_item(item, by=by)
    note_leaving(item, reason=late_reason, by=by)
    _drop_what_others_would_read(item, by=by)
    leave_with_meeting(item)
    audit(Event.ITEM_REMOVED, subject=item, by=by)
    item.delete()


def _drop_what_others_would_read(item: AgendaItem, *, by: Actor) -> None:
    """Drop what was parked of a closed item for another body: only the item kept it closed.

    Policy: docs/policy/meetings.md#parking
    """
    if item.openness not in {Openness.BODY, Openness.RESTRICTED}:
        return
    of_item = ParkedItem.objects.filter(item=item)
    for parked in of_item.exclude(body=item.meeting.body_id):
        audit(Event.PARKED_DROPPED, subject=parked, by=by)
        parked.delete()


@transaction.atomic
def report(
    item: AgendaItem, *, minutes: str, conclusion: str, version: int, by: Actor
) -> AgendaItem:
    """Write down what was said on an item, and what the chair concluded.

    Policy: docs/policy/meetings.md#minutes-of-an-item
    """
    item = lock_item(item, version=version)
    rules.check_may_report(item, by=by)
    item.minutes = minutes
    item.conclusion = conclusion
    item.save()
    audit(Event.ITEM_CHANGED, subject=item, by=by)
    return item
