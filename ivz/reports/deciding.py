"""What decisions do to annual plans and reports: registered when the program starts.

Policy: docs/policy/annual-plan.md#adopting and docs/policy/reports.md#adopting
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.authorization.openness import Openness
from ivz.decisions.effects import About, SubjectKind
from ivz.decisions.papers import Adoption
from ivz.network.models.bodies import MandateSubject
from ivz.reports.actions import annual_plans as actions
from ivz.reports.actions import periodic
from ivz.reports.models import AnnualPlan, LineWord, PeriodicReport

PLAN = "annual-plan"
REPORT = "report"


def _told_since(plan: AnnualPlan) -> str:
    """Give why the adoption of a plan cannot be reversed any more."""
    if LineWord.objects.filter(line__plan=plan).exists():
        return _("Progress was told of this plan since. Take a new decision instead.")
    return ""


_ADOPTION: "Adoption[AnnualPlan]" = Adoption(
    label=gettext_lazy("Adopt the annual plan"),
    asks=lambda plan: _("Adopt the annual plan %(year)s.") % {"year": plan.year},
    told=gettext_lazy("The annual plan is adopted; from now on its progress is told."),
    preview=gettext_lazy("The annual plan is then adopted and holds for its year."),
    mandate=MandateSubject.POLICY,
    endorse=actions.endorse,
    adopt=actions.adopt,
    send_back=actions.send_back,
    restore=actions.restore,
    depends=_told_since,
)

PLAN_KIND: "SubjectKind[AnnualPlan]" = SubjectKind(
    key=PLAN,
    label=gettext_lazy("Annual plan"),
    model=AnnualPlan,
    visible_to=lambda actor: AnnualPlan.objects.visible_to(actor).select_related("body__network"),
    about=lambda plan: About(
        title=f"{plan.title}, {plan.network.name}",
        url=plan.get_absolute_url(),
        network=plan.network,
        openness=Openness(plan.openness),
    ),
    questions=[_ADOPTION.question()],
)

_REPORT_ADOPTION: "Adoption[PeriodicReport]" = Adoption(
    label=gettext_lazy("Adopt the report"),
    asks=lambda report: _("Adopt the report “%(title)s”.") % {"title": report.title},
    told=gettext_lazy("The report is adopted and changes no more."),
    preview=gettext_lazy("The report is then adopted and changes no more."),
    mandate=MandateSubject.POLICY,
    endorse=periodic.endorse,
    adopt=periodic.adopt,
    send_back=periodic.send_back,
    restore=periodic.restore,
)

REPORT_KIND: "SubjectKind[PeriodicReport]" = SubjectKind(
    key=REPORT,
    label=gettext_lazy("Report"),
    model=PeriodicReport,
    visible_to=lambda actor: PeriodicReport.objects.visible_to(actor).select_related(
        "body__network", "duty"
    ),
    about=lambda report: About(
        title=f"{report.title}, {report.network.name}",
        url=report.get_absolute_url(),
        network=report.network,
        openness=Openness(report.openness),
    ),
    questions=[_REPORT_ADOPTION.question()],
)
