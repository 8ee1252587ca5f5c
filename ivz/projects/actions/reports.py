"""Reporting progress, correcting a report, and setting when reports are due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.decisions.models import Decision
from ivz.errors import RuleBroken
from ivz.network.models import Network
from ivz.projects.actions.projects import note_step
from ivz.projects.models import Light, ProgressReport, Project, ReportWindow, Step
from ivz.projects.progress import Reading, readings_of
from ivz.projects.rules import reports as rules
from ivz.projects.states import Aspect, Event, LightColour, StepKind
from ivz.projects.windows import Window
from ivz.workflow.versions import StaleEdit


@dataclass(frozen=True, kw_only=True)
class LightText:
    """A light as its writer judges it; ``version`` is what the writer started from, 0 if new."""

    aspect: Aspect
    colour: LightColour
    reason: str
    version: int


@dataclass(frozen=True, kw_only=True)
class Written:
    """What somebody wrote of a report: the lights that were touched, and the text if it was.

    ``version`` is the version of the report the writer started from, 0 if new.
    """

    lights: Sequence[LightText] = ()
    text: str | None = None
    version: int = 0


@transaction.atomic
def write(project: Project, written: Written, *, by: Actor) -> ProgressReport:
    """Keep the sections of a report that were touched, without sending it.

    Raises:
        StaleEdit: somebody else wrote one of these sections first.
    """
    project = lock(project)
    rules.check_may_report(project, by=by)
    report = _draft(project, by=by)
    for light in written.lights:
        _write_light(report, light)
    if written.text is not None:
        _write_text(report, written)
    record(Event.REPORT_WRITTEN, subject=report, by=by)
    return report


@transaction.atomic
def report(project: Project, written: Written, *, by: Actor) -> ProgressReport:
    """Send a report: what was not touched is what the records say; from now on it never changes."""
    draft = write(project, written, by=by)
    readings = readings_of(project, since=previous_day(project, draft), on=by.today)
    rows = {Aspect(row.aspect): row for row in draft.lights.all()}
    judged = {aspect: (LightColour(row.colour), row.reason) for aspect, row in rows.items()}
    rules.check_own_reason(judged, readings)
    for reading in readings:
        _freeze(draft, rows.get(reading.aspect), reading)
    draft.reported_on, draft.reported_by = by.today, by.user
    draft.version += 1
    draft.save()
    record(Event.REPORTED, subject=draft, by=by)
    return draft


@transaction.atomic
def correct(reported: ProgressReport, *, reason: str, by: Actor) -> ProgressReport:
    """Begin the next version of a report, with what it said; the report itself stays."""
    project = lock(reported.project)
    reported = ProgressReport.objects.select_related("project__body__network").get(pk=reported.pk)
    same = ProgressReport.objects.filter(project=project, window=reported.window)
    rules.check_may_correct(reported, latest=same[0], by=by)
    if not reason.strip():
        raise RuleBroken(_("Say what was wrong."))
    draft = ProgressReport.objects.create(
        project=project,
        window=reported.window,
        due_on=reported.due_on,
        number=reported.number + 1,
        correction=reason.strip(),
        text=reported.text,
    )
    for light in reported.lights.all():
        Light.objects.create(
            report=draft, aspect=light.aspect, colour=light.colour, reason=light.reason
        )
    record(Event.REPORT_WRITTEN, subject=draft, by=by)
    return draft


def note_taken(report: ProgressReport, decision: Decision, *, by: Actor) -> Step:
    """Let a body's decision put on the timeline that it took note of a report."""
    rules.check_was_sent(report)
    note = f"{decision.body.short_name}: {report.title}"
    step = note_step(report.project, StepKind.REPORT_NOTED, by=by, decision=decision, note=note)
    record(Event.REPORT_NOTED, subject=report, by=by)
    return step


def take_note_back(report: ProgressReport, *, step_id: int, by: Actor) -> None:
    """Take off the timeline what a decision that is put right had noted there."""
    report.project.steps.filter(pk=step_id).delete()
    record(Event.REPORT_NOTED, subject=report, by=by)


@transaction.atomic
def set_windows(
    network: Network, windows: list[Window], *, valid_from: date, by: Actor
) -> list[ReportWindow]:
    """Set the periods in which projects report from a day; what held before ends there."""
    rules.check_may_set_windows(network, windows, by=by)
    Network.objects.select_for_update(of=("self",)).get(pk=network.pk)
    earlier = ReportWindow.objects.filter(network=network)
    earlier.filter(valid_from__gte=valid_from).delete()
    lasting = Q(valid_until=None) | Q(valid_until__gt=valid_from)
    earlier.filter(lasting).update(valid_until=valid_from)
    rows = [
        ReportWindow.objects.create(
            network=network,
            valid_from=valid_from,
            opens_month=window.opens_on.month,
            opens_day=window.opens_on.day,
            closes_month=window.closes_on.month,
            closes_day=window.closes_on.day,
        )
        for window in sorted(windows)
    ]
    record(Event.WINDOWS_SET, subject=network, by=by)
    return rows


def lock(project: Project) -> Project:
    """Give the project as it is now, kept from others until the transaction ends."""
    rows = Project.objects.select_related("body__network").select_for_update(of=("self",))
    return rows.get(pk=project.pk)


def previous_day(project: Project, draft: ProgressReport) -> date | None:
    """Give the day of the report of an earlier period, from which hours count."""
    earlier = ProgressReport.objects.filter(project=project, window__lt=draft.window).reported()
    return earlier.values_list("reported_on", flat=True).first()


def _draft(project: Project, *, by: Actor) -> ProgressReport:
    """Give what is being written; a draft of a period that went by moves on to the present one."""
    draft = ProgressReport.objects.filter(project=project, reported_on=None).first()
    if draft is not None and draft.number > 1:
        return draft
    window = rules.check_is_due(project, on=by.today)
    if draft is None:
        draft = ProgressReport(project=project)
    draft.window, draft.due_on = window.opens_on, window.closes_on
    draft.save()
    return draft


def _write_light(draft: ProgressReport, light: LightText) -> None:
    row = Light.objects.filter(report=draft, aspect=light.aspect).first()
    if row is None:
        row = Light(report=draft, aspect=light.aspect)
    elif row.version != light.version:
        raise StaleEdit(row)
    else:
        row.version += 1
    if not light.reason.strip():
        raise RuleBroken(_("%(aspect)s: say in a few words why.") % {"aspect": light.aspect.label})
    row.colour, row.reason = light.colour, light.reason.strip()
    row.save()


def _write_text(draft: ProgressReport, written: Written) -> None:
    if written.version and draft.version != written.version:
        raise StaleEdit(draft)
    draft.text = (written.text or "").strip()
    draft.version += 1
    draft.save()


def _freeze(draft: ProgressReport, row: Light | None, reading: Reading) -> None:
    if row is None:
        row = Light(
            report=draft, aspect=reading.aspect, colour=reading.colour, reason=reading.reason
        )
    row.computed_colour, row.computed_reason = reading.colour, reading.reason
    row.save()
