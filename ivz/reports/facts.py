"""The facts of a report, made from the records: sentences that the whole network may read.

Policy: docs/policy/reports.md#facts
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ivz.accounts.actors import Actor
from ivz.decisions.models import Decision
from ivz.decisions.states import PaperState
from ivz.effort.ledger import LedgerYear, ledger
from ivz.meetings.states import MeetingState
from ivz.network.models import Body
from ivz.projects.models import Lesson, ProgressReport, Project
from ivz.projects.states import LightColour
from ivz.reports.gathering import AT_WORK, READ_BY_ALL
from ivz.reports.models import AnnualPlan, PeriodicReport, PlanLine, ReportFact
from ivz.reports.states import Chapter, LineState, chapters_of
from ivz.web.templatetags.ivz import day_date, number

Facts = Iterator[ReportFact]


def facts_now(report: PeriodicReport, *, actor: Actor) -> list[ReportFact]:
    """Give the facts of a report as the records say them now, numbered; ten queries at most."""
    found = [
        fact
        for chapter in chapters_of(report.kind)
        if chapter in _MADE
        for fact in _MADE[chapter](report, actor)
    ]
    for position, fact in enumerate(found, start=1):
        fact.report, fact.position = report, position
    return found


def _decisions(report: PeriodicReport, actor: Actor) -> Facts:
    rows = Decision.objects.visible_to(actor).filter(
        body__network=report.network,
        openness__in=READ_BY_ALL,
        decided_on__gte=report.covers_from,
        decided_on__lt=report.covers_until,
        is_practice=False,
        corrected_by=None,
    )
    for row in rows.select_related("body").order_by("decided_on", "number"):
        text = f"{day_date(row.decided_on)}: {row}. {row.get_outcome_display()}."
        yield ReportFact(chapter=Chapter.DECISIONS, text=text, decision=row)


def _projects(report: PeriodicReport, actor: Actor) -> Facts:
    told = ProgressReport.objects.reported().filter(reported_on__lt=report.covers_until)
    rows = (
        Project.objects.visible_to(actor)
        .filter(
            Q(state__in=AT_WORK) | Q(ends_on__gte=report.covers_from),
            Q(starts_on=None) | Q(starts_on__lt=report.covers_until),
            body__network=report.network,
            openness__in=READ_BY_ALL,
        )
        .prefetch_related(Prefetch("reports", told.prefetch_related("lights"), to_attr="told"))
    )
    for row in rows.order_by("title"):
        text = _("%(project)s: %(state)s.") % {
            "project": row.title,
            "state": row.get_state_display().lower(),
        }
        text = f"{text} {_lights(row.told)}".strip()  # type: ignore[attr-defined]
        yield ReportFact(chapter=Chapter.PROJECTS, text=text, project=row)


def _lights(told: list[ProgressReport]) -> str:
    """Say what the last report said: what goes as planned, and why the rest does not."""
    if not told:
        return ""
    lights = list(told[0].lights.all())
    off = [light for light in lights if light.colour != LightColour.ON_COURSE]
    if not off:
        return _("All lights are on course.") if lights else ""
    return " ".join(f"{light}. {light.reason.rstrip('.')}." for light in off)


def _plan(report: PeriodicReport, actor: Actor) -> Facts:
    year = report.covers_from.year
    plan = (
        AnnualPlan.objects.visible_to(actor)
        .filter(body__network=report.network, year=year, state=PaperState.ADOPTED)
        .filter(openness__in=READ_BY_ALL)
        .select_related("body__network")
        .first()
    )
    if plan is None:
        missing = _("No annual plan of %(year)s was adopted here.") % {"year": year}
        yield ReportFact(chapter=Chapter.PLAN, text=missing)
        return
    lines = PlanLine.objects.visible_to(actor).filter(plan=plan, state=LineState.TAKEN_OVER)
    for line in lines.prefetch_related("told"):
        said = next(reversed(line.told.all()), None)
        how = f"{said.get_course_display()}. {said.words}" if said else _("Nothing was told yet.")
        text = f"{line.result.rstrip('.')}: {how}"
        yield ReportFact(chapter=Chapter.PLAN, text=text, line=line)


def _meetings(report: PeriodicReport, _actor: Actor) -> Facts:
    held = Q(
        meetings__date__gte=report.covers_from,
        meetings__date__lt=report.covers_until,
        meetings__is_practice=False,
        meetings__state__in=[MeetingState.HELD, MeetingState.ADOPTED],
    )
    rows = Body.objects.filter(network=report.network).annotate(met=Count("meetings", filter=held))
    for row in rows.filter(Q(met__gt=0) | Q(meetings_per_year__gt=0)).order_by("name"):
        met: int = row.met
        text = ngettext("%(body)s met %(count)s time.", "%(body)s met %(count)s times.", met) % {
            "body": row.short_name,
            "count": met,
        }
        if row.meetings_per_year:
            norm = _("The norm is %(norm)s a year.") % {"norm": row.meetings_per_year}
            text = f"{text} {norm}"
        yield ReportFact(chapter=Chapter.MEETINGS, text=text)


def _effort(report: PeriodicReport, actor: Actor) -> Facts:
    last = report.covers_until - timedelta(days=1)
    found = ledger(report.network, LedgerYear(year=last.year, on=last), actor=actor)
    if not found.partners:
        return
    text = _("%(delivered)s hours were delivered in %(year)s, of %(owed)s owed.") % {
        "delivered": number(found.delivered_of_owed),
        "year": last.year,
        "owed": number(found.owed),
    }
    if found.delivered_besides:
        besides = _("Partners with whom nothing is agreed delivered %(hours)s hours besides.")
        text = " ".join([text, besides % {"hours": number(found.delivered_besides)}])
    yield ReportFact(chapter=Chapter.EFFORT, text=text)
    for row in found.behind:
        text = _("%(partner)s delivered %(delivered)s of %(owed)s hours.") % {
            "partner": row.organisation.name,
            "delivered": number(row.delivered),
            "owed": number(row.owed),
        }
        yield ReportFact(chapter=Chapter.EFFORT, text=text)


def _lessons(report: PeriodicReport, actor: Actor) -> Facts:
    rows = Lesson.objects.visible_to(actor).filter(
        project__body__network=report.network,
        project__openness__in=READ_BY_ALL,
        learnt_on__gte=report.covers_from,
        learnt_on__lt=report.covers_until,
    )
    for row in rows.select_related("project").order_by("project__title", "pk"):
        text = f"{row.project.title}: {row.text}"
        yield ReportFact(chapter=Chapter.LESSONS, text=text, project=row.project)


_MADE: dict[Chapter, Callable[[PeriodicReport, Actor], Facts]] = {
    Chapter.DECISIONS: _decisions,
    Chapter.PROJECTS: _projects,
    Chapter.PLAN: _plan,
    Chapter.MEETINGS: _meetings,
    Chapter.EFFORT: _effort,
    Chapter.LESSONS: _lessons,
}


def period_words(first: date, until: date) -> str:
    """Say a half-open period as people do, with its last day."""
    return _("%(first)s up to and including %(last)s") % {
        "first": day_date(first),
        "last": day_date(until - timedelta(days=1)),
    }
