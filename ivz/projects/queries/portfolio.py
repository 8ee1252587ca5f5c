"""The portfolio: every project with its lights, hours and next decision, most attention first."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from ivz.accounts.actors import Actor
from ivz.accounts.prepared import prepared
from ivz.authorization.roles import GroupRole
from ivz.network.models import Network, in_force
from ivz.projects.agenda_questions import NextDecision, next_decisions
from ivz.projects.models import Light, Member, Project
from ivz.projects.models.projects import ProjectQuerySet
from ivz.projects.queries.phases import known_on, phase_on
from ivz.projects.queries.portfolio_questions import (
    DAYS_IN_A_WEEK,
    LATE,
    WITHOUT_HOLDER,
    Missed,
    first_to_rank,
    hours_for,
    hours_together,
    latest_report,
    lights_in,
    places_of,
    rows_to_rank,
    shown_of,
)
from ivz.projects.queries.projects import AT_WORK
from ivz.projects.queries.words import with_words
from ivz.projects.states import Aspect, ProjectKind, ProjectState
from ivz.projects.windows import windows_of

NOT_REPORTED = "none"
A_LONG_TIME = timedelta(days=800)


@dataclass(frozen=True)
class Chosen:
    """Which projects somebody wants to see; without a phase those at work.

    Standing tasks come along where they are asked for, or ``with_standing``.
    """

    words: str = ""
    theme: str = ""
    kind: str = ""
    phase: str = ""
    holder: str = ""
    partner: str = ""
    light: str = ""
    with_standing: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was chosen."""
        return self != Chosen()


class Stand(NamedTuple):
    """How a chosen project stands; of thousands no more than this is fetched."""

    pk: int
    attention: int
    is_report_due: bool
    lacks_holder: bool


@dataclass(frozen=True, kw_only=True)
class Portfolio:
    """The projects that were chosen, most attention first, and a question for their hours."""

    stands: Sequence[Stand]
    hours: QuerySet[Any]


def portfolio(
    network: Network | None, chosen: Chosen, *, actor: Actor, on: date | None = None
) -> Portfolio:
    """Give the projects that were chosen, of one network or all; two queries, for all three.

    As they stood ``on`` a day, as far as steps and reports tell; without it today.
    """
    network_id, past = network.pk if network else None, None if on == actor.today else on
    network_ids = [network.pk] if network else Network.objects.values_list("pk", flat=True)
    missed = _missed(network_ids, on=on or actor.today)
    rows = _chosen_rows(actor, network_id, astuple(chosen), missed, past)
    hours = _chosen_hours(actor, network_id, astuple(chosen), past)
    return Portfolio(stands=_ranked(rows), hours=hours)


def most_attention(
    network: Network, chosen: Chosen, *, most: int, actor: Actor, on: date
) -> list[int]:
    """Give the keys of the projects that ask most attention, in order; two queries.

    Ranked as ``portfolio`` does, by the database: where the others are not counted that fetches
    some tens of rows in place of thousands.
    """
    past = None if on == actor.today else on
    missed = _missed([network.pk], on=on)
    return list(_first_rows(actor, network.pk, (astuple(chosen), most), missed, past))


@prepared
def _first_rows(
    actor: Actor,
    network_id: int,
    asked: tuple[tuple[Any, ...], int],
    missed: Missed,
    past: date | None,
) -> QuerySet[Any]:
    chosen, most = asked
    found = chosen_projects(actor, network_id, Chosen(*chosen), past)
    return first_to_rank(found, missed, on=past or actor.today)[:most]


def chosen_projects(
    actor: Actor, network_id: int | None, chosen: Chosen, past: date | None
) -> ProjectQuerySet:
    """Give the projects that were chosen as they stood on a past day, or stand today."""
    day = past or actor.today
    visible = known_on(Project.objects.visible_to(actor), day, today=actor.today)
    if network_id is not None:
        visible = visible.filter(body__network=network_id)
    return _narrowed(visible, chosen, on=day)


@prepared
def _chosen_rows(
    actor: Actor, network_id: int | None, chosen: tuple[Any, ...], missed: Missed, past: date | None
) -> QuerySet[Any]:
    found = chosen_projects(actor, network_id, Chosen(*chosen), past)
    return rows_to_rank(found, missed, on=past or actor.today)


@prepared
def _chosen_hours(
    actor: Actor, network_id: int | None, chosen: tuple[Any, ...], past: date | None
) -> QuerySet[Any]:
    found = chosen_projects(actor, network_id, Chosen(*chosen), past)
    return hours_together(found, actor=actor, on=past or actor.today)


def only(project: Project, *, actor: Actor) -> Portfolio:
    """Give one project, where one may read it; two queries."""
    found = _today(actor).filter(pk=project.pk)
    return _today_of(found, [project.body.network_id], actor=actor)


def own(actor: Actor) -> Portfolio:
    """Give the projects at work in whose group ``actor`` is today, in whatever network."""
    found = _today(actor).filter(pk__in=sorted(actor.group_ids))
    network_ids = Network.objects.values_list("pk", flat=True)
    return _today_of(found.filter(Q(phase__in=AT_WORK)), network_ids, actor=actor)


def _today_of(found: ProjectQuerySet, network_ids: Iterable[int], *, actor: Actor) -> Portfolio:
    rows = rows_to_rank(found, _missed(network_ids, on=actor.today), on=actor.today)
    hours = hours_together(found, actor=actor, on=actor.today)
    return Portfolio(stands=_ranked(rows), hours=hours)


def _today(actor: Actor) -> ProjectQuerySet:
    visible = Project.objects.visible_to(actor)
    return known_on(visible, actor.today, today=actor.today)


def _narrowed(found: ProjectQuerySet, chosen: Chosen, *, on: date) -> ProjectQuerySet:
    if not chosen.phase:
        found = found.filter(Q(phase__in=AT_WORK))
    elif chosen.phase != "all":
        found = found.filter(Q(phase=chosen.phase))
    if chosen.words:
        found = with_words(found, chosen.words, on=on)
    if chosen.theme:
        found = found.filter(theme__code=chosen.theme)
    found = _of_kind(found, chosen)
    places = Member.objects.filter(in_force(on))
    if chosen.holder:
        held = places.filter(person__slug=chosen.holder, role=GroupRole.HOLDER)
        found = found.filter(pk__in=held.values("project"))
    if chosen.partner:
        taking_part = places.filter(organisation__slug=chosen.partner).values("project")
        partner = Q(led_by__slug=chosen.partner) | Q(shared_with__slug=chosen.partner)
        found = found.filter(Q(pk__in=taking_part) | partner)
    return _showing(found, chosen.light, on=on) if chosen.light else found


def _of_kind(found: ProjectQuerySet, chosen: Chosen) -> ProjectQuerySet:
    if chosen.kind:
        return found.filter(kind=chosen.kind)
    return found if chosen.with_standing else found.exclude(kind=ProjectKind.STANDING)


def _showing(found: ProjectQuerySet, light: str, *, on: date) -> ProjectQuerySet:
    reported = found.alias(report=latest_report(on))
    if light == NOT_REPORTED:
        return reported.filter(report=None)
    return reported.filter(Exists(Light.objects.filter(report=OuterRef("report"), colour=light)))


def _ranked(rows: QuerySet[Any]) -> list[Stand]:
    """Tell of each project how it stands, and put them in order.

    The database looks at each project once; ordering and adding up by what it says happens
    here, where it would ask everything again for every figure.
    """
    stands = [
        Stand(pk, max(warning or 0, LATE * (due or over)), bool(due), bool(lacks))
        for pk, warning, due, over, lacks in rows
    ]
    return sorted(stands, key=lambda each: -each.attention)


def _missed(network_ids: Iterable[int], *, on: date) -> Missed:
    """Give per network the last period that closed; one query."""
    opened = windows_of(network_ids, since=on - A_LONG_TIME, until=on)
    return tuple(
        (network_id, closed[-1].opens_on, closed[-1].closes_on)
        for network_id, windows in opened.items()
        if (closed := [window for window in windows if window.closes_on < on])
    )


class Place(NamedTuple):
    """A place in a project group; ``function`` is that of who holds it, empty while it is open."""

    role: str
    function: str
    hours: Decimal | None


@dataclass(frozen=True, kw_only=True)
class PortfolioRow:
    """A project on the portfolio; ``lights`` holds what the latest report says per aspect.

    ``owed`` are the hours that were promised from its first day on, None for whoever may not read
    what was delivered. Of another day than today nobody knows the ``priority``.
    """

    project: Project
    on: date
    phase: ProjectState
    group: Sequence[Place]
    lights: dict[str, Light]
    reported_on: date | None
    is_report_due: bool
    owed: Decimal | None
    delivered: Decimal
    priority: int | None
    next_decision: NextDecision | None = None

    @property
    def aspects(self) -> list[tuple[Aspect, Light | None]]:
        """Every aspect with its light, None where nothing was reported."""
        return [(aspect, self.lights.get(aspect)) for aspect in Aspect]

    @property
    def wants_holder(self) -> bool:
        """Whether somebody should hold it, and nobody does."""
        return self.holder is None and self.project.kind not in WITHOUT_HOLDER

    @property
    def holder(self) -> Place | None:
        """Who holds it."""
        return self._placed(GroupRole.HOLDER)

    @property
    def leader(self) -> Place | None:
        """Who leads it."""
        return self._placed(GroupRole.LEADER)

    def _placed(self, role: GroupRole) -> Place | None:
        return next((place for place in self.group if place.role == role), None)

    @property
    def asked(self) -> Decimal | None:
        """The hours a week that the assignment says it takes."""
        assignment = self.project.assignment
        return assignment.hours_per_week if assignment else None

    @property
    def promised(self) -> Decimal:
        """The hours a week that the group promised."""
        return sum((place.hours for place in self.group if place.hours), Decimal(0))

    @property
    def is_over_time(self) -> bool:
        """Whether it should have ended."""
        ends = self.project.ends_on
        return ends is not None and ends < self.on and self.phase in AT_WORK


def projects_of(
    keys: Sequence[int], *, actor: Actor, on: date
) -> list[tuple[Project, ProjectState]]:
    """Give the projects themselves with their phase, in the same order; one query."""
    visible: Any = Project.objects.visible_to(actor).select_related("theme__field")
    phased = visible.annotate(phase=phase_on(on, today=actor.today))
    found = phased.in_bulk(keys)
    rows = [found[pk] for pk in keys if pk in found]
    return [(row, ProjectState(row.phase)) for row in rows]


def rows_of(stands: Iterable[Stand], *, actor: Actor, on: date | None = None) -> list[PortfolioRow]:
    """Give what the portfolio shows of some projects: six queries, however many there are.

    Of another day than today nobody knows what lay on the agenda then.
    """
    day, stand_of = on or actor.today, {stand.pk: stand for stand in stands}
    keys = tuple(stand_of)
    past = None if day == actor.today else day
    by_key: dict[int, Any] = {row.pk: row for row in shown_of(actor, keys, past)}
    found = [by_key[pk] for pk in keys if pk in by_key]
    groups = _groups_of(keys, on=day)
    lights, days = _lights_of(row.report for row in found)
    delivered = _delivered(found, actor=actor, on=day)
    waiting = next_decisions(found if day == actor.today else [], actor=actor)
    return [
        PortfolioRow(
            project=row,
            on=day,
            phase=ProjectState(row.phase),
            group=groups.get(row.pk, []),
            lights=lights.get(row.report, {}),
            reported_on=days.get(row.report),
            is_report_due=stand_of[row.pk].is_report_due,
            owed=_owed_of(row, actor=actor),
            delivered=delivered.get(row.pk, Decimal(0)),
            priority=row.priority if past is None else None,
            next_decision=waiting.get(row.pk),
        )
        for row in found
    ]


def _owed_of(row: Any, *, actor: Actor) -> Decimal | None:
    return in_hours(row.owed_days) if row.body.network_id in actor.network_ids else None


def in_hours(hours_times_days: Decimal | None) -> Decimal:
    """Give the hours, of hours a week times days; with one decimal."""
    return ((hours_times_days or Decimal(0)) / DAYS_IN_A_WEEK).quantize(Decimal("0.1"))


def _groups_of(project_ids: tuple[int, ...], *, on: date) -> dict[int, list[Place]]:
    groups: dict[int, list[Place]] = {}
    for pk, role, function, hours in places_of(project_ids, on):
        groups.setdefault(pk, []).append(Place(role, function or "", hours))
    return groups


def _lights_of(
    report_ids: Iterable[int | None],
) -> tuple[dict[int, dict[str, Light]], dict[int, date | None]]:
    lights: dict[int, dict[str, Light]] = {}
    days: dict[int, date | None] = {}
    rows: Iterable[Any] = lights_in(tuple(pk for pk in report_ids if pk))
    for light in rows:
        lights.setdefault(light.report_id, {})[light.aspect] = light
        days[light.report_id] = light.reported_on
    return lights, days


def _delivered(projects: Iterable[Project], *, actor: Actor, on: date) -> dict[int, Decimal]:
    summed = hours_for(actor, tuple(row.pk for row in projects), on)
    return {pk: hours for pk, hours in summed if pk is not None}


@dataclass(frozen=True, kw_only=True)
class Totals:
    """How many projects were chosen, and their hours together."""

    count: int
    asked: Decimal
    promised: Decimal
    owed: Decimal
    delivered: Decimal
    attention: int
    without_holder: int


def totals(chosen: Portfolio) -> Totals:
    """Add up all chosen projects, not only those on one page: one query."""
    asked, promised, owed_days, delivered = next(iter(chosen.hours), (None,) * 4)
    return Totals(
        count=len(chosen.stands),
        attention=sum(stand.attention >= LATE for stand in chosen.stands),
        without_holder=sum(stand.lacks_holder for stand in chosen.stands),
        asked=asked or Decimal(0),
        promised=promised or Decimal(0),
        owed=in_hours(owed_days),
        delivered=delivered or Decimal(0),
    )
