"""Objects for tests of effort: valid by default; name what the test is about."""

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from ivz.effort.models import Delivery, Obligation
from tests.factories import LONG_AGO, NetworkFactory, OrganisationFactory


class ObligationFactory(DjangoModelFactory):
    class Meta:
        model = Obligation

    network = factory.SubFactory(NetworkFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    hours_per_week = Decimal(4)
    source = "Notitie bij een voorstel"
    valid_from = LONG_AGO


class DeliveryFactory(DjangoModelFactory):
    class Meta:
        model = Delivery

    network = factory.SubFactory(NetworkFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    hours = Decimal(12)
    valid_from = LONG_AGO
