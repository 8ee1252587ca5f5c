"""Annual plans for tests: valid by default."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from ivz.reports.models import (
    AnnualPlan,
    LineWord,
    PeriodicReport,
    PlanLine,
    ReportFact,
    ReportPart,
    YearlyDuty,
)
from ivz.reports.states import Chapter, Course, LineState, ReportKind
from tests.factories import TODAY, BodyFactory, NetworkFactory


class AnnualPlanFactory(DjangoModelFactory):
    class Meta:
        model = AnnualPlan

    body = factory.SubFactory(BodyFactory)
    year = factory.Sequence(lambda n: 2100 + n)


class PlanLineFactory(DjangoModelFactory):
    class Meta:
        model = PlanLine

    plan = factory.SubFactory(AnnualPlanFactory)
    position = 1
    result = factory.Sequence(lambda n: f"Resultaat {n}")
    due_on = factory.LazyAttribute(lambda line: dt.date(line.plan.year, 12, 31))
    state = LineState.TAKEN_OVER


class LineWordFactory(DjangoModelFactory):
    class Meta:
        model = LineWord

    line = factory.SubFactory(PlanLineFactory)
    quarter = 1
    course = Course.ON_COURSE
    words = "Volgens plan"
    told_on = TODAY


class YearlyDutyFactory(DjangoModelFactory):
    class Meta:
        model = YearlyDuty

    network = factory.SubFactory(NetworkFactory)
    kind = ReportKind.ANNUAL_REPORT
    first_month = 2
    last_month = 3
    from_year = factory.Sequence(lambda n: 1000 + n)


class PeriodicReportFactory(DjangoModelFactory):
    class Meta:
        model = PeriodicReport

    body = factory.SubFactory(BodyFactory)
    duty = factory.SubFactory(YearlyDutyFactory, network=factory.SelfAttribute("..body.network"))
    year = factory.Sequence(lambda n: 2100 + n)
    covers_from = factory.LazyAttribute(lambda report: dt.date(report.year - 1, 1, 1))
    covers_until = factory.LazyAttribute(lambda report: dt.date(report.year, 1, 1))


class ReportPartFactory(DjangoModelFactory):
    class Meta:
        model = ReportPart

    report = factory.SubFactory(PeriodicReportFactory)
    chapter = Chapter.SUMMARY
    text = "Een goed jaar"


class ReportFactFactory(DjangoModelFactory):
    class Meta:
        model = ReportFact

    report = factory.SubFactory(PeriodicReportFactory)
    chapter = Chapter.MEETINGS
    position = 1
    text = "Het overleg kwam drie keer bijeen"
