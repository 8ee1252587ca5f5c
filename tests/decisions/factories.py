"""Addressees of decisions, and decisions elsewhere, for tests."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from ivz.decisions.models import Addressee, DecisionElsewhere
from tests.factories import TODAY, BodyFactory, DecisionFactory, OrganisationFactory


class AddresseeFactory(DjangoModelFactory):
    class Meta:
        model = Addressee

    class Params:
        waits = factory.Trait(acknowledged_on=None, evidence="")

    decision = factory.SubFactory(DecisionFactory)
    body = factory.SubFactory(BodyFactory)
    sent_on = TODAY
    acknowledged_on = TODAY
    evidence = "Mail van de secretaris"


class DecisionElsewhereFactory(DjangoModelFactory):
    class Meta:
        model = DecisionElsewhere

    decision = factory.SubFactory(DecisionFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    what = "Bijdrage in de begroting van 2018"
    due_on = TODAY - dt.timedelta(days=1)
    evidence = "Besluitenlijst van de raad"
    link = "https://example.org/raad"
    noted_on = TODAY
