"""Objects for tests of what the network knows: valid by default."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from ivz.knowledge.models import (
    Development,
    DevelopmentStep,
    KnowledgePaper,
    KnowledgeQuestion,
)
from ivz.knowledge.states import PaperKind, Reach, StepKind
from ivz.meetings.models import PresentedPaper
from tests.factories import TODAY, NetworkFactory, ThemeFactory


class DevelopmentFactory(DjangoModelFactory):
    class Meta:
        model = Development

    network = factory.SubFactory(NetworkFactory)
    title = factory.Sequence(lambda n: f"Ontwikkeling {n}")
    what = "Het aantal meldingen stijgt in het hele land."
    since = dt.date(2016, 1, 1)
    source = "Brief van de minister"
    reach = Reach.NATIONAL
    noted_on = TODAY
    review_on = dt.date(2016, 12, 1)


class DevelopmentStepFactory(DjangoModelFactory):
    class Meta:
        model = DevelopmentStep

    development = factory.SubFactory(DevelopmentFactory)
    kind = StepKind.NOTED
    on = TODAY


class KnowledgePaperFactory(DjangoModelFactory):
    """A memo of a learning table, unless another kind is named."""

    class Meta:
        model = KnowledgePaper

    network = factory.SubFactory(NetworkFactory)
    kind = PaperKind.MEMO
    title = factory.Sequence(lambda n: f"Leertafel {n}")
    theme = factory.SubFactory(ThemeFactory)
    on = dt.date(2016, 3, 1)
    occasion = "De jaarwisseling"
    lessons = "Eerder overleggen\nÉén aanspreekpunt"
    noted_on = TODAY


class KnowledgeQuestionFactory(DjangoModelFactory):
    """A question that waits for an answer."""

    class Meta:
        model = KnowledgeQuestion

    paper = factory.SubFactory(KnowledgePaperFactory)
    question = factory.Sequence(lambda n: f"Wat kost het, vraag {n}?")
    asked_on = TODAY


class PresentedPaperFactory(DjangoModelFactory):
    """A paper at an item or with a proposal: name one of the two."""

    class Meta:
        model = PresentedPaper

    paper = factory.SubFactory(KnowledgePaperFactory)
    put_on = TODAY
