"""Annual plans for tests: valid by default."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from ivz.reports.models import AnnualPlan, LineWord, PlanLine
from ivz.reports.states import Course, LineState
from tests.factories import TODAY, BodyFactory


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
