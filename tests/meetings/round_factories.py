"""Concept rounds and remarks, for tests."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from ivz.meetings.models import ConceptRound, Remark
from ivz.meetings.states import RemarkAnswer
from tests.factories import TODAY, MeetingFactory, PersonFactory


class ConceptRoundFactory(DjangoModelFactory):
    class Meta:
        model = ConceptRound

    meeting = factory.SubFactory(MeetingFactory)
    words = "Let vooral op punt D1"
    sent_on = TODAY
    last_day = TODAY + dt.timedelta(days=7)


class RemarkFactory(DjangoModelFactory):
    class Meta:
        model = Remark

    class Params:
        waits = factory.Trait(answer="", reason="", answered_on=None)

    round = factory.SubFactory(ConceptRoundFactory)
    person = factory.SubFactory(PersonFactory)
    text = "Dit is anders gezegd"
    made_on = TODAY
    answer = RemarkAnswer.NOT_TAKEN_OVER
    reason = "Zo is het besloten"
    answered_on = TODAY
