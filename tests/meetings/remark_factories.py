"""Objects for tests of what was left as it is before publishing: valid by default."""

import factory
from factory.django import DjangoModelFactory

from ivz.meetings.models import LeftRemark
from tests.factories import TODAY, MeetingFactory


class LeftRemarkFactory(DjangoModelFactory):
    class Meta:
        model = LeftRemark

    meeting = factory.SubFactory(MeetingFactory)
    digest = factory.Sequence(lambda n: f"{n:064}")
    code = "weekday"
    place = "Agendapunt A"
    words = factory.LazyAttribute(lambda o: "" if o.code == "closed" else "dinsdag 10 oktober 2016")
    sentence = "10 oktober 2016 is een maandag."
    reason = "Zo staat het in de brief"
    left_on = TODAY
