"""Objects for tests of signals: valid by default."""

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from ivz.insight.models import Signal, SignalStep
from ivz.insight.states import SignalStepKind
from tests.factories import TODAY, AreaFactory, DataSetFactory, ThemeFactory


class SignalFactory(DjangoModelFactory):
    class Meta:
        model = Signal

    data_set = factory.SubFactory(DataSetFactory)
    area = factory.SubFactory(AreaFactory)
    theme = factory.SubFactory(ThemeFactory)
    reference = factory.SubFactory(AreaFactory)
    observed = Decimal("7.61")
    expected = Decimal("6.37")
    found_on = TODAY


class SignalStepFactory(DjangoModelFactory):
    class Meta:
        model = SignalStep

    signal = factory.SubFactory(SignalFactory)
    kind = SignalStepKind.FOUND
    on = TODAY
