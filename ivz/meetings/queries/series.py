"""The meetings a series gives in a year: what the rule says, and what is proposed instead."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from dateutil.rrule import YEARLY, rrule, weekday
from django.db.models import QuerySet
from django.utils.dates import MONTHS
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.meetings.models import Meeting, MeetingSeries, SeriesMeeting
from ivz.meetings.queries.free_days import FreeDays, school_holidays
from ivz.meetings.queries.rota import next_hosts, rota
from ivz.network.models import Body, Network, Organisation

_HALF_YEAR = timedelta(days=183)


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One time that a body meets by its series; ``meeting`` once that was made.

    ``day`` is what is proposed: ``rule_day`` itself, or another one ``because`` of a day off.
    """

    rule_day: date
    day: date
    last_day: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    host: Organisation | None = None
    because: str = ""
    follows: Meeting | None = None
    made: SeriesMeeting | None = None

    @property
    def key(self) -> str:
        """What tells this time from the others of its year."""
        return f"na-{self.follows.pk}" if self.follows else self.rule_day.isoformat()

    @property
    def is_moved(self) -> bool:
        """Whether another day is proposed than the rule gives."""
        return self.day != self.rule_day

    @property
    def has_drifted(self) -> bool:
        """Whether the meeting it comes directly after was moved since."""
        if self.made is None or self.follows is None:
            return False
        meeting, first = self.made.meeting, self.follows
        return (meeting.date, meeting.starts_at) != (first.ends_on, first.ends_at)


def turns_in(series: MeetingSeries, year: int, *, actor: Actor) -> list[Turn]:
    """Give the times of ``series`` in a year, in order: those made, and those still proposed.

    Eight SQL queries at most, however many times there are.
    """
    made = _made_in(series, year, actor=actor)
    known = {each.follows_id or each.rule_day for each in made}
    proposed = [turn for turn in _by_rule(series, year, actor=actor) if _id(turn) not in known]
    if series.has_rota:
        proposed = _with_hosts(proposed, series, on=actor.today)
    seen = _known_among(made, actor=actor)
    turns = [*(_as_made(each, seen=seen) for each in made), *proposed]
    return sorted(turns, key=lambda turn: (turn.day, turn.key))


def _id(turn: Turn) -> int | date:
    return turn.follows.pk if turn.follows else turn.rule_day


def _made_in(series: MeetingSeries, year: int, *, actor: Actor) -> list[SeriesMeeting]:
    found = SeriesMeeting.objects.filter(
        series=series, rule_day__year=year, meeting__in=Meeting.objects.visible_to(actor)
    )
    return list(found.select_related("meeting__body", "host", "follows__body"))


def _known_among(made: Sequence[SeriesMeeting], *, actor: Actor) -> set[int]:
    """Give which of the meetings before these ``actor`` may know of."""
    before = [each.follows_id for each in made if each.follows_id]
    if not before:
        return set()
    return set(Meeting.objects.visible_to(actor).filter(pk__in=before).values_list("pk", flat=True))


def _as_made(made: SeriesMeeting, *, seen: set[int]) -> Turn:
    meeting = made.meeting
    return Turn(
        rule_day=made.rule_day,
        day=meeting.date,
        last_day=meeting.last_day,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        host=made.host,
        follows=made.follows if made.follows_id in seen else None,
        made=made,
    )


def _by_rule(series: MeetingSeries, year: int, *, actor: Actor) -> list[Turn]:
    if series.follows_id is not None:
        return [_after(first, series) for first in _followed(series, year, actor=actor)]
    around = {"since": date(year, 1, 1) - _HALF_YEAR, "until": date(year, 12, 31) + _HALF_YEAR}
    holidays = school_holidays(series.school_region, **around) if series.school_region else []
    free = FreeDays(holidays=list(holidays))
    return [_on(day, series, free) for day in rule_days(series, year)]


def rule_days(series: MeetingSeries, year: int) -> list[date]:
    """Give the days that an ordinal rule names in a year, before anything is moved.

    >>> from ivz.meetings.models import Ordinal, Weekday
    >>> rule = MeetingSeries(ordinal=Ordinal.SECOND, weekday=Weekday.MONDAY, months=[1, 3])
    >>> [str(day) for day in rule_days(rule, 2017)]
    ['2017-01-09', '2017-03-13']
    """
    if series.weekday is None or series.ordinal is None or not series.months:
        return []
    # No fifth week: every month has a first to fourth and a last of each weekday.
    days = rrule(
        YEARLY,
        dtstart=datetime(year, 1, 1),  # noqa: DTZ001 - days alone, at no hour
        until=datetime(year, 12, 31),  # noqa: DTZ001
        bymonth=series.months,
        byweekday=weekday(series.weekday, series.ordinal),
    )
    return [moment.date() for moment in days]


def _on(day: date, series: MeetingSeries, free: FreeDays) -> Turn:
    reason = free.reason_against(day, days=series.days)
    proposed = free.nearest(day, days=series.days) or day
    ends_at = _later(series.starts_at, series.minutes)
    return Turn(
        rule_day=day,
        day=proposed,
        last_day=_last_day(proposed, series),
        starts_at=series.starts_at,
        ends_at=ends_at,
        place=series.place,
        because=reason,
    )


def _followed(series: MeetingSeries, year: int, *, actor: Actor) -> QuerySet[Meeting]:
    found = Meeting.objects.visible_to(actor).filter(
        body=series.follows_id, date__year=year, is_practice=False
    )
    if series.months:
        found = found.filter(date__month__in=series.months)
    return found.select_related("body").order_by("date", "starts_at", "pk")


def _after(first: Meeting, series: MeetingSeries) -> Turn:
    return Turn(
        rule_day=first.ends_on,
        day=first.ends_on,
        last_day=_last_day(first.ends_on, series),
        starts_at=first.ends_at,
        ends_at=_later(first.ends_at, series.minutes),
        place=first.place or series.place,
        follows=first,
    )


def _last_day(day: date, series: MeetingSeries) -> date | None:
    return day + timedelta(days=series.days - 1) if series.days > 1 else None


def _later(start: time | None, minutes: int) -> time | None:
    """Give the clock time some minutes later; none where it would be past midnight."""
    if start is None:
        return None
    end = datetime.combine(date.min, start) + timedelta(minutes=minutes)
    return end.time() if end.date() == date.min else None


def _with_hosts(turns: Sequence[Turn], series: MeetingSeries, *, on: date) -> list[Turn]:
    hosts = next_hosts(rota(series.body, on=on), times=len(turns))
    return [
        replace(turn, host=host, place=_place_of(host) or turn.place)
        for turn, host in zip(turns, hosts, strict=True)
    ]


def _place_of(host: Organisation | None) -> str:
    return _("Hosted by %(host)s") % {"host": host.name} if host else ""


def rule_words(series: MeetingSeries) -> str:
    """Say the rule as people do: *the second Monday of March and May*."""
    months = get_text_list([str(MONTHS[month]) for month in series.months], _("and"))
    if series.follows is not None:
        words = _("Directly after %(body)s") % {"body": series.follows.short_name}
        return f"{words} ({months})" if months else words
    return _("The %(ordinal)s %(weekday)s of %(months)s") % {
        "ordinal": str(series.get_ordinal_display()).lower(),
        "weekday": str(series.get_weekday_display()).lower(),
        "months": months,
    }


@dataclass(frozen=True, kw_only=True)
class YearCount:
    """How many meetings a body has in a year, beside its norm; None where there is no norm."""

    norm: int | None
    planned: int

    @property
    def is_short(self) -> bool:
        """Whether there are fewer than the norm asks."""
        return self.norm is not None and self.planned < self.norm


def year_count(body: Body, year: int, *, actor: Actor) -> YearCount:
    """Count the meetings of ``body`` in a year, held and to come; one query."""
    known = Meeting.objects.visible_to(actor).filter(body=body, date__year=year, is_practice=False)
    return YearCount(norm=body.meetings_per_year, planned=known.count())


def series_of(network: Network, *, actor: Actor) -> list[MeetingSeries]:
    """Give the series of the bodies of a network that ``actor`` may see; one query."""
    known = MeetingSeries.objects.visible_to(actor).filter(body__network=network)
    return list(known.select_related("body__network", "follows"))
