"""Budgets for tests: valid by default."""

import factory
from factory.django import DjangoModelFactory

from ivz.finance.models import Budget, BudgetPost
from ivz.finance.states import PostKind
from tests.factories import BodyFactory


class BudgetFactory(DjangoModelFactory):
    class Meta:
        model = Budget

    body = factory.SubFactory(BodyFactory)
    year = 2017
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
