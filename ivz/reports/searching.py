"""What is found of annual plans, their results, and reports.

Policy: docs/policy/search.md#what-is-found
"""

from django.utils.translation import gettext_lazy as _

from ivz.reports.models import AnnualPlan, PeriodicReport, PlanLine
from ivz.search.sources import Source, Told, register_source


def register() -> None:
    """Let annual plans, their lines and reports be found."""
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
            closes_with="plan",
            follows={"reports.AnnualPlan": "plan"},
        )
    )
    register_source(
        Source(
            kind="periodic-report",
            label=_("Reports"),
            one=_("Report of a period"),
            position=64,
            rows=lambda: PeriodicReport.objects.select_related(
                "body__network", "duty"
            ).prefetch_related("parts"),
            tell=_report,
            visible_to=PeriodicReport.objects.visible_to,
        )
    )


def _report(report: PeriodicReport) -> Told:
    return Told(
        title=f"{report.title} {report.network.name}",
        text=" ".join(part.text for part in report.parts.all() if part.text),
        address=report.get_absolute_url(),
        network_id=report.network.pk,
        body_id=report.body_id,
        on=report.covers_until,
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
