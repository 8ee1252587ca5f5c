"""What decisions do to plans of projects: registered with ``decisions`` when the program starts.

Policy: docs/policy/projects.md#the-plan
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.decisions.effects import SubjectKind
from ivz.decisions.papers import Adoption
from ivz.decisions.states import PaperState
from ivz.effort.models import Delivery
from ivz.network.models.bodies import MandateSubject
from ivz.projects.about import about_project
from ivz.projects.actions import plans as actions
from ivz.projects.models import Plan
from ivz.projects.progress import WORK_KIND
from ivz.projects.states import ProjectState

PLAN = "project-plan"


def _worked_since(plan: Plan) -> str:
    """Give why the adoption of a plan cannot be reversed any more."""
    if plan.state != PaperState.ADOPTED:
        return ""
    if plan.project.reports.exclude(reported_on=None).exists():
        return _("Progress was reported on this plan since. Take a new decision instead.")
    if plan.project.state != ProjectState.RUNNING:
        return _("The project moved on since. Take a new decision instead.")
    adopted = plan.editions.first()
    hours = Delivery.objects.filter(work_kind=WORK_KIND, work_id=plan.project_id)
    if adopted and hours.filter(valid_until__gt=adopted.adopted_on).exists():
        return _("Hours were written on this plan since. Take a new decision instead.")
    return ""


_ADOPTION: "Adoption[Plan]" = Adoption(
    label=gettext_lazy("Adopt the plan"),
    asks=lambda plan: _("Adopt the plan of “%(title)s”.") % {"title": plan.project.title},
    told=gettext_lazy("The plan is adopted; the work starts."),
    preview=gettext_lazy("The plan is then adopted, and the work can start."),
    mandate=MandateSubject.PROJECT,
    endorse=actions.endorse,
    adopt=actions.adopt,
    send_back=actions.send_back,
    restore=actions.restore,
    depends=_worked_since,
)

PLAN_KIND: "SubjectKind[Plan]" = SubjectKind(
    key=PLAN,
    label=gettext_lazy("Plan of a project"),
    model=Plan,
    visible_to=Plan.objects.visible_to,
    about=lambda plan: about_project(
        plan.project, title=_("Plan of “%(title)s”") % {"title": plan.project.title}
    ),
    theme="project__theme",
    questions=[_ADOPTION.question()],
)
