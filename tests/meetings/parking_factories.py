"""Parked items for tests."""

import factory
from factory.django import DjangoModelFactory

from ivz.meetings.models import ParkedItem
from tests.factories import TODAY, BodyFactory


class ParkedItemFactory(DjangoModelFactory):
    class Meta:
        model = ParkedItem

    body = factory.SubFactory(BodyFactory)
    title = "Komt terug"
    parked_on = TODAY
