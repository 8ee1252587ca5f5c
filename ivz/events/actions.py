"""Announcing events and theme weeks, changing them, calling them off, and taking that back.

Policy: docs/policy/events.md
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.authorization.openness import Openness
from ivz.events import rules
from ivz.events.models import NetworkEvent, ThemeWeek
from ivz.events.states import Event
from ivz.network.models import Body, Network, Organisation, Theme
from ivz.workflow.versions import lock_version


@dataclass(frozen=True, kw_only=True)
class EventDetails:
    """What, when, where, for whom, which bodies are invited, and who may see it."""

    organiser: Organisation
    title: str
    starts_on: dt.date
    place: str
    audience: str
    ends_on: dt.date | None = None
    starts_at: dt.time | None = None
    ends_at: dt.time | None = None
    about: str = ""
    openness: Openness = Openness.NETWORK
    invited: Sequence[Body] = ()


@transaction.atomic
def announce(
    network: Network, details: EventDetails, *, by: Actor, week: ThemeWeek | None = None
) -> NetworkEvent:
    """Put an event on the calendar of the network, as an activity in ``week`` where one is given.

    Policy: docs/policy/events.md#who-announces
    """
    rules.check_may_announce(details.organiser, network=network, by=by)
    event = NetworkEvent(network=network, announced_by_id=by.person_id)
    _fill(event, details)
    record(Event.ANNOUNCED, subject=event, by=by)
    return event if week is None else join(event, week, version=event.version, by=by)


@transaction.atomic
def change(event: NetworkEvent, details: EventDetails, *, version: int, by: Actor) -> NetworkEvent:
    """Change what is announced.

    Raises ``StaleEdit`` when somebody else changed it since ``version``.
    """
    row = lock_version(event, version=version)
    rules.check_may_change(row, by=by)
    rules.check_may_announce(details.organiser, network=row.network, by=by)
    _fill(row, details)
    record(Event.CHANGED, subject=row, by=by)
    return row


def _fill(event: NetworkEvent, details: EventDetails) -> None:
    filled_in(event, details).save()
    event.invited.set(details.invited)


def filled_in(event: NetworkEvent, details: EventDetails) -> NetworkEvent:
    """Give an event as it would be with ``details``, without saving it; or refuse them."""
    for name, value in vars(details).items():
        if name != "invited":
            setattr(event, name, value)
    rules.check_holds(event, invited=details.invited)
    return event


@transaction.atomic
def cancel(event: NetworkEvent, *, why: str, version: int, by: Actor) -> NetworkEvent:
    """Call an event off; it stays on the calendar, struck through, with why."""
    row = lock_version(event, version=version)
    rules.check_may_cancel(row, why, by=by)
    row.cancelled_on, row.cancelled_why = by.today, why.strip()
    row.save()
    record(Event.CANCELLED, subject=row, by=by)
    return row


@transaction.atomic
def put_back(event: NetworkEvent, *, version: int, by: Actor) -> NetworkEvent:
    """Let an event that was called off go on after all."""
    row = lock_version(event, version=version)
    rules.check_may_put_back(row, by=by)
    row.cancelled_on, row.cancelled_why = None, ""
    row.save()
    record(Event.PUT_BACK, subject=row, by=by)
    return row


@transaction.atomic
def join(event: NetworkEvent, week: ThemeWeek, *, version: int, by: Actor) -> NetworkEvent:
    """Let an event count in a theme week as an activity of the municipality that organises it.

    Policy: docs/policy/events.md#activities
    """
    week = ThemeWeek.objects.select_for_update().get(pk=week.pk)
    row = lock_version(event, version=version)
    rules.check_may_join(row, week, by=by)
    row.theme_week = week
    row.save()
    record(Event.JOINED_WEEK, subject=row, by=by)
    return row


@transaction.atomic
def leave(event: NetworkEvent, *, version: int, by: Actor) -> NetworkEvent:
    """Take an event off its theme week; it stays on the calendar."""
    row = lock_version(event, version=version)
    rules.check_may_leave(row, by=by)
    row.theme_week = None
    row.save()
    record(Event.LEFT_WEEK, subject=row, by=by)
    return row


@dataclass(frozen=True, kw_only=True)
class WeekDetails:
    """What a theme week is about, its days, and until when activities are announced."""

    title: str
    starts_on: dt.date
    ends_on: dt.date
    closes_on: dt.date | None = None
    theme: Theme | None = None
    about: str = ""


@transaction.atomic
def announce_week(
    network: Network, details: WeekDetails, *, by: Actor, follows: ThemeWeek | None = None
) -> ThemeWeek:
    """Announce a theme week; ``follows`` is the earlier one from which it was begun.

    Policy: docs/policy/events.md#theme-weeks
    """
    rules.check_may_run_weeks(network, by=by)
    week = ThemeWeek(network=network, follows=follows, announced_by_id=by.person_id)
    _fill_week(week, details)
    record(Event.WEEK_ANNOUNCED, subject=week, by=by)
    return week


@transaction.atomic
def change_week(week: ThemeWeek, details: WeekDetails, *, version: int, by: Actor) -> ThemeWeek:
    """Change a theme week; an activity that no longer lies in it stays, and does not count.

    Raises ``StaleEdit`` when somebody else changed it since ``version``.
    """
    row = lock_version(week, version=version)
    rules.check_may_run_weeks(row.network, by=by)
    _fill_week(row, details)
    record(Event.WEEK_CHANGED, subject=row, by=by)
    return row


def _fill_week(week: ThemeWeek, details: WeekDetails) -> None:
    for name, value in vars(details).items():
        setattr(week, name, value)
    rules.check_week_holds(week)
    week.save()


@transaction.atomic
def cancel_week(week: ThemeWeek, *, why: str, version: int, by: Actor) -> ThemeWeek:
    """Call a theme week off; its activities stay on the calendar, each as it is."""
    row = lock_version(week, version=version)
    rules.check_may_cancel_week(row, why, by=by)
    row.cancelled_on, row.cancelled_why = by.today, why.strip()
    row.save()
    record(Event.WEEK_CANCELLED, subject=row, by=by)
    return row


@transaction.atomic
def put_week_back(week: ThemeWeek, *, version: int, by: Actor) -> ThemeWeek:
    """Let a theme week that was called off go on after all."""
    row = lock_version(week, version=version)
    rules.check_may_put_week_back(row, by=by)
    row.cancelled_on, row.cancelled_why = None, ""
    row.save()
    record(Event.WEEK_PUT_BACK, subject=row, by=by)
    return row
