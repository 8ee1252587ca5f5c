"""Announcing events, changing them, calling them off, and taking that back.

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
from ivz.events.models import NetworkEvent
from ivz.events.states import Event
from ivz.network.models import Body, Network, Organisation
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
def announce(network: Network, details: EventDetails, *, by: Actor) -> NetworkEvent:
    """Put an event on the calendar of the network.

    Policy: docs/policy/events.md#who-announces
    """
    rules.check_may_announce(details.organiser, network=network, by=by)
    event = NetworkEvent(network=network, announced_by_id=by.person_id)
    _fill(event, details)
    record(Event.ANNOUNCED, subject=event, by=by)
    return event


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
