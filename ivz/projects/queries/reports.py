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
from ivz.projects.pauses import went_on_after, went_on_again
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
    """A report that a project owes: since when, and the function of who leads it, if anybody."""

    project: Project
    due_on: date
    is_late: bool
    leader: str | None = None


def owed_reports(projects: ProjectQuerySet, *, on: date) -> list[Owed]:
    """Give the reports that projects owe on a day, the longest overdue first; three queries.

    A report covers all periods before it, so a project owes one at most; it is due since the
    first period that went by without one. What closed before it went on after a pause, it does
    not owe.
    """
    return _owed_by(_reporting(projects), on=on)


def late_reports(
    actor: Actor, networks: tuple[int, ...], *, but: tuple[int, ...] = ()
) -> list[Owed]:
    """Give the ten reports of ``networks`` that are overdue longest, some left out; two queries.

    A project is late when its last period that went by was not reported, whatever it missed
    before: so the database finds them, however many projects there are.
    """
    on = actor.today
    opened = windows_of(networks, since=on - LOOKED_BACK, until=on)
    missed = tuple(
        (network, gone_by[-1].opens_on, gone_by[-1].closes_on)
        for network, windows in opened.items()
        if (gone_by := [window for window in windows if window.closes_on < on])
    )
    found = _late_ones(actor, missed, but)
    return [_since_when(project, opened[project.body.network_id], on=on) for project in found]


@prepared
def _late_ones(
    actor: Actor, missed: tuple[tuple[int, date, date], ...], but: tuple[int, ...]
) -> ProjectQuerySet:
    """Ask for the projects of networks that did not report the last period that went by."""
    known = Project.objects.visible_to(actor).exclude(pk__in=but)
    return _owing(known, missed, on=actor.today)[:MOST_LATE]


def owing(network: Network, *, actor: Actor) -> ProjectQuerySet:
    """Give the projects of a network that owe a report, the longest overdue first; one query."""
    opened = windows_of([network.pk], since=actor.today - LOOKED_BACK, until=actor.today)
    last = tuple((network.pk, each.opens_on, each.closes_on) for each in opened[network.pk][-1:])
    return _owing(Project.objects.visible_to(actor), last, on=actor.today)


def owed_by(projects: Iterable[Any], network: Network, *, on: date) -> list[Owed]:
    """Give what some of the above owe; two queries."""
    opened = windows_of([network.pk], since=on - LOOKED_BACK, until=on)[network.pk]
    return [_since_when(project, opened, on=on) for project in projects]


def _owing(
    projects: ProjectQuerySet, missed: tuple[tuple[int, date, date], ...], *, on: date
) -> ProjectQuerySet:
    return (
        _reporting(projects)
        .filter(_did_not_report(missed, on=on))
        .annotate(
            reported=Max("reports__window", filter=Q(reports__reported_on__isnull=False)),
            went_on=went_on_again(on=on),
            leader=leader_on(on),
        )
        .select_related("body")
        .order_by(Coalesce("reported", "starts_on"), "pk")
    )


def leader_on(day: date) -> Subquery:
    """Name by function who leads a project on a day; nothing where nobody does."""
    leading = Member.objects.filter(
        in_force(day), project=OuterRef("pk"), role=GroupRole.LEADER, person__isnull=False
    )
    return Subquery(leading.values("person__function")[:1])


def _did_not_report(missed: tuple[tuple[int, date, date], ...], *, on: date) -> Q:
    reported = ProgressReport.objects.exclude(reported_on=None).filter(project=OuterRef("pk"))
    found = Q(pk__in=[])
    for network, opened_on, closed_on in missed:
        since = reported.filter(window__gte=opened_on)
        is_covered = Exists(since) | went_on_after(closed_on, on=on)
        found |= Q(~is_covered, body__network=network, starts_on__lte=opened_on)
    return found


def _since_when(project: Any, opened: Iterable[Window], *, on: date) -> Owed:
    first = next(
        window
        for window in opened
        if window.opens_on >= project.starts_on
        and (project.reported is None or window.opens_on > project.reported)
        and (project.went_on is None or window.closes_on >= project.went_on)
    )
    due_on = first.closes_on
    return Owed(project=project, due_on=due_on, is_late=due_on < on, leader=project.leader)


def _reporting(projects: ProjectQuerySet) -> ProjectQuerySet:
    running = projects.filter(state=ProjectState.RUNNING, kind__in=REPORTING)
    return running.exclude(starts_on=None)


def _owed_by(projects: ProjectQuerySet, *, on: date) -> list[Owed]:
    reported = ProgressReport.objects.exclude(reported_on=None).only("project_id", "window")
    rows = list(
        projects.annotate(went_on=went_on_again(on=on))
        .select_related("body__network")
        .prefetch_related(Prefetch("reports", queryset=reported, to_attr="reported"))
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
    went_on = getattr(project, "went_on", None)
    missed = [
        window
        for window in opened
        if project.starts_on
        and window.opens_on >= project.starts_on
        and (reported is None or window.opens_on > reported)
        and (went_on is None or window.closes_on >= went_on)
    ]
    if not missed:
        return None
    due_on = missed[0].closes_on
    return Owed(project=project, due_on=due_on, is_late=due_on < on)


def coming_windows(network: Network, *, on: date) -> list[Window]:
    """Give the next two periods to report in; two queries."""
    first = next_window(network, on=on)
    return [first, next_window(network, on=first.opens_on)]
