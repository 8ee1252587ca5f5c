"""A body that got a paper on its way answers: once, from what it recorded, as far as one may read.

Policy: docs/policy/meetings.md#route
"""

import pytest
from django.core.exceptions import PermissionDenied

from ivz.authorization.openness import Openness
from ivz.decisions.models import Decision
from ivz.decisions.states import Outcome
from ivz.errors import RuleBroken
from ivz.meetings.actions import routes
from ivz.meetings.queries.routes import route_of
from ivz.meetings.states import RouteAnswer
from tests.factories import (
    BodyFactory,
    RestrictionFactory,
    RouteStepFactory,
    member_of,
    secretary_of,
)
from tests.meetings.travelling import answered, decide

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_in_english")]


class TestAnswering:
    @pytest.mark.parametrize(
        ("outcomes", "position"),
        [
            ([Outcome.ACCEPTED, Outcome.NOTED], RouteAnswer.AGREED),
            ([Outcome.ACCEPTED, Outcome.WITHDRAWN], RouteAnswer.AGREED),
            ([Outcome.ACCEPTED, Outcome.AMENDED], RouteAnswer.AMENDED),
            ([Outcome.ACCEPTED, Outcome.REJECTED], RouteAnswer.AMENDED),
            ([Outcome.REJECTED, Outcome.REJECTED], RouteAnswer.NOT_AGREED),
            ([Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_OPEN_POINT], RouteAnswer.RESERVED),
            ([Outcome.DEFERRED], RouteAnswer.RESERVED),
        ],
    )
    def test_the_position_follows_from_the_recorded_decisions(
        self, paper, circle, outcomes, position
    ):
        step = RouteStepFactory(proposal=paper, body=circle, is_sent=True)
        decide(paper, circle, *outcomes)

        assert answered(step, by=secretary_of(circle)).answer == position

    def test_without_a_recorded_decision_nothing_goes_back_as_decided(self, paper, circle):
        step = RouteStepFactory(proposal=paper, body=circle, is_sent=True)
        decide(paper, BodyFactory(), Outcome.ACCEPTED)

        with pytest.raises(RuleBroken, match="recorded yet"):
            answered(step, by=secretary_of(circle))
        with pytest.raises(RuleBroken, match="Say what"):
            routes.give_back(step, remarks=" ", version=1, by=secretary_of(circle))

    def test_a_decision_for_named_people_does_not_travel_nor_is_its_existence_told(
        self, paper, circle
    ):
        step = RouteStepFactory(proposal=paper, body=circle, is_sent=True)
        closed, reader = RestrictionFactory(imposed_by__body=circle), secretary_of(circle)
        closed.readers.add(reader.person_id)
        decide(
            paper,
            circle,
            Outcome.ACCEPTED,
            openness=Openness.RESTRICTED,
            restriction=closed,
            year=2015,
        )

        with pytest.raises(RuleBroken, match="named people"):
            answered(step, by=reader)
        with pytest.raises(RuleBroken, match="No decision on this paper is recorded yet"):
            answered(step, by=secretary_of(circle))

    def test_a_text_sent_back_is_gone_from_the_route_once_its_decision_is_for_named_people(
        self, paper, circle, secretary
    ):
        step = RouteStepFactory(proposal=paper, body=circle, is_sent=True)
        decide(paper, circle, Outcome.ACCEPTED, Outcome.REJECTED)
        answered(step, by=secretary_of(circle))
        reader = member_of(paper.body)
        before = route_of(paper, actor=reader).stops[0]
        closed = RestrictionFactory(imposed_by__body=circle)
        closed.readers.add(reader.person_id)

        Decision.objects.filter(draft__point__label="2").update(
            openness=Openness.RESTRICTED, restriction=closed
        )

        after = route_of(paper, actor=reader).stops[0]
        assert [row.label for row in before.decided] == ["1", "2"]
        assert [row.label for row in after.decided] == ["1"]
        assert after.position == before.position == RouteAnswer.AMENDED

    def test_only_the_secretary_of_that_body_answers_once_and_may_take_it_back(
        self, paper, circle, council, secretary
    ):
        step = RouteStepFactory(proposal=paper, body=circle, is_sent=True, position=1)
        there = secretary_of(circle)
        for other in (secretary, member_of(circle), secretary_of(council)):
            with pytest.raises(PermissionDenied):
                routes.give_back(step, remarks="Nee.", version=1, by=other)
        decide(paper, circle, Outcome.ACCEPTED)
        answered(step, by=there)
        with pytest.raises(RuleBroken, match="already"):
            answered(step, by=there)

        routes.take_answer_back(step, by=there)
        step.refresh_from_db()
        answered(step, by=there)
        RouteStepFactory(proposal=paper, body=council, is_sent=True, position=2)

        with pytest.raises(RuleBroken, match="went on"):
            routes.take_answer_back(step, by=there)
