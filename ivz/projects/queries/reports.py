"""Progress reports: what a project reported, who owes one, and what is due today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, Max, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from ivz.accounts.actors import Actor
from ivz.accounts.prepared import prepared
from ivz.authorization.roles import GroupRole
from ivz.network.models import Network, in_force
from ivz.projects.models import Light, Member, ProgressReport, Project
from ivz.projects.models.projects import ProjectQuerySet
from ivz.projects.progress import Reading, readings_of
from ivz.projects.rules.reports import REPORTING
from ivz.projects.states import Aspect, ProjectState
from ivz.projects.tied_figures import Series, measured_series
from ivz.projects.windows import Window, next_window, windows_of

MOST_LATE = 10
LOOKED_BACK = timedelta(days=20 * 366)  # nothing is overdue that long


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A light of a report beside what the records said then."""

    light: Light

    @property
    def is_own(self) -> bool:
        """Whether who reported judged otherwise than the records."""
        computed = self.light.computed_colour
        return bool(computed) and computed != self.light.colour


def lights_of(report: ProgressReport) -> list[Judged]:
    """Give the lights of a report in their order; one query where they are not fetched along."""
    order = list(Aspect)
    rows = sorted(report.lights.all(), key=lambda row: order.index(Aspect(row.aspect)))
    return [Judged(light=row) for row in rows]


def reports_of(project: Project) -> list[ProgressReport]:
    """Give what a project reported, newest first, with lights; two queries."""
    rows = ProgressReport.objects.filter(project=project).reported()
    return list(rows.select_related("reported_by__person").prefetch_related("lights"))


def latest_report(project: Project, *, before: date | None = None) -> ProgressReport | None:
    """Give the report that holds: of the last period, or of the last one before a day."""
    rows = ProgressReport.objects.filter(project=project).reported().prefetch_related("lights")
    return (rows.filter(window__lt=before) if before else rows).first()


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A report being written: what the records say, what was written, and the one before."""

    report: ProgressReport | None
    lights: dict[Aspect, Light]
    readings: list[Reading]
    measured: list[Series]
    previous: ProgressReport | None


def draft_of(project: Project, *, on: date) -> Draft:
    """Give what is being written for a project; ten queries."""
    rows = ProgressReport.objects.filter(project=project, reported_on=None)
    report = rows.prefetch_related("lights").first()
    previous = latest_report(project, before=report.window if report else None)
    since = previous.reported_on if previous else None
    measured = measured_series(project)
    return Draft(
        report=report,
        lights={Aspect(row.aspect): row for row in report.lights.all()} if report else {},
        readings=readings_of(project, since=since, on=on, measured=measured),
        measured=measured,
        previous=previous,
    )


@dataclass(frozen=True, kw_only=True)
class Owed:
    """A report that a project owes: in which period, since when, and who writes it."""

    project: Project
    window: Window
    due_on: date
    leader: Member | None
    is_late: bool


def owed_reports(projects: ProjectQuerySet, *, on: date) -> list[Owed]:
    """Give the reports that projects owe on a day, the longest overdue first; four queries.

    A report covers all periods before it, so a project owes one at most; it is due since the
    first period that went by without one.
    """
    return _owed_by(_reporting(projects), on=on)


@dataclass(frozen=True, kw_only=True)
class Late:
    """An overdue report: since when, and the function of who leads the project, if anybody."""

    project: Project
    due_on: date
    leader: str | None


def late_reports(
    actor: Actor, networks: tuple[int, ...], *, but: tuple[int, ...] = ()
) -> list[Late]:
    """Give the ten reports of ``networks`` that are overdue longest, some left out; two queries.

    A project is late when its last period that went by was not reported, whatever it missed
    before: so the database finds them, however many projects there are.
    """
    on = actor.today
    opened = windows_of(networks, since=on - LOOKED_BACK, until=on)
    missed = tuple(
        (network, max(gone_by))
        for network, windows in opened.items()
        if (gone_by := [window.opens_on for window in windows if window.closes_on < on])
    )
    found = _late_ones(actor, missed, but)
    return [_late(project, opened[project.body.network_id]) for project in found]


@prepared
def _late_ones(
    actor: Actor, missed: tuple[tuple[int, date], ...], but: tuple[int, ...]
) -> ProjectQuerySet:
    """Ask for the projects of a network that did not report the last period that went by."""
    known = Project.objects.visible_to(actor).exclude(pk__in=but)
    return (
        _reporting(known)
        .filter(_is_late(missed))
        .annotate(
            reported=Max("reports__window", filter=Q(reports__reported_on__isnull=False)),
            leader=leader_on(actor.today),
        )
        .select_related("body")
        .order_by(Coalesce("reported", "starts_on"), "pk")[:MOST_LATE]
    )


def leader_on(day: date) -> Subquery:
    """Name by function who leads a project on a day; nothing where nobody does."""
    leading = Member.objects.filter(
        in_force(day), project=OuterRef("pk"), role=GroupRole.LEADER, person__isnull=False
    )
    return Subquery(leading.values("person__function")[:1])


def _is_late(missed: tuple[tuple[int, date], ...]) -> Q:
    reported = ProgressReport.objects.exclude(reported_on=None).filter(project=OuterRef("pk"))
    is_late = Q(pk__in=[])
    for network, opened_on in missed:
        is_covered = Exists(reported.filter(window__gte=opened_on))
        is_late |= Q(~is_covered, body__network=network, starts_on__lte=opened_on)
    return is_late


def _late(project: Any, opened: Iterable[Window]) -> Late:
    first = next(
        window
        for window in opened
        if window.opens_on >= project.starts_on
        and (project.reported is None or window.opens_on > project.reported)
    )
    return Late(project=project, due_on=first.closes_on, leader=project.leader)


def _reporting(projects: ProjectQuerySet) -> ProjectQuerySet:
    running = projects.filter(state=ProjectState.RUNNING, kind__in=REPORTING)
    return running.exclude(starts_on=None)


def _owed_by(projects: ProjectQuerySet, *, on: date) -> list[Owed]:
    leading = Member.objects.filter(in_force(on), role=GroupRole.LEADER).select_related("person")
    reported = ProgressReport.objects.exclude(reported_on=None).only("project_id", "window")
    rows = list(
        projects.select_related("body__network").prefetch_related(
            Prefetch("members", queryset=leading, to_attr="leading"),
            Prefetch("reports", queryset=reported, to_attr="reported"),
        )
    )
    if not rows:
        return []
    since = min(row.starts_on for row in rows if row.starts_on)
    opened = windows_of({row.body.network_id for row in rows}, since=since, until=on)
    found = [_owed(row, opened[row.body.network_id], on=on) for row in rows]
    return sorted(
        (owed for owed in found if owed), key=lambda owed: (owed.due_on, owed.project.title)
    )


def _owed(project: Project, opened: Iterable[Window], *, on: date) -> Owed | None:
    reported = max((row.window for row in getattr(project, "reported", ())), default=None)
    missed = [
        window
        for window in opened
        if project.starts_on
        and window.opens_on >= project.starts_on
        and (reported is None or window.opens_on > reported)
    ]
    if not missed:
        return None
    return Owed(
        project=project,
        window=missed[-1],
        due_on=missed[0].closes_on,
        leader=next(iter(getattr(project, "leading", ())), None),
        is_late=missed[0].closes_on < on,
    )


def owed_in(network: Network, *, actor: Actor) -> list[Owed]:
    """Give the reports owed in a network that ``actor`` may know of; four queries."""
    visible = Project.objects.visible_to(actor).filter(body__network=network)
    return owed_reports(visible, on=actor.today)


def coming_windows(network: Network, *, on: date) -> list[Window]:
    """Give the next two periods to report in; two queries."""
    first = next_window(network, on=on)
    return [first, next_window(network, on=first.opens_on)]
