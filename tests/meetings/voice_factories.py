"""What members brought in, for tests."""

import factory
from factory.django import DjangoModelFactory

from ivz.meetings.models import Voice
from ivz.meetings.states import MemberPosition
from tests.factories import AgendaItemFactory, SeatFactory


class VoiceFactory(DjangoModelFactory):
    class Meta:
        model = Voice

    item = factory.SubFactory(AgendaItemFactory)
    seat = factory.SubFactory(SeatFactory)
    position = MemberPosition.RESERVATION
    words = "Eerst de capaciteit"
