"""Objects for tests of events: valid by default."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from ivz.events.models import NetworkEvent
from tests.factories import NetworkFactory, OrganisationFactory


class NetworkEventFactory(DjangoModelFactory):
    class Meta:
        model = NetworkEvent
        skip_postgeneration_save = True

    network = factory.SubFactory(NetworkFactory)
    organiser = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence(lambda n: f"Avond over het buitengebied {n}")
    starts_on = dt.date(2016, 11, 15)
    place = "Gemeentehuis"
    audience = "Agrariërs"

    @factory.post_generation
    def invited(self, create, bodies, **_given):
        if create and bodies:
            self.invited.set(bodies)
