"""Meetings, and events to which one is invited, as iCalendar (RFC 5545).

A calendar ends up with whoever keeps somebody's mail: it says no more than a visitor may read.

Policy: docs/policy/meetings.md#calendar
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urljoin

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import STATUS, Calendar, Event

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.events.models import NetworkEvent
from ivz.events.queries import invitations
from ivz.meetings.models import AgendaItem, Meeting
from ivz.meetings.states import MeetingState

KEPT = timedelta(days=365)
READ_AGAIN = timedelta(hours=4)


def calendar_of(reader: Actor, *, site: str) -> Calendar:
    """Give the meetings of the bodies ``reader`` sits in, of a year ago and later; three queries.

    Of a meeting only what everybody may read of it; of one that was not convened yet the body
    and the time alone. With the events to which these bodies are invited. ``site`` is the address
    that links begin with.
    """
    found = Meeting.objects.visible_to(reader).filter(
        body__in=sorted(reader.body_ids), date__gte=reader.today - KEPT, is_practice=False
    )
    meetings = list(found.select_related("body").order_by("date", "starts_at", "pk"))
    agendas = _public_agendas(meetings, on=reader.today)
    calendar = Calendar.new(
        name=_("Meetings"),
        uid="vergaderingen@platform-ivz",
        prodid="-//Platform IVZ//NL",
        refresh_interval=READ_AGAIN,
    )
    for meeting in meetings:
        shown = _event(meeting, agendas.get(meeting.pk, []), site=site)
        shown.DTSTAMP = timezone.make_aware(datetime.combine(reader.today, time()), UTC)
        calendar.add_component(shown)
    for event in invitations(reader).filter(starts_on__gte=reader.today - KEPT):
        invitation = _invitation(event, site=site)
        invitation.DTSTAMP = timezone.make_aware(datetime.combine(reader.today, time()), UTC)
        calendar.add_component(invitation)
    return calendar


def _public_agendas(meetings: Iterable[Meeting], *, on: date) -> dict[int, list[str]]:
    """Give the titles that everybody may read, by meeting."""
    items = AgendaItem.objects.visible_to(Actor(today=on)).filter(meeting__in=meetings)
    agendas: dict[int, list[str]] = {}
    for item in items.order_by("position", "pk"):
        agendas.setdefault(item.meeting_id, []).append(str(item))
    return agendas


def _event(meeting: Meeting, agenda: list[str], *, site: str) -> Event:
    is_provisional = meeting.state == MeetingState.DRAFT
    body = meeting.body.short_name
    return Event.new(
        uid=f"vergadering-{meeting.pk}@platform-ivz",
        sequence=meeting.version,
        url=urljoin(site, meeting.get_absolute_url()),
        start=_moment(meeting.date, meeting.starts_at) if meeting.starts_at else meeting.date,
        end=_end(meeting),
        status=STATUS.TENTATIVE if is_provisional else STATUS.CONFIRMED,
        summary=_("%(body)s (provisional)") % {"body": body} if is_provisional else body,
        location="" if is_provisional else meeting.place,
        description="\n".join(agenda),
    )


def _invitation(event: NetworkEvent, *, site: str) -> Event:
    """Give an event; of one that is not for everybody only when it is."""
    is_public = event.openness == Openness.PUBLIC
    return Event.new(
        uid=f"bijeenkomst-{event.key}@platform-ivz",
        sequence=event.version,
        url=urljoin(site, event.get_absolute_url()),
        start=_moment(event.starts_on, event.starts_at) if event.starts_at else event.starts_on,
        end=_end_of(
            event.ends_on, event.ends_on or event.starts_on, event.starts_at, event.ends_at
        ),
        status=STATUS.CANCELLED if event.is_cancelled else STATUS.CONFIRMED,
        summary=event.title if is_public else _("Event in the network"),
        location=event.place if is_public else "",
        description=event.audience if is_public else "",
    )


def _end(meeting: Meeting) -> datetime | date | None:
    return _end_of(meeting.last_day, meeting.ends_on, meeting.starts_at, meeting.ends_at)


def _end_of(
    last_day: date | None, ends_on: date, starts_at: time | None, ends_at: time | None
) -> datetime | date | None:
    """Give when it ends; a last day without a time ends with the day after, as calendars count.

    After the last day there is, no day comes.
    """
    if starts_at and ends_at:
        return _moment(ends_on, ends_at)
    if last_day is None:
        return None
    after = min(last_day, date.max - timedelta(days=1)) + timedelta(days=1)
    return _moment(after, time()) if starts_at else after


def _moment(day: date, at: time) -> datetime:
    """Give a time here as UTC, so that no calendar has to know our time zone."""
    return timezone.make_aware(datetime.combine(day, at)).astimezone(UTC)
