"""When progress is reported, and what a report has to say.

Policy: docs/policy/projects.md#progress-reports
"""

from collections.abc import Container, Iterable, Mapping
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.errors import RuleBroken
from ivz.network.models import Network
from ivz.projects.models import ProgressReport, Project
from ivz.projects.progress import Reading
from ivz.projects.rules.groups import check_is_alive
from ivz.projects.rules.plans import check_may_start
from ivz.projects.rules.rights import check_may_lead, check_may_steer
from ivz.projects.states import Aspect, LightColour, ProjectKind, ProjectState
from ivz.projects.windows import Window, next_window, windows_around
from ivz.web.templatetags.ivz import day_date

# Who only shares its progress owes no report.
REPORTING = [ProjectKind.PROJECT, ProjectKind.SHARED, ProjectKind.PILOT]


def check_may_report(project: Project, *, by: Actor) -> None:
    """Let who leads a running project report on it."""
    check_may_lead(project, by=by)
    check_is_alive(project)
    check_may_start(project)
    if project.state == ProjectState.PAUSED:
        raise RuleBroken(_("The project is paused. Progress is reported once it goes on."))
    if project.state == ProjectState.EVALUATING:
        raise RuleBroken(_("The last day has passed. Write the evaluation instead."))


def check_is_due(project: Project, *, on: date) -> Window:
    """Refuse a report before the first period opens, and a second one in the same period.

    Returns:
        The period to report in.
    """
    reported = ProgressReport.objects.filter(project=project).reported()
    return _check_period(project, set(reported.values_list("window", flat=True)), on=on)


def _check_period(project: Project, reported: Container[date], *, on: date) -> Window:
    opened = windows_around(project.network, since=project.starts_on, on=on)
    if not opened:
        following = next_window(project.network, on=on)
        raise RuleBroken(
            _("The first period to report in opens on %(day)s.")
            % {"day": day_date(following.opens_on)}
        )
    if opened[-1].opens_on in reported:
        raise RuleBroken(
            _("Progress was reported in this period. Correct that report, or wait for the next.")
        )
    return opened[-1]


def check_may_write(project: Project, *, by: Actor) -> None:
    """Let who leads report in this period, or go on with a correction that was begun."""
    check_may_report(project, by=by)
    rows = ProgressReport.objects.filter(project=project)
    written = list(rows.values_list("window", "number", "reported_on"))
    if not any(number > 1 and on is None for _window, number, on in written):
        reported = {window for window, _number, on in written if on is not None}
        _check_period(project, reported, on=by.today)


def check_may_correct(report: ProgressReport, *, latest: ProgressReport, by: Actor) -> None:
    """Let who leads the project correct what was reported; the report itself stays."""
    check_may_report(report.project, by=by)
    if report.reported_on is None:
        raise RuleBroken(_("This report is not sent yet. Change it before you send it."))
    if latest.pk != report.pk:
        raise RuleBroken(_("A correction of this report was begun already."))


def check_was_sent(report: ProgressReport) -> None:
    """Refuse to put before a body what is still being written."""
    if report.reported_on is None:
        raise RuleBroken(_("This report is not sent yet. Send it first."))


def check_own_reason(
    lights: Mapping[Aspect, tuple[LightColour, str]], readings: Iterable[Reading]
) -> None:
    """Refuse a light without a reason, and another colour for the reason of the records."""
    for reading in readings:
        colour, reason = lights.get(reading.aspect, (reading.colour, reading.reason))
        if not reason.strip():
            raise RuleBroken(
                _("%(aspect)s: say in a few words why.") % {"aspect": reading.aspect.label}
            )
        if colour != reading.colour and reason.strip() == reading.reason:
            raise RuleBroken(
                _("%(aspect)s: the records say “%(colour)s”. Say why you judge otherwise.")
                % {"aspect": reading.aspect.label, "colour": reading.colour.label}
            )


def check_may_set_windows(network: Network, windows: list[Window], *, by: Actor) -> None:
    """Let chair and coordinator set the periods; each ends after it begins, and none overlap."""
    check_may_steer(network, by=by)
    if not windows:
        raise RuleBroken(_("Give at least one period."))
    ordered = sorted(windows)
    for window in ordered:
        if window.closes_on < window.opens_on:
            raise RuleBroken(_("A period ends after it begins, in the same year."))
    for earlier, later in pairwise(ordered):
        if later.opens_on <= earlier.closes_on:
            raise RuleBroken(_("Two periods overlap. Let one end before the other begins."))
