"""Annual plans, and the reports that are due every year."""

from ivz.reports.models.annual_plans import (
    QUARTERS,
    AnnualPlan,
    AnnualPlanQuerySet,
    LineWord,
    PlanLine,
    PlanLineQuerySet,
    quarter_of,
)
from ivz.reports.models.periodic import (
    PeriodicReport,
    PeriodicReportQuerySet,
    ReportFact,
    ReportPart,
    YearlyDuty,
)

__all__ = [
    "QUARTERS",
    "AnnualPlan",
    "AnnualPlanQuerySet",
    "LineWord",
    "PeriodicReport",
    "PeriodicReportQuerySet",
    "PlanLine",
    "PlanLineQuerySet",
    "ReportFact",
    "ReportPart",
    "YearlyDuty",
    "quarter_of",
]
