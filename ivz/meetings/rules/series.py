"""When a series of meetings may be made and used.

Policy: docs/policy/meetings.md#series
"""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.errors import RuleBroken
from ivz.meetings.models import Meeting, MeetingSeries, SchoolHoliday, SeriesMeeting, StandingItem
from ivz.meetings.rules.planning import check_may_plan
from ivz.meetings.states import MeetingState


def check_rule(series: MeetingSeries) -> None:
    """Refuse a rule that names no day, or two."""
    has_day = series.ordinal is not None and series.weekday is not None
    if series.follows_id is not None:
        if series.follows_id == series.body_id:
            raise RuleBroken(_("A body cannot meet after itself. Choose another body."))
        if series.ordinal is not None or series.weekday is not None:
            raise RuleBroken(
                _("Choose one: a fixed day, or directly after another body. Empty the other.")
            )
    elif not has_day or not series.months:
        raise RuleBroken(
            _("Fill in which day (for instance the second Monday) and tick the months.")
        )


def check_may_keep(series: MeetingSeries, *, by: Actor) -> None:
    """Let whoever plans the meetings of the body keep its series."""
    check_may_plan(series.body, by=by)


def check_may_remove(series: MeetingSeries, *, by: Actor) -> None:
    """Let whoever keeps a series remove it, unless it tells who hosted which meeting."""
    check_may_keep(series, by=by)
    if series.turns.filter(host__isnull=False).exists():
        raise RuleBroken(
            _(
                "This series has meetings that tell whose turn it was to host, so it stays. "
                "Change it instead."
            )
        )


def check_not_made(series: MeetingSeries, *, chosen: Sequence[tuple[date, Meeting | None]]) -> None:
    """Refuse to make meetings that somebody made since the preview."""
    days = [day for day, follows in chosen if follows is None]
    after = [follows.pk for _day, follows in chosen if follows is not None]
    same = Q(rule_day__in=days, follows=None) | Q(follows__in=after)
    if SeriesMeeting.objects.filter(same, series=series).exists():
        raise RuleBroken(
            _("Somebody else made these meetings in the meantime. Look at the year again.")
        )


def check_may_swap(one: SeriesMeeting, other: SeriesMeeting, *, by: Actor) -> None:
    """Let whoever plans swap the hosts of two meetings that are still to come."""
    check_may_keep(one.series, by=by)
    if one.pk == other.pk or one.series_id != other.series_id:
        raise RuleBroken(_("Choose two different meetings of this series."))
    if not (one.meeting.is_to_come and other.meeting.is_to_come):
        raise RuleBroken(_("A meeting that was held keeps its host. Choose two that are to come."))


def is_untouched(turn: SeriesMeeting) -> bool:
    """Tell whether a meeting is as the series made it: standing items alone, nothing changed."""
    meeting = turn.meeting
    standing = StandingItem.objects.filter(agenda__body=meeting.body_id).values("title")
    as_placed = meeting.items.filter(
        version=1, title__in=standing, proposal=None, asked=None, drafts=None
    )
    return (
        meeting.state == MeetingState.DRAFT
        and meeting.version == 1
        and meeting.items.count() == as_placed.count()
        and not meeting.annexes.exists()
        and not meeting.requests.exists()
    )


def check_may_keep_holidays(*, by: Actor) -> None:
    """Let whoever plans meetings, of any body, keep the list of school holidays."""
    if not by.networks_with(Permission.PLAN_MEETING):
        raise PermissionDenied(Permission.PLAN_MEETING)


def check_holiday(holiday: SchoolHoliday) -> None:
    """Refuse a holiday that ends before it begins, and one that is known already."""
    if holiday.last_day < holiday.first_day:
        raise RuleBroken(_("The last day comes before the first. Change one of the two."))
    same = SchoolHoliday.objects.filter(
        region=holiday.region, first_day=holiday.first_day, last_day=holiday.last_day
    )
    if same.exists():
        raise RuleBroken(_("This holiday is in the list already."))
