"""Objects for tests: valid by default; name what the test is about."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from ivz.accounts.actors import Actor
from ivz.accounts.models import DutyAssignment, User
from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind, Duty, Role
from ivz.decisions.models import DecidedSubject, Decision, FollowUp, Restriction
from ivz.decisions.states import EffectState, FollowUpKind, Outcome
from ivz.documents.models import Document, Version, random_key
from ivz.documents.states import FileKind
from ivz.finance.models import Scheme
from ivz.insight.models import DataSet
from ivz.meetings.models import (
    AdvicePoint,
    AgendaItem,
    AgendaRequest,
    Agreement,
    Annex,
    AskedQuestion,
    DraftDecision,
    Meeting,
    MeetingSeries,
    Ordinal,
    Proposal,
    Referral,
    RouteStep,
    SeriesMeeting,
    Weekday,
)
from ivz.meetings.states import MeetingState, RouteAnswer, RouteAsk
from ivz.network.models import Area, Body, Network, Organisation, Person, Seat, Theme, ThemeField
from ivz.network.models.areas import AreaKind
from ivz.network.models.bodies import BodyStatus
from ivz.network.models.people import OrganisationKind

TODAY = dt.date(2016, 10, 10)
LONG_AGO = dt.date(2010, 1, 1)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"user{n}")
    activated_at = dt.datetime(2010, 1, 1, tzinfo=dt.UTC)


class AreaFactory(DjangoModelFactory):
    class Meta:
        model = Area

    code = factory.Sequence(lambda n: f"TEST{n:04}")
    name = factory.Sequence(lambda n: f"Gemeente {n}")
    kind = AreaKind.MUNICIPALITY


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    slug = factory.Sequence(lambda n: f"organisatie-{n}")
    name = factory.Sequence(lambda n: f"Organisatie {n}")
    kind = OrganisationKind.MUNICIPALITY


class NetworkFactory(DjangoModelFactory):
    class Meta:
        model = Network

    slug = factory.Sequence(lambda n: f"netwerk-{n}")
    name = factory.Sequence(lambda n: f"Netwerk {n}")
    area = factory.SubFactory(AreaFactory, kind=AreaKind.DISTRICT)


class BodyFactory(DjangoModelFactory):
    class Meta:
        model = Body

    slug = factory.Sequence(lambda n: f"gremium-{n}")
    network = factory.SubFactory(NetworkFactory)
    name = factory.Sequence(lambda n: f"Overleg {n}")
    short_name = factory.Sequence(lambda n: f"O{n}")
    kind = BodyKind.BOARD
    status = BodyStatus.DECIDING


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    slug = factory.Sequence(lambda n: f"functie-{n}")
    function = factory.Sequence(lambda n: f"Burgemeester van Gemeente {n}")


class SeatFactory(DjangoModelFactory):
    class Meta:
        model = Seat

    body = factory.SubFactory(BodyFactory)
    person = factory.SubFactory(PersonFactory)
    role = Role.MEMBER
    valid_from = LONG_AGO


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = Meeting

    body = factory.SubFactory(BodyFactory)
    date = TODAY
    slug = factory.LazyAttribute(lambda meeting: meeting.date.isoformat())
    state = MeetingState.CONVENED


class MeetingSeriesFactory(DjangoModelFactory):
    class Meta:
        model = MeetingSeries

    body = factory.SubFactory(BodyFactory)
    title = "Vaste vergaderingen"
    ordinal = Ordinal.SECOND
    weekday = Weekday.MONDAY
    months = [1, 3, 5]
    starts_at = dt.time(9)


class SeriesMeetingFactory(DjangoModelFactory):
    class Meta:
        model = SeriesMeeting

    series = factory.SubFactory(MeetingSeriesFactory)
    meeting = factory.SubFactory(MeetingFactory, body=factory.SelfAttribute("..series.body"))
    rule_day = TODAY


class ProposalFactory(DjangoModelFactory):
    class Meta:
        model = Proposal

    body = factory.SubFactory(BodyFactory)
    register_number = factory.Sequence(lambda n: f"V{n}")
    title = "Samenwerking verder ontwikkelen"


class AdvicePointFactory(DjangoModelFactory):
    class Meta:
        model = AdvicePoint

    proposal = factory.SubFactory(ProposalFactory)
    position = factory.Sequence(lambda n: n + 1)
    label = factory.LazyAttribute(lambda point: str(point.position))
    title = factory.LazyAttribute(lambda point: f"Adviespunt {point.label}")
    text = factory.LazyAttribute(lambda point: f"Tekst van punt {point.label}")


class RouteStepFactory(DjangoModelFactory):
    class Meta:
        model = RouteStep

    class Params:
        is_sent = factory.Trait(
            sent_on=TODAY, sent_by=factory.SubFactory(UserFactory), paper_version=1
        )
        is_answered = factory.Trait(
            is_sent=True,
            answer=RouteAnswer.AGREED,
            answered_on=TODAY,
            answered_by=factory.SubFactory(UserFactory),
        )

    proposal = factory.SubFactory(ProposalFactory)
    position = factory.Sequence(lambda n: n + 1)
    ask = RouteAsk.ADVISE
    body = factory.SubFactory(BodyFactory)


class AgendaItemFactory(DjangoModelFactory):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    position = factory.Sequence(lambda n: n + 1)
    label = factory.LazyAttribute(lambda item: f"A{item.position}")
    title = factory.LazyAttribute(lambda item: f"Agendapunt {item.label}")


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = Document


class VersionFactory(DjangoModelFactory):
    """A version without its file on disk."""

    class Meta:
        model = Version

    document = factory.SubFactory(DocumentFactory)
    number = 1
    stored_as = factory.LazyFunction(random_key)
    kind = FileKind.PDF
    size_bytes = 1000
    digest = "0" * 64
    added_on = TODAY


class AnnexFactory(DjangoModelFactory):
    """An annex of a proposal by title alone, unless something else is named."""

    class Meta:
        model = Annex

    proposal = factory.SubFactory(ProposalFactory)
    body = factory.LazyAttribute(
        lambda annex: (annex.proposal or annex.meeting or annex.item.meeting).body
    )
    item = None
    meeting = None
    position = factory.Sequence(lambda n: n + 1)
    title = factory.LazyAttribute(lambda annex: f"Bijlage {annex.position}")


class DraftDecisionFactory(DjangoModelFactory):
    class Meta:
        model = DraftDecision

    item = factory.SubFactory(AgendaItemFactory)
    outcome = Outcome.ACCEPTED
    text = "Het overleg stemt in."


class AskedQuestionFactory(DjangoModelFactory):
    """Give it an item, or a proposal with one of its points."""

    class Meta:
        model = AskedQuestion

    kind = "portfolio"
    subject_id = 1
    question = "assign"


class AgendaRequestFactory(DjangoModelFactory):
    class Meta:
        model = AgendaRequest

    meeting = factory.SubFactory(MeetingFactory)
    kind = "portfolio"
    subject_id = 1
    question = "assign"
    title = "Een portefeuille toedelen"
    reason = "De houder vertrekt."
    requested_by = factory.SubFactory(UserFactory)
    requested_on = TODAY


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = Decision

    body = factory.SubFactory(BodyFactory)
    decided_on = TODAY
    year = factory.LazyAttribute(lambda decision: decision.decided_on.year)
    number = factory.Sequence(lambda n: n + 1)
    title = "Vaste werkwijze"
    text = "De werkwijze ligt vast."
    outcome = Outcome.ACCEPTED
    openness = Openness.PUBLIC


class DecidedSubjectFactory(DjangoModelFactory):
    class Meta:
        model = DecidedSubject

    decision = factory.SubFactory(DecisionFactory)
    kind = "plan"
    subject_id = 1
    question = "adopt"
    terms = words = {"-": "-"}
    state = EffectState.NO_EFFECT


class RestrictionFactory(DjangoModelFactory):
    class Meta:
        model = Restriction

    reason = "Lopend onderzoek"
    imposed_by = factory.SubFactory(DecisionFactory)
    ends_on = dt.date(2017, 12, 31)


class FollowUpFactory(DjangoModelFactory):
    class Meta:
        model = FollowUp

    body = factory.SubFactory(BodyFactory)
    kind = FollowUpKind.OPEN_POINT
    what = "Uitzoeken hoe de samenwerking verdergaat"
    opened_on = TODAY


class ReferralFactory(DjangoModelFactory):
    class Meta:
        model = Referral

    follow_up = factory.SubFactory(FollowUpFactory)
    body = factory.SubFactory(BodyFactory)
    text = "Wilt u dit signaal agenderen?"
    referred_on = TODAY
    referred_by = factory.SubFactory(UserFactory)


class AgreementFactory(DjangoModelFactory):
    class Meta:
        model = Agreement

    item = factory.SubFactory(AgendaItemFactory)
    follow_up = factory.SubFactory(FollowUpFactory)


class ThemeFieldFactory(DjangoModelFactory):
    class Meta:
        model = ThemeField
        django_get_or_create = ("number",)

    number = 1
    name = "Veilige woon- en leefomgeving"


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    code = factory.Sequence(lambda n: f"thema-{n}")
    name = factory.Sequence(lambda n: f"Thema {n}")
    field = factory.SubFactory(ThemeFieldFactory)
    position = factory.Sequence(lambda n: n)


class DataSetFactory(DjangoModelFactory):
    class Meta:
        model = DataSet

    slug = factory.Sequence(lambda n: f"cijfers-{n}")
    network = factory.SubFactory(NetworkFactory)
    title = "Incidenten per 1.000 inwoners, 2015"
    unit = "incidenten per 1.000 inwoners"
    period_from = dt.date(2015, 1, 1)
    period_until = dt.date(2016, 1, 1)
    source = "Notitie bij een voorstel"


class SchemeFactory(DjangoModelFactory):
    class Meta:
        model = Scheme

    network = factory.SubFactory(NetworkFactory)
    year = 2018
    title = "Inspanningsverplichting 2018"
    source = "Notitie bij een voorstel"
    population_on = dt.date(2017, 1, 1)


def actor_with(
    role: Role, *, body: Body, today: dt.date = TODAY, person: Person | None = None
) -> Actor:
    """Build someone who holds a seat with ``role`` in ``body`` and acts on ``today``."""
    person = person or PersonFactory()
    if person.user is None:
        person.user = UserFactory()
        person.save()
    SeatFactory(body=body, role=role, person=person)
    return Actor(user=person.user, today=today)


def secretary_of(body: Body, *, today: dt.date = TODAY) -> Actor:
    """Build the secretary of ``body``."""
    return actor_with(Role.SECRETARY, body=body, today=today)


def member_of(body: Body, *, today: dt.date = TODAY) -> Actor:
    """Build an ordinary member of ``body``."""
    return actor_with(Role.MEMBER, body=body, today=today)


def someone_with_duty(duty: Duty, *, today: dt.date = TODAY) -> Actor:
    """Build someone who only has a duty for the installation."""
    user = UserFactory()
    DutyAssignment.objects.create(user=user, duty=duty, valid_from=LONG_AGO)
    return Actor(user=user, today=today)


def visitor(*, today: dt.date = TODAY) -> Actor:
    """Build a visitor without an account."""
    return Actor(today=today)
