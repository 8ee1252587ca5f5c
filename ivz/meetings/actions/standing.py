"""Saying what stands on every agenda of a body, and putting that on a new one.

Policy: docs/policy/meetings.md#standing-items
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.authorization.openness import Openness
from ivz.meetings.models import AgendaItem, Meeting, StandingAgenda, StandingItem
from ivz.meetings.rules import standing as rules
from ivz.meetings.rules.lateness import check_terms
from ivz.meetings.states import Event, ItemKind, Part, Terms
from ivz.network.models import Body
from ivz.workflow.versions import lock_version


@dataclass(frozen=True, kw_only=True)
class StandingDetails:
    """What every agenda says about one item."""

    label: str
    title: str
    kind: ItemKind = ItemKind.DISCUSS
    part: Part = Part.NONE
    planned_minutes: int | None = None
    planned_openness: Openness = Openness.PUBLIC


def usual() -> list[StandingDetails]:
    """Give the items to begin with where a body has none yet."""
    return [
        StandingDetails(label="A", title=_("Opening"), kind=ItemKind.PROCEDURE),
        StandingDetails(
            label="B", title=_("Announcements"), kind=ItemKind.INFORM, part=Part.ANNOUNCEMENTS
        ),
        StandingDetails(
            label="C", title=_("Decision list"), kind=ItemKind.DECIDE, part=Part.PREVIOUS_LIST
        ),
        StandingDetails(
            label="D",
            title=_("Discussion and information"),
            kind=ItemKind.PROCEDURE,
            part=Part.ITEMS,
        ),
        StandingDetails(label="E", title=_("Any other business")),
        StandingDetails(label="F", title=_("Closing"), kind=ItemKind.PROCEDURE),
    ]


@transaction.atomic
def set_standing(
    body: Body,
    items: Sequence[StandingDetails],
    *,
    terms: Terms | None = None,
    version: int,
    by: Actor,
) -> StandingAgenda:
    """Say what stands on every agenda of ``body`` from now on, in this order.

    Agendas that are there already stay as they are.

    Args:
        body: whose agendas begin with it.
        items: the items, first one first.
        terms: how long before a meeting papers are due and the agenda is frozen; None leaves
            that as it is.
        version: the version the editor saw; 1 where there was none yet.
        by: whoever edits the agendas of the body.
    """
    rules.check_may_edit_standing(body, by=by)
    rules.check_labels([item.label for item in items])
    rules.check_parts([item.part for item in items])
    agenda, _is_new = StandingAgenda.objects.get_or_create(body=body)
    agenda = lock_version(agenda, version=version)
    if terms is not None:
        check_terms(terms)
        agenda.papers_due_days, agenda.freeze_days = terms.papers_due_days, terms.freeze_days
    agenda.save()
    agenda.items.all().delete()
    for position, item in enumerate(items, start=1):
        StandingItem.objects.create(agenda=agenda, position=position, **asdict(item))
    audit(Event.STANDING_CHANGED, subject=agenda, by=by)
    return agenda


def terms_of(body: Body) -> Terms:
    """Give the terms that every new meeting of ``body`` begins with; one query."""
    agenda = StandingAgenda.objects.filter(body=body).first() or StandingAgenda()
    return Terms(papers_due_days=agenda.papers_due_days, freeze_days=agenda.freeze_days)


@transaction.atomic
def put_standing(meeting: Meeting, *, by: Actor) -> list[AgendaItem]:
    """Put the standing items of the body on an agenda that is still empty."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    rules.check_may_put_standing(meeting, by=by)
    return place_standing(meeting, by=by)


def place_standing(meeting: Meeting, *, by: Actor) -> list[AgendaItem]:
    """Lay the standing items on a new agenda; call it inside the transaction that made it."""
    names = ("position", "label", "title", "kind", "part", "planned_minutes", "planned_openness")
    standing = StandingItem.objects.filter(agenda__body=meeting.body_id)
    placed = []
    for each in standing.values(*names):
        item = AgendaItem.objects.create(meeting=meeting, **each)
        audit(Event.ITEM_ADDED, subject=item, by=by)
        placed.append(item)
    return placed
