"""An audit trail as long as ten years of work leave behind."""

from collections.abc import Iterator
from datetime import datetime
from itertools import cycle, islice

from django.db.models import Model, QuerySet

from ivz.audit.actions import append
from ivz.audit.models import AuditEntry
from ivz.decisions.models import Decision, FollowUp
from ivz.decisions.states import Event as DecisionEvent
from ivz.example.scale.filling import FIRST_DAY, Filling
from ivz.example.scale.meetings import moment
from ivz.meetings.models import AgendaItem, Meeting
from ivz.meetings.states import Event as MeetingEvent
from ivz.network.models import Seat
from ivz.network.states import Event as NetworkEvent

BATCH = 20_000
# What happens to a row, in order; what is written again and again comes last.
STEPS = {
    Meeting: (
        MeetingEvent.PLANNED,
        MeetingEvent.CONVENED,
        MeetingEvent.ATTENDANCE_RECORDED,
        MeetingEvent.PUBLISHED,
        MeetingEvent.ADOPTED,
        MeetingEvent.CHANGED,
    ),
    AgendaItem: (
        MeetingEvent.ITEM_ADDED,
        MeetingEvent.DECISIONS_RECORDED,
        MeetingEvent.ITEM_PUBLISHED,
        MeetingEvent.ITEM_CHANGED,
    ),
    Decision: (DecisionEvent.DECISION_RECORDED, DecisionEvent.DECISION_PUBLISHED),
    FollowUp: (DecisionEvent.FOLLOW_UP_OPENED, DecisionEvent.FOLLOW_UP_DONE),
    Seat: (NetworkEvent.SEAT_ADDED, NetworkEvent.SEAT_CHANGED),
}
_DAYS = {
    Meeting: "date",
    AgendaItem: "meeting__date",
    Decision: "decided_on",
    FollowUp: "opened_on",
    Seat: "valid_from",
}


def add_audit_entries(filling: Filling) -> None:
    """Write entries until there are as many as the size says; the rest are changes to items."""
    wanted = filling.size.audit_entries - AuditEntry.objects.count()
    names = sorted(user.username for user in filling.users.values())
    entries = islice(_entries(names), max(0, wanted))
    written = 0
    while batch := list(islice(entries, BATCH)):
        written += append(batch)
        filling.progress("audit trail", written / wanted)


def _entries(names: list[str]) -> Iterator[AuditEntry]:
    people = cycle(names)
    for model, events in STEPS.items():
        label, day = model._meta.label, _DAYS[model]
        for step, event in enumerate(events):
            for key, on in _rows(model).values_list("pk", day).iterator():
                at = moment(on or FIRST_DAY, 480 + step * 7 + key % 480)
                yield _entry(event, label, key, by=next(people), at=at)
    items = list(_rows(AgendaItem).values_list("pk", _DAYS[AgendaItem]))
    for again in cycle(range(1, 600)):
        for key, on in items:
            at = moment(on, 480 - again * 1_440 // 60 + key % 480)
            yield _entry(
                MeetingEvent.ITEM_CHANGED, "meetings.AgendaItem", key, by=next(people), at=at
            )


def _rows(model: type[Model]) -> QuerySet[Model]:
    return model._default_manager.order_by("pk")


def _entry(event: str, label: str, key: int, *, by: str, at: datetime) -> AuditEntry:
    return AuditEntry(
        event=str(event), subject_model=label, subject_id=str(key), origin="web", by=by, at=at
    )
