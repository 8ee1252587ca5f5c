"""Bodies take note of a progress report: registered with ``decisions`` at start-up.

Policy: docs/policy/projects.md#results-to-boards-and-triangles
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.accounts.actors import Actor
from ivz.decisions.effects import (
    Competence,
    Effect,
    Question,
    Ruling,
    Step,
    SubjectKind,
    Trace,
    when_accepted,
)
from ivz.decisions.models import DecidedSubject, Decision
from ivz.decisions.states import Outcome
from ivz.projects.about import about_project
from ivz.projects.actions import reports as actions
from ivz.projects.models import ProgressReport
from ivz.projects.rules.reports import check_was_sent

REPORT = "project-report"
TAKE_NOTE = "take-note"

EVERY_BODY = Competence(
    label=gettext_lazy("Every body of the network"),
    covers=lambda _body, _network, _on: True,
)


def _note(report: ProgressReport, _ruling: Ruling, decision: Decision, by: Actor) -> Trace:
    step = actions.note_taken(report, decision, by=by)
    return {"step": step.pk}


def _take_back(report: ProgressReport, decided: DecidedSubject, by: Actor) -> None:
    actions.take_note_back(report, step_id=decided.trace["step"], by=by)


_TAKE_NOTE: "Effect[ProgressReport]" = Effect(
    told=gettext_lazy("The body took note; the timeline of the project says so."),
    preview=lambda report, _ruling: (
        _("The timeline of “%(title)s” then says that the body took note.")
        % {"title": report.project.title}
    ),
    check=lambda report, _ruling: check_was_sent(report),
    apply=_note,
    reverse=_take_back,
)


REPORT_KIND: "SubjectKind[ProgressReport]" = SubjectKind(
    key=REPORT,
    label=gettext_lazy("Progress report of a project"),
    model=ProgressReport,
    visible_to=lambda actor: ProgressReport.objects.visible_to(actor).reported(),
    about=lambda report: about_project(
        report.project,
        title=f"{report.title}, {report.project.title}",
        url=report.get_absolute_url(),
        summary=report.text,
    ),
    theme="project__theme",
    questions=[
        Question(
            key=TAKE_NOTE,
            label=gettext_lazy("Take note of the report"),
            asks=lambda report: (
                _("Take note: %(report)s, “%(title)s”.")
                % {"report": report.title, "title": report.project.title}
            ),
            check_may_ask=check_was_sent,
            steps=[
                Step(
                    key="any",
                    competence=EVERY_BODY,
                    effects={Outcome.NOTED: _TAKE_NOTE, **when_accepted(_TAKE_NOTE)},
                )
            ],
        )
    ],
)
