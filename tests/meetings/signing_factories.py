"""Sign-offs of papers for tests."""

import factory
from factory.django import DjangoModelFactory

from ivz.meetings.models import SignOff
from tests.factories import TODAY, PersonFactory, ProposalFactory


class SignOffFactory(DjangoModelFactory):
    class Meta:
        model = SignOff

    proposal = factory.SubFactory(ProposalFactory)
    person = factory.SubFactory(PersonFactory)
    paper_version = 1
    signed_on = TODAY
