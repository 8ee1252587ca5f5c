"""What comes late, and private notes, for tests."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from ivz.meetings.models import LateChange, PrivateNote
from ivz.meetings.states import LateKind
from tests.factories import TODAY, AgendaItemFactory, MeetingFactory, UserFactory


class LateChangeFactory(DjangoModelFactory):
    class Meta:
        model = LateChange

    meeting = factory.SubFactory(MeetingFactory, freeze_days=7)
    item = factory.SubFactory(AgendaItemFactory, meeting=factory.SelfAttribute("..meeting"))
    kind = LateKind.ITEM_ADDED
    reason = "Het cijfer kwam gisteren"
    sent_on = TODAY


class PrivateNoteFactory(DjangoModelFactory):
    class Meta:
        model = PrivateNote

    user = factory.SubFactory(UserFactory)
    item = factory.SubFactory(AgendaItemFactory)
    paper_version = 1
    text = "Vraag verwachten"
    written_at = dt.datetime(2016, 10, 9, 12, tzinfo=dt.UTC)
