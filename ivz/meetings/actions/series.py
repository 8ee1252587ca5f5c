"""Keeping the rule by which a body meets, and making the meetings of a year from it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time

from django.db import transaction
from django.db.models import ProtectedError

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.meetings.actions import planning
from ivz.meetings.actions.planning import MeetingDetails
from ivz.meetings.models import Meeting, MeetingSeries, SeriesMeeting
from ivz.meetings.rules import series as rules
from ivz.meetings.states import Event
from ivz.network.models import Body, Organisation
from ivz.workflow.versions import lock_version


@dataclass(frozen=True, kw_only=True)
class SeriesDetails:
    """What is agreed about how a body meets; a fixed day or ``follows``, never both."""

    title: str
    ordinal: int | None = None
    weekday: int | None = None
    months: Sequence[int] = field(default_factory=list)
    follows: Body | None = None
    starts_at: time | None = None
    minutes: int = 120
    days: int = 1
    place: str = ""
    has_rota: bool = False
    school_region: str = ""


@dataclass(frozen=True, kw_only=True)
class ChosenTurn:
    """A time to make a meeting of, as the secretary left it."""

    rule_day: date
    details: MeetingDetails
    host: Organisation | None = None
    follows: Meeting | None = None


@transaction.atomic
def add(details: SeriesDetails, *, body: Body, by: Actor) -> MeetingSeries:
    """Keep a rule by which ``body`` meets; no meeting is made yet."""
    series = MeetingSeries(body=body)
    rules.check_may_keep(series, by=by)
    _fill(series, details)
    series.save()
    audit(Event.SERIES_ADDED, subject=series, by=by)
    return series


@transaction.atomic
def change(
    series: MeetingSeries, details: SeriesDetails, *, version: int, by: Actor
) -> MeetingSeries:
    """Change the rule; the meetings that were made from it stay as they are."""
    series = lock_version(series, version=version)
    rules.check_may_keep(series, by=by)
    _fill(series, details)
    series.save()
    audit(Event.SERIES_CHANGED, subject=series, by=by)
    return series


def _fill(series: MeetingSeries, details: SeriesDetails) -> None:
    for name in SeriesDetails.__dataclass_fields__:
        setattr(series, name, getattr(details, name))
    series.months = sorted(details.months)
    rules.check_rule(series)


@transaction.atomic
def remove(series: MeetingSeries, *, version: int, by: Actor) -> None:
    """Remove the rule; the meetings that were made from it stay.

    Raises:
        StaleEdit: somebody else changed the rule since ``version``.
        RuleBroken: it tells who hosted which meeting.
    """
    series = lock_version(series, version=version)
    rules.check_may_remove(series, by=by)
    audit(Event.SERIES_REMOVED, subject=series, by=by)
    series.delete()


@transaction.atomic
def make(series: MeetingSeries, chosen: Sequence[ChosenTurn], *, by: Actor) -> list[Meeting]:
    """Make a meeting in preparation of each time that was chosen, or of none at all.

    Raises:
        RuleBroken: a time cannot be, or somebody made it since the preview.
    """
    series = MeetingSeries.objects.select_for_update(of=("self",)).get(pk=series.pk)
    rules.check_may_keep(series, by=by)
    rules.check_not_made(series, chosen=[(turn.rule_day, turn.follows) for turn in chosen])
    meetings = []
    for turn in chosen:
        meeting = planning.plan(turn.details, body=series.body, by=by)
        SeriesMeeting.objects.create(
            series=series,
            rule_day=turn.rule_day,
            meeting=meeting,
            host=turn.host,
            follows=turn.follows,
        )
        meetings.append(meeting)
    return meetings


@transaction.atomic
def unmake(series: MeetingSeries, *, year: int, by: Actor) -> int:
    """Remove the meetings of a year on which nobody worked yet, and count them."""
    series = MeetingSeries.objects.select_for_update(of=("self",)).get(pk=series.pk)
    rules.check_may_keep(series, by=by)
    turns = series.turns.filter(rule_day__year=year).select_related("meeting")
    return sum(_remove(turn.meeting, by=by) for turn in turns if rules.is_untouched(turn))


def _remove(meeting: Meeting, *, by: Actor) -> bool:
    try:
        with transaction.atomic():
            audit(Event.WITHDRAWN, subject=meeting, by=by)
            meeting.delete()
    except ProtectedError:
        return False  # something else refers to it by now
    return True


@transaction.atomic
def swap_hosts(one: SeriesMeeting, other: SeriesMeeting, *, by: Actor) -> None:
    """Let the hosts of two meetings to come change places, and the meeting places with them."""
    turns = SeriesMeeting.objects.select_for_update(of=("self", "meeting")).select_related(
        "meeting__body", "series__body"
    )
    one, other = turns.get(pk=one.pk), turns.get(pk=other.pk)
    rules.check_may_swap(one, other, by=by)
    one.host, other.host = other.host, one.host
    one.meeting.place, other.meeting.place = other.meeting.place, one.meeting.place
    for turn in (one, other):
        turn.save(update_fields=["host"])
        turn.meeting.version += 1
        turn.meeting.save(update_fields=["place", "version"])
        audit(Event.CHANGED, subject=turn.meeting, by=by)
