"""The portfolio: every project with its lights, hours and next decision, most attention first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)

from ivz.accounts.actors import Actor
from ivz.authorization.roles import GroupRole
from ivz.effort.models import Delivery
from ivz.network.models import Network, Organisation, Person, Theme, in_force
from ivz.projects.agenda_questions import NextDecision, next_decisions
from ivz.projects.models import Light, Member, ProgressReport, Project
from ivz.projects.models.projects import ProjectQuerySet
from ivz.projects.queries.projects import AT_WORK
from ivz.projects.rules.reports import REPORTING
from ivz.projects.states import Aspect, LightColour, ProjectKind, ProjectState
from ivz.projects.windows import windows_of

DELIVERED_FOR = "project"
NOT_REPORTED = "none"
ADJUST, LATE, WATCH, NOTHING = 3, 2, 1, 0
A_LONG_TIME = timedelta(days=800)
# What the Platform only follows has no portfolio holder of its own.
WITHOUT_HOLDER = [ProjectKind.SIDELINE, ProjectKind.PARTNER_LED]


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Which projects somebody wants to see; without a phase those at work."""

    words: str = ""
    theme: str = ""
    kind: str = ""
    phase: str = ""
    holder: str = ""
    partner: str = ""
    light: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was chosen."""
        return self != Chosen()


def portfolio(network: Network | None, chosen: Chosen, *, actor: Actor) -> Any:
    """Give the projects that were chosen, of one network or all, most attention first."""
    visible = Project.objects.visible_to(actor)
    if network is not None:
        visible = visible.filter(body__network=network)
    network_ids = [network.pk] if network else Network.objects.values_list("pk", flat=True)
    narrowed = _narrowed(visible, chosen, on=actor.today)
    found = _with_attention(narrowed, network_ids, on=actor.today)
    if chosen.light == NOT_REPORTED:
        found = found.filter(report=None)
    elif chosen.light:
        found = found.filter(_has_light(chosen.light))
    return found.order_by("-attention", "title", "pk")


def everything(actor: Actor) -> Any:
    """Give every project one may read."""
    return portfolio(None, Chosen(phase="all"), actor=actor)


def own(actor: Actor) -> Any:
    """Give the projects at work in whose group ``actor`` is today, in whatever network."""
    found = Project.objects.visible_to(actor).filter(pk__in=sorted(actor.group_ids))
    network_ids = Network.objects.values_list("pk", flat=True)
    at_work = _with_attention(found.filter(state__in=AT_WORK), network_ids, on=actor.today)
    return at_work.order_by("-attention", "title", "pk")


def _narrowed(found: ProjectQuerySet, chosen: Chosen, *, on: date) -> ProjectQuerySet:
    if not chosen.phase:
        found = found.filter(state__in=AT_WORK)
    elif chosen.phase != "all":
        found = found.filter(state=chosen.phase)
    if chosen.words:
        found = found.filter(Q(title__icontains=chosen.words) | Q(summary__icontains=chosen.words))
    if chosen.theme:
        found = found.filter(theme__code=chosen.theme)
    if chosen.kind:
        found = found.filter(kind=chosen.kind)
    places = Member.objects.filter(in_force(on))
    if chosen.holder:
        held = places.filter(person__slug=chosen.holder, role=GroupRole.HOLDER)
        found = found.filter(pk__in=held.values("project"))
    if chosen.partner:
        taking_part = places.filter(organisation__slug=chosen.partner).values("project")
        partner = Q(led_by__slug=chosen.partner) | Q(shared_with__slug=chosen.partner)
        found = found.filter(Q(pk__in=taking_part) | partner)
    return found


def _with_attention(found: ProjectQuerySet, network_ids: Iterable[int], *, on: date) -> Any:
    """Note the report that holds, what is overdue, and how much attention it asks; one query."""
    reports = ProgressReport.objects.filter(project=OuterRef("pk"))
    latest = reports.filter(reported_on__lte=on).order_by("-window", "-number")
    is_late = Q(is_report_due=True) | Q(ends_on__lt=on, state__in=AT_WORK)
    noted = found.annotate(
        report=Subquery(latest.values("pk")[:1]),
        is_report_due=Case(
            *[When(missed, then=Value(value=True)) for missed in _missed(network_ids, on=on)],
            default=Value(value=False),
        ),
    )
    return noted.annotate(
        attention=Case(
            When(_has_light(LightColour.ADJUST), then=Value(ADJUST)),
            When(is_late, then=Value(LATE)),
            When(_has_light(LightColour.WATCH), then=Value(WATCH)),
            default=Value(NOTHING),
            output_field=IntegerField(),
        )
    )


def _missed(network_ids: Iterable[int], *, on: date) -> Iterable[Any]:
    """Give per network that a running project let the last period that closed go by."""
    opened = windows_of(network_ids, since=on - A_LONG_TIME, until=on)
    for network_id, windows in opened.items():
        closed = [window for window in windows if window.closes_on < on]
        if not closed:
            continue
        reported = ProgressReport.objects.filter(
            project=OuterRef("pk"), window__gte=closed[-1].opens_on, reported_on__lte=on
        )
        running = Q(body__network=network_id, state=ProjectState.RUNNING, kind__in=REPORTING)
        yield running & Q(starts_on__lte=closed[-1].opens_on) & ~Exists(reported)


def _has_light(colour: str) -> Exists:
    return Exists(Light.objects.filter(report=OuterRef("report"), colour=colour))


@dataclass(frozen=True, kw_only=True)
class PortfolioRow:
    """A project on the portfolio; ``lights`` holds what the latest report says per aspect."""

    project: Project
    on: date
    group: Sequence[Member]
    lights: dict[str, Light]
    reported_on: date | None
    is_report_due: bool
    delivered: Decimal
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
    def holder(self) -> Member | None:
        """Who holds it."""
        return self._placed(GroupRole.HOLDER)

    @property
    def leader(self) -> Member | None:
        """Who leads it."""
        return self._placed(GroupRole.LEADER)

    def _placed(self, role: GroupRole) -> Member | None:
        return next((member for member in self.group if member.role == role), None)

    @property
    def asked(self) -> Decimal | None:
        """The hours a week that the assignment says it takes."""
        assignment = self.project.assignment
        return assignment.hours_per_week if assignment else None

    @property
    def promised(self) -> Decimal:
        """The hours a week that the group promised."""
        hours = (member.hours_per_week for member in self.group)
        return sum((each for each in hours if each is not None), Decimal(0))

    @property
    def is_over_time(self) -> bool:
        """Whether it should have ended."""
        ends = self.project.ends_on
        return ends is not None and ends < self.on and self.project.state in AT_WORK


def rows_of(projects: Any, *, actor: Actor) -> list[PortfolioRow]:
    """Give what the portfolio shows of some projects: five queries, however many there are."""
    on = actor.today
    group = Member.objects.filter(in_force(on)).select_related("person", "organisation")
    fetched = projects.select_related(
        "body__network", "theme", "assignment", "plan", "evaluation", "led_by"
    )
    found: list[Any] = list(
        fetched.prefetch_related(Prefetch("members", queryset=group, to_attr="group"))
    )
    lights, days = _lights_of(row.report for row in found)
    delivered = _delivered(found, actor=actor)
    waiting = next_decisions(found, actor=actor)
    return [
        PortfolioRow(
            project=row,
            on=on,
            group=row.group,
            lights=lights.get(row.report, {}),
            reported_on=days.get(row.report),
            is_report_due=row.is_report_due,
            delivered=delivered.get(row.pk, Decimal(0)),
            next_decision=waiting.get(row.pk),
        )
        for row in found
    ]


def _lights_of(
    report_ids: Iterable[int | None],
) -> tuple[dict[int, dict[str, Light]], dict[int, date | None]]:
    lights: dict[int, dict[str, Light]] = {}
    days: dict[int, date | None] = {}
    rows = Light.objects.filter(report__in=[pk for pk in report_ids if pk])
    for light in rows.select_related("report"):
        lights.setdefault(light.report_id, {})[light.aspect] = light
        days[light.report_id] = light.report.reported_on
    return lights, days


def _delivered(projects: Iterable[Project], *, actor: Actor) -> dict[int, Decimal]:
    rows = Delivery.objects.visible_to(actor).filter(work_kind=DELIVERED_FOR)
    wanted = rows.filter(work_id__in=[row.pk for row in projects]).order_by()
    summed = wanted.values_list("work_id").annotate(hours=Sum("hours"))
    return {pk: hours for pk, hours in summed if pk is not None}


@dataclass(frozen=True, kw_only=True)
class Totals:
    """How many projects were chosen, and their hours together."""

    count: int
    asked: Decimal
    promised: Decimal
    delivered: Decimal
    attention: int
    without_holder: int


def totals(projects: Any, *, actor: Actor) -> Totals:
    """Add up all chosen projects, not only those on one page: one query."""
    on, keys = actor.today, projects.order_by().values("pk")
    places = Member.objects.filter(in_force(on))
    holding = places.filter(project=OuterRef("pk"), role=GroupRole.HOLDER)
    written = Delivery.objects.visible_to(actor).filter(work_kind=DELIVERED_FOR, work_id__in=keys)
    noted = projects.order_by().annotate(
        asks=_one_where(Q(attention__gte=LATE)),
        lacks_holder=_one_where(~Exists(holding) & ~Q(kind__in=WITHOUT_HOLDER)),
        all_promised=_sum_of(places.filter(project__in=keys), "hours_per_week"),
        all_delivered=_sum_of(written, "hours"),
    )
    found: Any = noted.aggregate(
        count=Count("pk"),
        asked=Sum("assignment__hours_per_week"),
        promised=Max("all_promised"),
        delivered=Max("all_delivered"),
        attention=Sum("asks"),
        without_holder=Sum("lacks_holder"),
    )
    filled: Any = {name: value or 0 for name, value in found.items()}
    return Totals(**filled)


def _one_where(holds: Any) -> Case:
    """Give one or nothing, to be added up: a filter on a count loses the names of annotations."""
    return Case(When(holds, then=Value(1)), default=Value(0), output_field=IntegerField())


def _sum_of(rows: Any, field: str) -> Subquery:
    """Add up a column of other rows in the same question."""
    one = rows.order_by().annotate(all=Value(1)).values("all")
    return Subquery(one.annotate(sum=Sum(field)).values("sum"))


def choices(network: Network, *, actor: Actor) -> dict[str, list[tuple[str, str]]]:
    """Give what one can narrow down to, per field: only what projects one may read have.

    One query for themes, holders and partners together.
    """
    visible = Project.objects.visible_to(actor).filter(body__network=network)
    places = Member.objects.filter(in_force(actor.today), project__in=visible.values("pk"))
    held = places.filter(role=GroupRole.HOLDER).values("person")
    partners = Organisation.objects.filter(pk__in=places.values("organisation"))
    themes = Theme.objects.filter(pk__in=visible.values("theme"))
    rows = [
        _named(themes, "thema", "code", "name"),
        _named(Person.objects.filter(pk__in=held), "houder", "slug", "function"),
        _named(partners, "partner", "slug", "name"),
    ]
    found: dict[str, list[tuple[str, str]]] = {"thema": [], "houder": [], "partner": []}
    for field, key, name in rows[0].union(*rows[1:]):
        found[field].append((key, name))
    return {field: sorted(named, key=lambda pair: pair[1]) for field, named in found.items()}


def _named(rows: Any, field: str, key: str, name: str) -> Any:
    shown = {"choice_of": Value(field), "choice_key": F(key), "choice_name": F(name)}
    return rows.order_by().values_list(*shown.values())
