"""Budgets for tests: valid by default."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from ivz.finance.models import AnnualAccount, Booking, Budget, BudgetPost, Outlook
from ivz.finance.states import PostKind
from tests.factories import BodyFactory


class BudgetFactory(DjangoModelFactory):
    class Meta:
        model = Budget

    body = factory.SubFactory(BodyFactory)
    year = 2100
    edition = factory.Sequence(lambda n: n + 1)


class BudgetPostFactory(DjangoModelFactory):
    class Meta:
        model = BudgetPost

    budget = factory.SubFactory(BudgetFactory)
    kind = PostKind.EXPENSE
    position = 1
    title = factory.Sequence(lambda n: f"Post {n}")
    amount_cents = 100_000
    ground = "Offerte"


class BookingFactory(DjangoModelFactory):
    class Meta:
        model = Booking

    post = factory.SubFactory(BudgetPostFactory)
    booked_on = dt.date(2100, 1, 31)
    words = "Factuur januari"
    amount_cents = 10_000


class OutlookFactory(DjangoModelFactory):
    class Meta:
        model = Outlook

    post = factory.SubFactory(BudgetPostFactory)
    explanation = "Drukwerk werd duurder."


class AnnualAccountFactory(DjangoModelFactory):
    class Meta:
        model = AnnualAccount

    body = factory.SubFactory(BodyFactory)
    year = factory.Sequence(lambda n: 2101 + n)
