"""What decisions do to evaluations: registered with ``decisions`` when the program starts.

Policy: docs/policy/projects.md#evaluation
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.decisions.effects import SubjectKind
from ivz.decisions.papers import Adoption
from ivz.network.models.bodies import MandateSubject
from ivz.projects.about import about_project
from ivz.projects.actions import evaluations as actions
from ivz.projects.models import Evaluation
from ivz.projects.rules.changes import check_state
from ivz.projects.states import ProjectState

EVALUATION = "project-evaluation"

_ADOPTION: "Adoption[Evaluation]" = Adoption(
    label=gettext_lazy("Adopt the evaluation"),
    asks=lambda row: _("Adopt the evaluation of “%(title)s”.") % {"title": row.project.title},
    told=gettext_lazy("The evaluation is adopted; the project is closed."),
    preview=gettext_lazy("The evaluation is then adopted and the project closed."),
    mandate=MandateSubject.PROJECT,
    endorse=actions.endorse,
    adopt=actions.adopt,
    send_back=actions.send_back,
    restore=actions.restore,
    check_adoption=lambda row: check_state(row.project, [ProjectState.EVALUATING]),
)

EVALUATION_KIND: "SubjectKind[Evaluation]" = SubjectKind(
    key=EVALUATION,
    label=gettext_lazy("Evaluation of a project"),
    model=Evaluation,
    visible_to=Evaluation.objects.visible_to,
    about=lambda row: about_project(
        row.project, title=_("Evaluation of “%(title)s”") % {"title": row.project.title}
    ),
    theme="project__theme",
    questions=[_ADOPTION.question()],
)
