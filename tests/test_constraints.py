"""What the database itself refuses, whatever the code above it does."""

from datetime import date, time

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ivz.authorization.openness import Openness
from ivz.clock.models import Clock
from ivz.decisions.models import DecidedSubject
from ivz.decisions.states import EffectState, FollowUpState, Outcome
from ivz.meetings.models import Attendance
from ivz.meetings.states import Presence
from ivz.network.models import AreaLink, AreaPopulation
from ivz.network.models.bodies import SeatState
from tests.factories import (
    TODAY,
    AdvicePointFactory,
    AgendaItemFactory,
    AgendaRequestFactory,
    AreaFactory,
    AskedQuestionFactory,
    BodyFactory,
    DecisionFactory,
    DraftDecisionFactory,
    FollowUpFactory,
    MeetingFactory,
    OrganisationFactory,
    PersonFactory,
    ProposalFactory,
    RestrictionFactory,
    SeatFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

YESTERDAY = date(2016, 10, 9)
BACKWARDS = {"valid_from": TODAY, "valid_until": YESTERDAY}
EMPTY = {"valid_from": TODAY, "valid_until": TODAY}
UNEXPLAINED = {"openness": Openness.RESTRICTED}


def explained():
    return {"openness": Openness.NETWORK, "restriction": RestrictionFactory()}


def attended(**details):
    return Attendance.objects.create(meeting=MeetingFactory(), seat=SeatFactory(), **details)


def twice(make):
    make()
    make()


def two_decisions_with_one_number():
    body = BodyFactory()
    twice(lambda: DecisionFactory(body=body, number=8))


def decided_on(**details):
    about = {"kind": "motto", "subject_id": 1, "question": "choose"}
    return DecidedSubject.objects.create(decision=DecisionFactory(), **about, **details)


def two_questions_on_one_proposal():
    paper = ProposalFactory()
    twice(lambda: AskedQuestionFactory(proposal=paper, point=AdvicePointFactory(proposal=paper)))


def two_items_with_one_label():
    meeting = MeetingFactory()
    twice(lambda: AgendaItemFactory(meeting=meeting, label="B4"))


def two_drafts_on_one_item():
    item = AgendaItemFactory()
    twice(lambda: DraftDecisionFactory(item=item, point=None))


def two_proposals_with_one_number():
    body = BodyFactory()
    twice(lambda: ProposalFactory(body=body, register_number="E01A"))


def two_meetings_at_one_address():
    body = BodyFactory()
    twice(lambda: MeetingFactory(body=body, slug="2016-10-10"))


def one_seat_twice_at_a_meeting():
    meeting, seat = MeetingFactory(), SeatFactory()
    for presence in (Presence.PRESENT, Presence.ABSENT_WITH_NOTICE):
        Attendance.objects.create(meeting=meeting, seat=seat, presence=presence)


def one_link_twice():
    area, parent = AreaFactory.create_batch(2)
    twice(lambda: AreaLink.objects.create(area=area, parent=parent))


def inhabitants(*counts):
    area = AreaFactory()
    for count in counts:
        AreaPopulation.objects.create(area=area, on=TODAY, inhabitants=count, source="CBS")


REFUSED = {
    "an area that ends before it starts": lambda: AreaFactory(**BACKWARDS),
    "an organisation that lasts no day": lambda: OrganisationFactory(**EMPTY),
    "a body that ends before it starts": lambda: BodyFactory(**BACKWARDS),
    "a seat that lasts no day": lambda: SeatFactory(**EMPTY),
    "a filled seat without a person": lambda: SeatFactory(person=None),
    "an open seat with a person": lambda: SeatFactory(state=SeatState.OPEN),
    "a recruiting seat with a person": lambda: SeatFactory(state=SeatState.RECRUITING),
    "an area twice in a larger one": one_link_twice,
    "two counts of inhabitants on a day": lambda: inhabitants(10, 11),
    "an area with nobody": lambda: inhabitants(0),
    "a second example date": lambda: Clock.objects.create(pk=2, today=TODAY),
    "a restricted decision without reason": lambda: DecisionFactory(**UNEXPLAINED),
    "a restricted follow-up without reason": lambda: FollowUpFactory(**UNEXPLAINED),
    "a restricted item without reason": lambda: AgendaItemFactory(**UNEXPLAINED),
    "a restricted proposal without reason": lambda: ProposalFactory(**UNEXPLAINED),
    "a decision for the network with a restriction": lambda: DecisionFactory(**explained()),
    "an item for the network with a restriction": lambda: AgendaItemFactory(**explained()),
    "two decisions with one number": two_decisions_with_one_number,
    "a correction without reason": lambda: DecisionFactory(corrects=DecisionFactory()),
    "a reason without a correction": lambda: DecisionFactory(
        correction_reason="verkeerd genoteerd"
    ),
    "a follow-up that is done on no day": lambda: FollowUpFactory(state=FollowUpState.DONE),
    "an open follow-up with a day of doing": lambda: FollowUpFactory(done_on=TODAY),
    "a meeting that ends before it starts": lambda: MeetingFactory(
        starts_at=time(12), ends_at=time(10, 30)
    ),
    "a published list that nobody signed": lambda: MeetingFactory(published_at=timezone.now()),
    "a signature without publishing": lambda: MeetingFactory(published_by=UserFactory()),
    "two meetings at one address": two_meetings_at_one_address,
    "one seat both present and absent": one_seat_twice_at_a_meeting,
    "somebody deputised by nobody": lambda: attended(presence=Presence.DEPUTISED),
    "somebody present with a deputy": lambda: attended(
        presence=Presence.PRESENT, deputy=PersonFactory()
    ),
    "an effect carried out in no step": lambda: decided_on(state=EffectState.APPLIED),
    "a trace where nothing moved": lambda: decided_on(
        state=EffectState.NO_EFFECT, step="board", trace={"before": ""}
    ),
    "a question on nothing": AskedQuestionFactory,
    "a question on a proposal without a point": lambda: AskedQuestionFactory(
        proposal=ProposalFactory()
    ),
    "two questions on one proposal": two_questions_on_one_proposal,
    "a request declined by nobody": lambda: AgendaRequestFactory(state="declined", answer="nee"),
    "a request declined without an answer": lambda: AgendaRequestFactory(
        state="declined", answered_by=UserFactory()
    ),
    "two items with one label": two_items_with_one_label,
    "two proposals with one number": two_proposals_with_one_number,
    "two outcomes on one item": two_drafts_on_one_item,
    "an open point on a plain acceptance": lambda: DraftDecisionFactory(open_point="uitzoeken"),
}


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED.keys())
def test_the_database_refuses(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


ALLOWED = {
    "a seat without an end": lambda: SeatFactory(valid_from=TODAY, valid_until=None),
    "a seat since before anyone noted it": lambda: SeatFactory(valid_from=None, valid_until=TODAY),
    "an open seat": lambda: SeatFactory(person=None, state=SeatState.OPEN),
    "a restricted decision with its reason": lambda: DecisionFactory(
        openness=Openness.RESTRICTED, restriction=RestrictionFactory()
    ),
    "a correction with its reason": lambda: DecisionFactory(
        corrects=DecisionFactory(), correction_reason="verkeerd genoteerd"
    ),
    "a practice decision beside a real one": lambda: [
        DecisionFactory(body=body, number=8, is_practice=is_practice)
        for body in [BodyFactory()]
        for is_practice in (True, False)
    ],
    "a done follow-up with its day": lambda: FollowUpFactory(
        state=FollowUpState.DONE, done_on=TODAY
    ),
    "a meeting without a time": lambda: MeetingFactory(starts_at=None, ends_at=None),
    "somebody deputised by somebody": lambda: attended(
        presence=Presence.DEPUTISED, deputy=PersonFactory()
    ),
    "an effect carried out in a step": lambda: decided_on(state=EffectState.APPLIED, step="board"),
    "a body that does not decide on it": lambda: decided_on(state=EffectState.NOT_COMPETENT),
    "a question on an item": lambda: AskedQuestionFactory(item=AgendaItemFactory()),
    "a request that waits": AgendaRequestFactory,
    "an open point on an acceptance with one": lambda: DraftDecisionFactory(
        outcome=Outcome.ACCEPTED_WITH_OPEN_POINT, open_point="uitzoeken"
    ),
}


@pytest.mark.parametrize("make", ALLOWED.values(), ids=ALLOWED.keys())
def test_the_database_allows(make):
    make()

    connection.check_constraints()
