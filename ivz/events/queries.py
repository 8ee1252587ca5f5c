"""What calendars and pages ask about events and theme weeks.

Policy: docs/policy/events.md
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.core.validators import slug_re
from django.db.models import Count, F, Q, QuerySet

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.events.models import NetworkEvent, ThemeWeek
from ivz.events.models import NetworkEventQuerySet as Events
from ivz.events.models import ThemeWeekQuerySet as Weeks
from ivz.network.models import Area, Body, Network, Organisation, Person, Seat, in_force
from ivz.network.models.people import OrganisationKind
from ivz.network.queries.areas import municipalities_in

SOON = dt.timedelta(days=365)
MOST_SHOWN = 2


def events_of(network: Network, *, actor: Actor) -> Events:
    """Give the events of a network that ``actor`` may know of, with who organises them."""
    known = NetworkEvent.objects.visible_to(actor).filter(network=network)
    return known.select_related("organiser")


def invitations(actor: Actor) -> Events:
    """Give the events to which a body is invited in which ``actor`` sits."""
    if not actor.body_ids:
        return NetworkEvent.objects.none()
    known = NetworkEvent.objects.visible_to(actor).inviting(actor)
    return known.select_related("organiser")


def in_year(events: Events, year: int, *, body: str = "") -> Sequence[NetworkEvent]:
    """Give the events of a year, soonest first; only those to which ``body`` (a slug) is invited.

    One query; none where ``body`` cannot be a slug, which PostgreSQL may refuse to look for.
    """
    found = events.filter(starts_on__year=year)
    if body and not slug_re.fullmatch(body):
        return []
    if body:
        found = found.filter(invited__slug=body)
    return list(found.order_by("starts_on", "starts_at", "pk"))


def organisers_for(network: Network, *, actor: Actor) -> QuerySet[Organisation]:
    """Give the organisations for which ``actor`` may announce something, by name.

    Who manages the network: all that have a seat in it today. Else the own organisation.
    """
    if actor.may(Permission.MANAGE_NETWORK, within=network):
        seats = Seat.objects.filter(in_force(actor.today), body__network=network)
        taking_part = seats.exclude(organisation=None).values("organisation")
        return Organisation.objects.filter(pk__in=taking_part).order_by("name")
    if actor.may(Permission.MAINTAIN_ORGANISATION, within=network):
        own = Person.objects.filter(pk=actor.person_id or 0).exclude(organisation=None)
        return Organisation.objects.filter(pk__in=own.values("organisation"))
    return Organisation.objects.none()


def bodies_to_invite(network: Network, *, on: dt.date) -> QuerySet[Body]:
    """Give the bodies of a network that meet on a day, by name."""
    return Body.objects.filter(in_force(on), network=network).order_by("name")


def weeks_of(network: Network, *, actor: Actor) -> Weeks:
    """Give the theme weeks of a network that ``actor`` may know of, with their themes."""
    return ThemeWeek.objects.visible_to(actor).filter(network=network).select_related("theme")


def weeks_in_year(network: Network, year: int, *, actor: Actor) -> Sequence[ThemeWeek]:
    """Give the theme weeks that begin in a year, soonest first; none to who is outside."""
    if network.pk not in actor.network_ids:
        return []
    return list(weeks_of(network, actor=actor).filter(starts_on__year=year).order_by("starts_on"))


def taking_part_in(weeks: Iterable[ThemeWeek], *, actor: Actor) -> dict[int, int]:
    """Count per theme week the municipalities with an activity that ``actor`` may read."""
    known = NetworkEvent.objects.visible_to(actor).filter(_counts(), theme_week__in=list(weeks))
    counted = known.values("theme_week").annotate(count=Count("organiser__area", distinct=True))
    return dict(counted.order_by().values_list("theme_week", "count"))


def _counts() -> Q:
    begins = Q(starts_on__gte=F("theme_week__starts_on"), starts_on__lte=F("theme_week__ends_on"))
    ends = Q(ends_on=None) | Q(ends_on__lte=F("theme_week__ends_on"))
    return begins & ends & Q(cancelled_on=None)


@dataclass(frozen=True, kw_only=True)
class WeekMunicipality:
    """A municipality in a theme week, with what it organises as far as somebody may read it.

    ``others`` are called off, or lie outside the days of the week by now: they do not count.
    """

    area: Area
    activities: Sequence[NetworkEvent] = ()
    others: Sequence[NetworkEvent] = ()
    is_own: bool = False


@dataclass(frozen=True, kw_only=True)
class WeekOverview:
    """A theme week with the municipalities that take part, by name."""

    week: ThemeWeek
    municipalities: Sequence[WeekMunicipality]

    @cached_property
    def without(self) -> list[WeekMunicipality]:
        """Those without an activity that counts."""
        return [each for each in self.municipalities if not each.activities]

    @cached_property
    def counted(self) -> list[WeekMunicipality]:
        """Those with at least one activity that counts."""
        return [each for each in self.municipalities if each.activities]

    @property
    def own_without(self) -> list[WeekMunicipality]:
        """One's own municipality, where it has none and the week goes on."""
        return [each for each in self.without if each.is_own and not self.week.is_cancelled]


def week_overview(week: ThemeWeek, *, actor: Actor) -> WeekOverview:
    """Give a theme week with its municipalities and their activities.

    An activity that ``actor`` may not read is not there and does not count.
    Policy: docs/policy/events.md#counting
    """
    return week_overviews([week], actor=actor)[0]


def week_overviews(weeks: Sequence[ThemeWeek], *, actor: Actor) -> list[WeekOverview]:
    """Give theme weeks with their municipalities; one query for all, and one per first day."""
    known = NetworkEvent.objects.visible_to(actor).filter(theme_week__in=weeks)
    announced: dict[tuple[int | None, int | None], list[NetworkEvent]] = defaultdict(list)
    for event in known.select_related("organiser").order_by("starts_on", "starts_at", "pk"):
        announced[event.theme_week_id, event.organiser.area_id].append(event)
    own = _own_areas(actor) if weeks else set()
    return [
        WeekOverview(
            week=week,
            municipalities=[
                _municipality(week, area, announced[week.pk, area.pk], is_own=area.pk in own)
                for area in municipalities_in(week.network.area, on=week.starts_on)
            ],
        )
        for week in weeks
    ]


def _municipality(
    week: ThemeWeek, area: Area, announced: Sequence[NetworkEvent], *, is_own: bool
) -> WeekMunicipality:
    counting = [each for each in announced if week.holds(each) and not each.is_cancelled]
    others = [each for each in announced if each not in counting]
    return WeekMunicipality(area=area, activities=counting, others=others, is_own=is_own)


def _own_areas(actor: Actor) -> Collection[int]:
    if not actor.networks_with(Permission.MAINTAIN_ORGANISATION):
        return set()
    people = Person.objects.filter(pk=actor.person_id or 0).exclude(organisation__area=None)
    return set(people.values_list("organisation__area", flat=True))


def weeks_ahead(network: Network, *, actor: Actor) -> list[WeekOverview]:
    """Give the theme weeks that are on or begin within a year, the two soonest."""
    if network.pk not in actor.network_ids:
        return []
    coming = weeks_of(network, actor=actor).coming(actor.today)
    soon = coming.filter(starts_on__lte=actor.today + SOON).select_related("network__area")
    return week_overviews(list(soon[:MOST_SHOWN]), actor=actor)


def may_add(week: ThemeWeek, *, actor: Actor) -> bool:
    """Tell whether ``actor`` puts activities in this week: of the own organisation, or of all."""
    runs = actor.may(Permission.MANAGE_NETWORK, within=week.network)
    return runs or organisers_for(week.network, actor=actor).exists()


def can_join(week: ThemeWeek, *, actor: Actor) -> Events:
    """Give the events that ``actor`` may put in a theme week, soonest first."""
    taking_part = municipalities_in(week.network.area, on=week.starts_on).order_by()
    known = events_of(week.network, actor=actor).within(week)
    free = known.filter(
        theme_week=None,
        cancelled_on=None,
        organiser__kind=OrganisationKind.MUNICIPALITY,
        organiser__area__in=taking_part,
    )
    if not actor.may(Permission.MANAGE_NETWORK, within=week.network):
        free = free.filter(organiser__in=organisers_for(week.network, actor=actor).order_by())
    return free.order_by("starts_on", "starts_at", "pk")


def weeks_for(event: NetworkEvent, *, actor: Actor) -> Sequence[ThemeWeek]:
    """Give the theme weeks in the days of which an event lies."""
    known = weeks_of(event.network, actor=actor).filter(cancelled_on=None)
    days = known.filter(starts_on__lte=event.starts_on, ends_on__gte=event.last_day)
    return list(days.select_related("network__area"))
