"""Who announces events and theme weeks, and what has to be told.

Policy: docs/policy/events.md
"""

from collections.abc import Iterable
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.authorization.permissions import Permission
from ivz.errors import RuleBroken
from ivz.events.models import LEVELS, NetworkEvent, ThemeWeek
from ivz.network.models import Body, Network, Organisation
from ivz.network.models.people import OrganisationKind
from ivz.network.queries.areas import municipalities_in
from ivz.network.rules.rights import keeps

LONGEST_WEEK = timedelta(days=31)


def check_may_announce(organiser: Organisation, *, network: Network, by: Actor) -> None:
    """Let an organisation's own coordinator through, and who manages the network.

    Policy: docs/policy/events.md#who-announces
    """
    if by.origin == "command" or keeps(organiser, network=network, by=by):
        return
    if not by.may(Permission.MANAGE_NETWORK, within=network):
        raise PermissionDenied(Permission.MAINTAIN_ORGANISATION)


def check_may_change(event: NetworkEvent, *, by: Actor) -> None:
    """Let whoever may announce for this organisation change what it announced."""
    check_may_announce(event.organiser, network=event.network, by=by)


def check_holds(event: NetworkEvent, *, invited: Iterable[Body]) -> None:
    """Refuse an event that ends before it starts, or that nobody could find."""
    if event.ends_on is not None and event.ends_on <= event.starts_on:
        raise RuleBroken(
            _("The last day comes after the first. Leave it empty for one day."), field="ends_on"
        )
    is_one_day = event.ends_on is None
    if event.starts_at and event.ends_at and is_one_day and event.ends_at <= event.starts_at:
        raise RuleBroken(_("It ends before it starts. Change one of the two."), field="ends_at")
    if event.ends_at and not event.starts_at:
        raise RuleBroken(_("Say when it starts as well."), field="starts_at")
    if event.openness not in LEVELS:
        raise RuleBroken(_("Choose who may see this."), field="openness")
    bodies = list(invited)
    if any(body.network_id != event.network_id for body in bodies):
        raise RuleBroken(_("Invite bodies of the own network."), field="invited")
    if event.openness == Openness.BODY and not bodies:
        raise RuleBroken(_("Choose at least one body that is invited."), field="invited")
    if event.theme_week is not None and not event.theme_week.is_cancelled:
        check_fits(event, event.theme_week)


def check_may_cancel(event: NetworkEvent, why: str, *, by: Actor) -> None:
    """Refuse to call off what was called off, or without a reason."""
    check_may_change(event, by=by)
    if event.is_cancelled:
        raise RuleBroken(_("This event was called off before."))
    if not why.strip():
        raise RuleBroken(_("Say why it is called off; who is invited reads it."), field="why")


def check_may_put_back(event: NetworkEvent, *, by: Actor) -> None:
    """Refuse to take back a cancelling that is not there."""
    check_may_change(event, by=by)
    if not event.is_cancelled:
        raise RuleBroken(_("This event was not called off."))


def check_may_run_weeks(network: Network, *, by: Actor) -> None:
    """Let who manages the network announce theme weeks, change them and call them off.

    Policy: docs/policy/events.md#theme-weeks
    """
    if by.origin != "command" and not by.may(Permission.MANAGE_NETWORK, within=network):
        raise PermissionDenied(Permission.MANAGE_NETWORK)


def check_week_holds(week: ThemeWeek) -> None:
    """Refuse a theme week of which the days do not follow one another, or that follows its own."""
    if week.ends_on < week.starts_on:
        raise RuleBroken(_("The last day comes before the first. Change one."), field="ends_on")
    if week.ends_on - week.starts_on >= LONGEST_WEEK:
        raise RuleBroken(_("A theme week takes 31 days at most."), field="ends_on")
    if week.closes_on is not None and week.closes_on > week.ends_on:
        raise RuleBroken(
            _("Then the theme week is over. Choose an earlier day."), field="closes_on"
        )
    if week.follows is not None and week.follows.network_id != week.network_id:
        raise RuleBroken(_("Begin from a theme week of the own network."))


def check_may_cancel_week(week: ThemeWeek, why: str, *, by: Actor) -> None:
    """Refuse to call off what was called off, or without a reason."""
    check_may_run_weeks(week.network, by=by)
    if week.is_cancelled:
        raise RuleBroken(_("This theme week was called off before."))
    if not why.strip():
        raise RuleBroken(_("Say why it is called off; who takes part reads it."), field="why")


def check_may_put_week_back(week: ThemeWeek, *, by: Actor) -> None:
    """Refuse to take back a cancelling that is not there."""
    check_may_run_weeks(week.network, by=by)
    if not week.is_cancelled:
        raise RuleBroken(_("This theme week was not called off."))


def check_may_join(event: NetworkEvent, week: ThemeWeek, *, by: Actor) -> None:
    """Refuse an event that cannot count in a theme week, or that comes too late.

    Policy: docs/policy/events.md#activities
    """
    check_may_change(event, by=by)
    if event.theme_week_id is not None:
        raise RuleBroken(_("This event stands in a theme week already."))
    if event.is_cancelled:
        raise RuleBroken(_("This event is called off. Let it go on first."))
    check_is_open(week, by=by)
    check_fits(event, week)


def check_is_open(week: ThemeWeek, *, by: Actor) -> None:
    """Refuse activities where the week is called off, and late ones to all but who runs it."""
    if week.is_cancelled:
        raise RuleBroken(_("This theme week is called off."))
    runs = by.origin == "command" or by.may(Permission.MANAGE_NETWORK, within=week.network)
    if week.is_closed(by.today) and not runs:
        raise RuleBroken(
            _("Activities could be announced until and on %(day)s. Ask the coordinator to add it.")
            % {"day": date_format(week.last_day_to_announce, "j F Y")}
        )


def check_fits(event: NetworkEvent, week: ThemeWeek) -> None:
    """Refuse an event on other days, or of who is no municipality of the network on that day."""
    if week.network_id != event.network_id:
        raise RuleBroken(_("Choose a theme week of the own network."))
    if not week.holds(event):
        raise RuleBroken(
            _("In the theme week it takes place from %(first)s until and on %(last)s.")
            % {
                "first": date_format(week.starts_on, "j F Y"),
                "last": date_format(week.ends_on, "j F Y"),
            },
            field="starts_on",
        )
    area = event.organiser.area_id or 0
    is_municipality = event.organiser.kind == OrganisationKind.MUNICIPALITY
    taking_part = municipalities_in(week.network.area, on=week.starts_on)
    if not is_municipality or not taking_part.filter(pk=area).exists():
        raise RuleBroken(
            _("In a theme week only what a municipality of the network organises counts."),
            field="organiser",
        )


def check_may_leave(event: NetworkEvent, *, by: Actor) -> None:
    """Refuse to take off a theme week what does not stand in one."""
    check_may_change(event, by=by)
    if event.theme_week_id is None:
        raise RuleBroken(_("This event stands in no theme week."))
