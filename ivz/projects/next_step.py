"""What comes next for a project that runs or ran, and where whoever may do it goes.

Policy: docs/policy/projects.md#what-waits-for-whom
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from ivz.decisions.papers import ADOPT
from ivz.decisions.states import PaperState
from ivz.projects.closing import EVALUATION
from ivz.projects.models import Evaluation, ProgressReport, Project
from ivz.projects.noting import REPORT, TAKE_NOTE
from ivz.projects.pauses import went_on_since
from ivz.projects.rules.reports import REPORTING
from ivz.projects.states import ProjectState
from ivz.projects.windows import Window, windows_of
from ivz.web.templatetags.ivz import day_date

AHEAD = timedelta(days=800)  # every network reports within two years


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """A step, why it comes, and where it is done; for the leader, or who sits in the network."""

    title: str
    text: str
    url: str = ""
    button: str = ""
    by_leader: bool = True


def next_step(project: Project, reports: Sequence[ProgressReport], *, on: date) -> NextStep | None:
    """Give what comes next once the plan is adopted; two queries at most while it runs.

    Args:
        project: with its evaluation fetched along.
        reports: what was reported, the newest first.
        on: the day it is asked.
    """
    evaluation = getattr(project, "evaluation", None)
    if project.state == ProjectState.PAUSED:
        paused = _("A decision lets it go on, or stops it. Until then nothing is reported.")
        return NextStep(title=_("The project is paused"), text=paused)
    if project.kind not in REPORTING or project.state not in _GOES_ON:
        return None
    has_ended = project.ends_on is not None and project.ends_on < on
    if project.state == ProjectState.EVALUATING or has_ended:
        return _evaluate(project, evaluation)
    return _report(project, reports, on=on)


_GOES_ON = {ProjectState.RUNNING, ProjectState.EVALUATING}


def _evaluate(project: Project, evaluation: Evaluation | None) -> NextStep:
    if evaluation is None or evaluation.state == PaperState.DRAFT:
        return NextStep(
            title=_("Next step: write the evaluation"),
            text=_("The last day was %(day)s. Eleven questions; the records answer what they know.")
            % {"day": day_date(project.ends_on)},
            url=reverse("projects:evaluation", args=[project.slug]),
            button=_("Write the evaluation"),
        )
    return NextStep(
        title=_("The evaluation: %(state)s") % {"state": evaluation.get_state_display().lower()},
        text=_("A recorded decision moves it on. Until then nobody can write."),
        url=_put_before(EVALUATION, evaluation.pk, ADOPT),
        button=_("Put on an agenda"),
        by_leader=False,
    )


def _report(project: Project, reports: Sequence[ProgressReport], *, on: date) -> NextStep | None:
    if project.starts_on is None:
        return None
    network = project.network.pk
    windows = windows_of([network], since=project.starts_on, until=on + AHEAD)[network]
    opened = [window for window in windows if window.opens_on <= on]
    if opened and _is_asked(project, opened[-1], reports, on=on):
        days = {"day": day_date(opened[-1].closes_on)}
        is_late = opened[-1].closes_on < on
        return NextStep(
            title=_("Next step: report progress"),
            text=_("It is late: the day was %(day)s.") % days
            if is_late
            else _("Up to and including %(day)s. It takes two minutes.") % days,
            url=reverse("projects:report", args=[project.slug]),
            button=_("Report progress"),
        )
    coming = next(window.opens_on for window in windows if window.opens_on > on)
    return _after_reporting(project, reports, coming=coming)


def _is_asked(
    project: Project, window: Window, reports: Sequence[ProgressReport], *, on: date
) -> bool:
    """Tell whether a period was not reported, nor passed before the project went on again."""
    if any(report.window == window.opens_on for report in reports):
        return False
    return window.closes_on >= on or not went_on_since(project, window.closes_on, on=on)


def _after_reporting(
    project: Project, reports: Sequence[ProgressReport], *, coming: date
) -> NextStep:
    is_last = project.ends_on is not None and project.ends_on < coming
    text = (
        _("The last day is %(day)s; the evaluation comes after it.")
        % {"day": day_date(project.ends_on)}
        if is_last
        else _("The next period to report in opens on %(day)s.") % {"day": day_date(coming)}
    )
    if not reports:
        return NextStep(title=_("The work goes on"), text=text)
    return NextStep(
        title=_("Progress is reported"),
        text=text,
        url=_put_before(REPORT, reports[0].pk, TAKE_NOTE),
        button=_("Put the latest report on an agenda"),
        by_leader=False,
    )


def _put_before(kind: str, pk: int, question: str) -> str:
    asked = urlencode({"onderwerp": kind, "id": pk, "vraag": question})
    return f"{reverse('meetings:put_before')}?{asked}"
