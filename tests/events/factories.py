"""Objects for tests of events: valid by default."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from ivz.events.models import NetworkEvent, ThemeWeek
from tests.factories import NetworkFactory, OrganisationFactory

IN_THE_WEEK = dt.date(2017, 3, 8)


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


class ThemeWeekFactory(DjangoModelFactory):
    class Meta:
        model = ThemeWeek

    network = factory.SubFactory(NetworkFactory)
    title = "Ondermijningsweek"
    starts_on = dt.date(2017, 3, 6)
    ends_on = dt.date(2017, 3, 12)


def planned(organiser, week, **other):
    """Make an event of an organisation in the days of the week, not put in it yet."""
    given = {"network": week.network, "organiser": organiser, "starts_on": IN_THE_WEEK}
    return NetworkEventFactory(**given | other)


def counting(organiser, week, **other):
    """Make an event of an organisation that stands in the week."""
    return planned(organiser, week, theme_week=week, **other)
