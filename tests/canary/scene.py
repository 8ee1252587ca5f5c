"""Closed records of every kind and level, in bodies of two networks.

``scene`` lays meetings as they are; ``one_of_each_level`` adds whatever has a rule and a factory.
"""

import importlib
import itertools
import pkgutil
from datetime import timedelta

from django.apps import apps
from django.utils import timezone
from factory.django import DjangoModelFactory

import tests
from ivz.access.models import AccessReview, HelpSession
from ivz.accounts.actors import system_actor
from ivz.accounts.models import User
from ivz.audit.actions import mark, record
from ivz.audit.states import Event
from ivz.authorization.openness import Openness
from ivz.decisions.states import EffectState
from ivz.insight.models import Claim
from ivz.mail.models import Digest
from ivz.meetings.states import MeetingState, RouteAsk
from ivz.network.models import Body, Person, RegisterCheck
from ivz.portfolios.effects import PORTFOLIO
from ivz.portfolios.models import LocalPolicy, Portfolio, Priority
from ivz.privacy.models import CorrectionRequest
from ivz.schedule.models import ScheduledAction
from ivz.signin.models import FeedKey, SignInLink, digest_of
from ivz.unsaved.models import UnsavedText
from ivz.workflow.changes import note_change
from tests.addresses import FEED_KEY
from tests.canary.rules import RULES, is_levelled, subject_canaries
from tests.documents.factories import FileWordsFactory
from tests.factories import (
    LONG_AGO,
    TODAY,
    AdvicePointFactory,
    AgendaItemFactory,
    AgendaRequestFactory,
    AnnexFactory,
    AskedQuestionFactory,
    BodyFactory,
    DecidedSubjectFactory,
    DecisionFactory,
    DocumentFactory,
    DraftDecisionFactory,
    FollowUpFactory,
    MeetingFactory,
    ProposalFactory,
    ReferralFactory,
    RestrictionFactory,
    RouteStepFactory,
    SchemeFactory,
    SeriesMeetingFactory,
    UserFactory,
    secretary_of,
)
from tests.meetings.lateness_factories import LateChangeFactory, PrivateNoteFactory
from tests.meetings.remark_factories import LeftRemarkFactory
from tests.meetings.round_factories import ConceptRoundFactory, RemarkFactory
from tests.meetings.signing_factories import SignOffFactory

CLOSED = [Openness.NETWORK, Openness.BODY, Openness.RESTRICTED]
LASTING = timedelta(days=7)
FILLED_IN = {"holder": "-"}
EARLIER = 2009  # a year without decisions in the example


def closed_meeting(body, *, state, reader):
    """Make a meeting with an item of each closed level, on it a paper, a decision and a draft."""
    meeting = MeetingFactory(
        body=body, state=state, slug=f"kanarie-{state}", has_minutes=True, freeze_days=7
    )
    for closed in levels(body, reader):
        paper = ProposalFactory(body=body, **closed)
        item = AgendaItemFactory(meeting=meeting, proposal=paper, **closed)
        for place in [{"proposal": paper}, {"item": item}, {"meeting": meeting}]:
            annex = AnnexFactory(**{"proposal": None} | place, document=DocumentFactory(), **closed)
            FileWordsFactory(version__document=annex.document)
        asked_on_a_point(item)
        decided = AgendaItemFactory(meeting=meeting, **closed)
        AskedQuestionFactory(item=decided, terms=FILLED_IN)
        AgendaRequestFactory(meeting=meeting, terms=FILLED_IN)
        signed_and_left_so(item, reader)
        late_and_noted(item)
        decision = DecisionFactory(body=body, year=EARLIER, **closed)
        DraftDecisionFactory(item=decided, decision=decision, terms=FILLED_IN)
        moved_and_corrected(decision, closed)
        follow_up = FollowUpFactory(body=body, decision=decision, opened_on=LONG_AGO, **closed)
        ReferralFactory(follow_up=follow_up)
        for subject in subject_canaries():
            subject.closed_records(body, **closed)
    SeriesMeetingFactory(series__body=body, meeting=meeting, rule_day=meeting.date)
    if state == MeetingState.DRAFT:
        scheme = SchemeFactory(network=body.network, year=2030 + body.pk % 50)
        scheme.choices.create(area=body.network.area, choice="hours", agreed_on=TODAY)
        claim = Claim.objects.order_by("pk").first()
        claim.pk, claim.body = None, body
        claim.save()


def moved_and_corrected(decision, closed):
    """Let a closed decision move something, and make another that was corrected."""
    decided_on_what_is_open(decision)
    corrected(decision.body, closed)


def decided_on_what_is_open(decision):
    """Let a closed decision move a portfolio, that everyone may read."""
    portfolio = Portfolio.objects.filter(network=decision.body.network).first()
    if portfolio is not None:
        DecidedSubjectFactory(
            decision=decision,
            kind=PORTFOLIO,
            subject_id=portfolio.pk,
            question="assign",
            step="board",
            words={"valid_from": "-", "holder": "-"},
            state=EffectState.APPLIED,
        )


def corrected(body, closed):
    """Correct a decision by another."""
    wrong = DecisionFactory(body=body, year=EARLIER, **closed)
    given = {"corrects": wrong, "correction_reason": "-"}
    DecisionFactory(body=body, year=EARLIER, **given, **closed)


def asked_on_a_point(item):
    """Let a point of the paper carry a question, with a draft of the outcome."""
    point = AdvicePointFactory(proposal=item.proposal)
    DraftDecisionFactory(item=item, point=point)
    AskedQuestionFactory(proposal=item.proposal, point=point)


def signed_and_left_so(item, reader):
    """Sign off the paper; leave a remark on the item as it is, and one on a closed title."""
    SignOffFactory(proposal=item.proposal)
    LeftRemarkFactory(meeting=item.meeting, item=item)
    LeftRemarkFactory(meeting=item.meeting, code="closed", left_by=reader)


def remarks_on(meeting):
    """Send a concept round, and remark on each item."""
    concept = ConceptRoundFactory(meeting=meeting)
    for item in meeting.items.all():
        RemarkFactory(round=concept, item=item)


def late_and_noted(item):
    """Mark an item as sent later, and let somebody note something with its paper."""
    LateChangeFactory(meeting=item.meeting, item=item)
    PrivateNoteFactory(item=item, proposal=item.proposal)


def paper_on_its_way(home, *, there, not_yet, reader):
    """Send a paper of each closed level to one body that answered, and not yet to another."""
    for closed in levels(home, reader):
        paper = ProposalFactory(body=home, **closed)
        AnnexFactory(proposal=paper, document=DocumentFactory(), **closed)
        AdvicePointFactory(proposal=paper)
        route = {"proposal": paper, "ask": RouteAsk.DECIDE}
        RouteStepFactory(proposal=paper, position=1, ask=RouteAsk.LEGAL_CHECK, body=None)
        paper.steps.update(left_out="-")
        decided = [{"label": "1", "outcome": "amended", "text": "-"}]
        RouteStepFactory(**route, position=2, body=there, is_answered=True, decided=decided)
        RouteStepFactory(**route, position=3, body=not_yet)


def levels(body, reader):
    """Give what makes a record closed, once for each closed level."""
    for openness in CLOSED:
        restriction = None
        if openness == Openness.RESTRICTED:
            restriction = RestrictionFactory(imposed_by__body=body, imposed_by__year=EARLIER)
            restriction.readers.add(reader)
            restriction.steps.create(kind="imposed", on=TODAY, why="-")
        yield {"openness": openness, "planned_openness": openness, "restriction": restriction}


def one_of_each_level(network, reader):
    """Make of each kind with a level one record per level, then of what hangs on those.

    Each in a body of its own, so that numbers and dates cannot clash.
    """
    made = {}
    for label, rule in RULES.items():
        if rule.path and is_levelled(apps.get_model(label)):
            made[label] = [
                factory_of(label)(**{rule.path: network if rule.of_network else place}, **closed)
                for place, closed in places(network, reader)
            ]
    for label, rule in RULES.items():
        if rule.parent:
            above = apps.get_model(label)._meta.get_field(rule.parent).related_model._meta.label
            for parent in made.get(above, []):
                factory_of(label)(**{rule.parent: parent})


def places(network, reader):
    """Give a new body for each closed level, with what makes a record there closed."""
    for number in range(len(CLOSED)):
        body = BodyFactory(network=network)
        yield body, list(levels(body, reader))[number]


def factory_of(label):
    """Give the factory that is named after a model."""
    found = {each._meta.get_model_class()._meta.label: each for each in factories()}
    assert label in found, f"{label} can be closed: write a {label.split('.')[1]}Factory"
    return found[label]


def factories():
    """Give every factory of the tests, wherever a file of factories lies."""
    names = [name for _finder, name, _is_package in pkgutil.walk_packages(tests.__path__, "tests.")]
    modules = [importlib.import_module(each) for each in names if each.endswith("factories")]
    everything = itertools.chain.from_iterable(vars(module).values() for module in modules)
    return {
        each
        for each in everything
        if isinstance(each, type)
        and issubclass(each, DjangoModelFactory)
        and each._meta.model is not None
    }


def registered_changes(body):
    """Change rows of the registers, with a reason, and check an organisation's."""
    person = Person.objects.get(user__username="voorbeeld-municipal-coordinator")
    Person.objects.filter(pk=person.pk).update(name="-", aliases="-")
    portfolio = Portfolio.objects.filter(network=body.network).first()
    rows = [body, body.seats.first(), person, person.organisation, portfolio]
    by = secretary_of(body)
    for row in [*rows, Priority.objects.first(), LocalPolicy.objects.first()]:
        note_change(row, before={"note": "-"}, reason="-", by=by)
    RegisterCheck.objects.create(
        organisation=person.organisation, on=TODAY, by=by.user, remarks="-"
    )
    asked = {"person": person, "asked_on": TODAY, "text": "-"}
    CorrectionRequest.objects.create(**asked)
    CorrectionRequest.objects.create(**asked, state="answered", answer="-", handled_on=TODAY)


def of_the_installation():
    """Leave a mark in the audit trail and a failure of the worker."""
    record(Event.PRUNED, subject=Body.objects.first(), by=system_actor(TODAY))
    mark()
    ScheduledAction.objects.create(name="canary", last_error="-")


def ways_in():
    """Leave what lets somebody in, a verdict, who looked along, and text not saved yet."""
    account, helper = UserFactory(), UserFactory()
    now = timezone.now()
    coordinator = User.objects.get(username="voorbeeld-coordinator")
    FeedKey.objects.create(user=coordinator, digest=digest_of(FEED_KEY), made_at=now)
    SignInLink.objects.create(
        user=account, kind="invitation", digest="-", created_at=now, expires_at=now + LASTING
    )
    Digest.objects.create(user=account)
    UnsavedText.objects.create(user=account, address="-", fields={"text": ["-"]}, typed_at=now)
    review = AccessReview.objects.create(opened_on=TODAY)
    review.verdicts.create(account=account, label="-", holds="-", verdict="right", on=TODAY)
    HelpSession.objects.create(
        user=account, helper=helper, reason="-", code_digest="-", until=now, started_at=now
    )
