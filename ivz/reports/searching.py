"""What is found of annual plans: the results that a network means to reach.

Policy: docs/policy/search.md#what-is-found
"""

from django.utils.translation import gettext_lazy as _

from ivz.reports.models import AnnualPlan, PlanLine
from ivz.search.sources import Source, Told, register_source


def register() -> None:
    """Let annual plans and their lines be found."""
    register_source(
        Source(
            kind="annual-plan",
            label=_("Annual plans"),
            one=_("Annual plan"),
            position=60,
            rows=lambda: AnnualPlan.objects.select_related("body__network"),
            tell=_plan,
            visible_to=AnnualPlan.objects.visible_to,
        )
    )
    register_source(
        Source(
            kind="plan-line",
            label=_("Results in annual plans"),
            one=_("Result in an annual plan"),
            position=62,
            rows=lambda: PlanLine.objects.select_related("plan__body__network", "theme"),
            tell=_line,
            visible_to=PlanLine.objects.visible_to,
            follows={"reports.AnnualPlan": "plan"},
        )
    )


def _plan(plan: AnnualPlan) -> Told:
    return Told(
        title=f"{plan.title} {plan.network.name}",
        text=plan.origin,
        address=plan.get_absolute_url(),
        network_id=plan.network.pk,
        body_id=plan.body_id,
    )


def _line(line: PlanLine) -> Told:
    return Told(
        title=line.result,
        text=line.reason,
        also=" ".join([line.plan.title, *(line.theme.names if line.theme else [])]),
        address=line.plan.get_absolute_url(),
        network_id=line.plan.network.pk,
        body_id=line.plan.body_id,
        theme_id=line.theme_id,
        on=line.due_on,
    )
