"""Objects for tests of what the network knows: valid by default."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from ivz.knowledge.models import Development, DevelopmentStep
from ivz.knowledge.states import Reach, StepKind
from tests.factories import TODAY, NetworkFactory


class DevelopmentFactory(DjangoModelFactory):
    class Meta:
        model = Development

    network = factory.SubFactory(NetworkFactory)
    title = factory.Sequence(lambda n: f"Ontwikkeling {n}")
    what = "Het aantal meldingen stijgt in het hele land."
    since = dt.date(2016, 1, 1)
    source = "Brief van de minister"
    reach = Reach.NATIONAL
    noted_on = TODAY
    review_on = dt.date(2016, 12, 1)


class DevelopmentStepFactory(DjangoModelFactory):
    class Meta:
        model = DevelopmentStep

    development = factory.SubFactory(DevelopmentFactory)
    kind = StepKind.NOTED
    on = TODAY
