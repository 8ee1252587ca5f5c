"""Closed annual plans and reports for the canary, and who reads them, apart from the code."""

from ivz.reports.states import LineState
from tests.reports import factories as make


def reads_plan(who, plan, _name=""):
    return who.reads(plan, body=plan.body, network=plan.body.network)


def reads_line(who, line, _name=""):
    is_in = line.state == LineState.TAKEN_OVER or who.sits_in(line.plan.body.network)
    return is_in and reads_plan(who, line.plan)


def reads_part(who, part, _name=""):
    return reads_plan(who, part.report)


READS = {
    "reports.YearlyDuty": lambda who, duty, name: who.sits_in(duty.network),
    "reports.PeriodicReport": reads_plan,
    "reports.ReportPart": reads_part,
    "reports.ReportFact": reads_part,
    "reports.AnnualPlan": reads_plan,
    "reports.PlanLine": reads_line,
    "reports.LineWord": lambda who, word, name: (
        who.sits_in(word.line.plan.body.network) and reads_plan(who, word.line.plan)
    ),
}


def closed_records(body, **closed):
    """Make a plan as closed as asked, with a line, one left out, and progress."""
    plan = make.AnnualPlanFactory(body=body, origin="-", **closed)
    line = make.PlanLineFactory(plan=plan)
    make.PlanLineFactory(plan=plan, state=LineState.NOT_TAKEN, reason="-")
    make.LineWordFactory(line=line)
    report = make.PeriodicReportFactory(body=body, state="submitted", **closed)
    make.ReportPartFactory(report=report)
    make.ReportFactFactory(report=report)
