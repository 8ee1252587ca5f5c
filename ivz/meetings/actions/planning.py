"""Planning a meeting, changing it and sending out its agenda."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.authorization.openness import Openness
from ivz.authorization.roles import Role
from ivz.errors import RuleBroken
from ivz.meetings.actions.annexes import publish_with
from ivz.meetings.actions.signing import let_out
from ivz.meetings.actions.standing import place_standing, terms_of
from ivz.meetings.models import AgendaItem, Meeting, Proposal
from ivz.meetings.rules import planning as rules
from ivz.meetings.rules.lateness import check_terms
from ivz.meetings.rules.publishing import opened_with
from ivz.meetings.states import CONVENE, Event, Terms
from ivz.network.models import Body, Person, Seat, in_force
from ivz.workflow.versions import lock_version


@dataclass(frozen=True, kw_only=True)
class MeetingDetails:
    """What is agreed about a meeting; without chair or secretary the seats of the body tell.

    Without ``terms`` those of the body count, or those the meeting has.
    """

    date: dt.date
    last_day: dt.date | None = None
    starts_at: dt.time | None = None
    ends_at: dt.time | None = None
    place: str = ""
    chair: Person | None = None
    secretary: Person | None = None
    note: str = ""
    terms: Terms | None = None


@transaction.atomic
def plan(details: MeetingDetails, *, body: Body, by: Actor, is_practice: bool = False) -> Meeting:
    """Plan a meeting of ``body``, with its standing items on the agenda.

    Until it is convened only the network knows of it.
    """
    rules.check_may_plan(body, by=by)
    _check(details)
    # Lock the body: two meetings on one day need two addresses.
    Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    meeting = Meeting(body=body, is_practice=is_practice)
    meeting.slug = _free_slug(body, details.date, is_practice=is_practice)
    _fill(meeting, details)
    if details.terms is None and not is_practice:
        _set_terms(meeting, terms_of(body))
    _make_the_usual_records(meeting)
    meeting.chair = details.chair or _seated(body, Role.CHAIR, on=details.date)
    meeting.secretary = details.secretary or _seated(body, Role.SECRETARY, on=details.date)
    meeting.save()
    audit(Event.PLANNED, subject=meeting, by=by)
    place_standing(meeting, by=by)
    return meeting


def _check(details: MeetingDetails) -> None:
    rules.check_days(details.date, details.last_day)
    rules.check_times(details.starts_at, details.ends_at, is_one_day=details.last_day is None)


def _free_slug(body: Body, on: dt.date, *, is_practice: bool) -> str:
    wanted = f"{on.isoformat()}-oefening" if is_practice else on.isoformat()
    taken = set(
        Meeting.objects.filter(body=body, slug__startswith=wanted).values_list("slug", flat=True)
    )
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in [wanted, *numbered] if slug not in taken)


def _make_the_usual_records(meeting: Meeting) -> None:
    """Let the body make the forms of record that it made of its latest meeting."""
    earlier = Meeting.objects.filter(body=meeting.body, date__lt=meeting.date)
    before = earlier.order_by("-date", "-pk").first()
    if before is not None:
        meeting.has_minutes = before.has_minutes
        meeting.has_feedback_note = before.has_feedback_note


def _seated(body: Body, role: Role, *, on: dt.date) -> Person | None:
    """The person in the one seat with ``role``; nobody where there are more, or none."""
    seats = list(
        Seat.objects.filter(in_force(on), body=body, role=role, is_revoked=False)
        .exclude(person=None)
        .select_related("person")[:2]
    )
    return seats[0].person if len(seats) == 1 else None


def _fill(meeting: Meeting, details: MeetingDetails) -> None:
    meeting.date = details.date
    meeting.last_day = details.last_day
    meeting.starts_at = details.starts_at
    meeting.ends_at = details.ends_at
    meeting.place = details.place
    meeting.chair = details.chair
    meeting.secretary = details.secretary
    meeting.note = details.note
    if details.terms is not None:
        _set_terms(meeting, details.terms)


def _set_terms(meeting: Meeting, terms: Terms) -> None:
    check_terms(terms)
    meeting.papers_due_days = terms.papers_due_days
    meeting.freeze_days = terms.freeze_days


@transaction.atomic
def change(meeting: Meeting, details: MeetingDetails, *, version: int, by: Actor) -> Meeting:
    """Change date, time, place or people; the address of the meeting stays as it was.

    Raises ``StaleEdit`` when somebody else changed the meeting since ``version``.
    """
    meeting = lock_version(meeting, version=version)
    rules.check_may_change(meeting, by=by)
    _check(details)
    _fill(meeting, details)
    meeting.save()
    audit(Event.CHANGED, subject=meeting, by=by)
    return meeting


@transaction.atomic
def convene(
    meeting: Meeting,
    *,
    previewed: Collection[int],
    annexes: Collection[int] | None = None,
    unsigned_reason: str = "",
    by: Actor,
) -> Meeting:
    """Send out the agenda: what is planned as public becomes public.

    Args:
        meeting: a meeting in preparation.
        previewed: the items that whoever confirms saw becoming public.
        annexes: the annexes that they saw as well; None takes whatever goes along.
        unsigned_reason: why papers go out that not everybody signed off.
        by: whoever convenes.

    Policy: docs/policy/meetings.md#states, docs/policy/openness.md#publishing
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    rules.check_may_convene(meeting, by=by)
    let_out(meeting, reason=unsigned_reason, by=by)
    _publish_items(meeting, previewed=previewed)
    publish_with(meeting, previewed=annexes, by=by)
    meeting.state = CONVENE.target
    meeting.save(update_fields=["state"])
    audit(Event.CONVENED, subject=meeting, by=by)
    return meeting


@transaction.atomic
def publish_additions(
    meeting: Meeting,
    *,
    previewed: Collection[int],
    annexes: Collection[int] | None = None,
    unsigned_reason: str = "",
    by: Actor,
) -> Meeting:
    """Make public what joined the agenda after it went out, as ``convene`` does."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    rules.check_may_publish_additions(meeting, by=by)
    let_out(meeting, among=previewed, reason=unsigned_reason, by=by)
    _publish_items(meeting, previewed=previewed)
    publish_with(meeting, previewed=annexes, by=by)
    audit(Event.AGENDA_PUBLISHED, subject=meeting, by=by)
    return meeting


def _publish_items(meeting: Meeting, *, previewed: Collection[int]) -> None:
    waiting = AgendaItem.objects.filter(meeting=meeting, planned_openness=Openness.PUBLIC).exclude(
        openness=Openness.PUBLIC
    )
    item_ids = set(waiting.values_list("pk", flat=True))
    if item_ids != set(previewed):
        raise RuleBroken(
            _("The agenda changed after this preview was made. Look at it again, then confirm.")
        )
    opened = list(opened_with(meeting).filter(items__in=item_ids).values_list("pk", flat=True))
    Proposal.objects.filter(pk__in=opened).update(openness=Openness.PUBLIC)
    AgendaItem.objects.filter(pk__in=item_ids).update(openness=Openness.PUBLIC)
