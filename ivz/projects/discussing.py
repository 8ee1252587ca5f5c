"""Bodies discuss the results of a project: a question that moves nothing but the timeline.

Policy: docs/policy/projects.md#results
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.accounts.actors import Actor
from ivz.decisions.effects import Effect, Question, Ruling, Step, Trace, when_accepted
from ivz.decisions.models import DecidedSubject, Decision
from ivz.decisions.states import Outcome
from ivz.projects.actions import changes as actions
from ivz.projects.models import Project
from ivz.projects.noting import EVERY_BODY

DISCUSS = "discuss"


def _note(project: Project, _ruling: Ruling, decision: Decision, by: Actor) -> Trace:
    return {"step": actions.results_discussed(project, decision, by=by).pk}


def _take_back(project: Project, decided: DecidedSubject, by: Actor) -> None:
    actions.take_discussion_back(project, step_id=decided.trace["step"], by=by)


_DISCUSSED: Effect[Project] = Effect(
    told=gettext_lazy("The body discussed the results; the timeline of the project says so."),
    preview=lambda project, _ruling: (
        _("The timeline of “%(title)s” then says that the body discussed its results.")
        % {"title": project.title}
    ),
    apply=_note,
    reverse=_take_back,
)
DISCUSS_RESULTS: Question[Project] = Question(
    key=DISCUSS,
    label=gettext_lazy("Discuss the results"),
    asks=lambda project: _("Discuss the results of “%(title)s”.") % {"title": project.title},
    steps=[
        Step(
            key="any",
            competence=EVERY_BODY,
            effects={Outcome.NOTED: _DISCUSSED, **when_accepted(_DISCUSSED)},
        )
    ],
)
