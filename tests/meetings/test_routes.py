"""A paper that travels: who reads it when, who sends it, and what comes back.

Policy: docs/policy/meetings.md#route
"""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.decisions.states import Outcome
from ivz.errors import RuleBroken, refusal
from ivz.meetings.actions import agendas, routes
from ivz.meetings.actions.agendas import ItemDetails
from ivz.meetings.models import AgendaItem, Proposal, RouteStep
from ivz.meetings.queries.meetings import unscheduled_proposals
from ivz.meetings.queries.routes import route_of
from ivz.meetings.rules import planning
from ivz.meetings.rules.publishing import opened_with
from ivz.meetings.states import Event, RouteAnswer, RouteAsk, RouteState
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    MeetingFactory,
    ProposalFactory,
    RestrictionFactory,
    RouteStepFactory,
    member_of,
    secretary_of,
    visitor,
)
from tests.meetings.travelling import answered, decide, reads, routed, state_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_in_english")]


class TestReading:
    @pytest.mark.parametrize("openness", [Openness.NETWORK, Openness.BODY])
    def test_each_body_reads_it_from_the_moment_it_is_sent_there_and_no_earlier(
        self, openness, paper, circle, council, secretary
    ):
        Proposal.objects.filter(pk=paper.pk).update(openness=openness)
        routed(paper, (RouteAsk.ADVISE, circle), (RouteAsk.DECIDE, council), by=secretary)
        in_circle, in_council = member_of(circle), member_of(council)
        before = [reads(each, paper) for each in (in_circle, in_council)]

        routes.send(paper, by=secretary)
        at_circle = [reads(each, paper) for each in (in_circle, in_council)]
        step = paper.steps.get(body=circle)
        routes.give_back(step, remarks="Anders.", version=1, by=secretary_of(circle))
        routes.ask_again(step, by=secretary)
        RouteStep.objects.filter(body=circle, sent_on=None).delete()
        RouteStep.objects.filter(pk=step.pk).update(answer=RouteAnswer.AGREED)
        routes.send(paper, by=secretary)

        assert before == [False, False]
        assert at_circle == [True, False]
        assert [reads(each, paper) for each in (in_circle, in_council)] == [True, True]

    def test_nobody_else_reads_it_while_it_travels(self, paper, circle, council, secretary):
        routed(paper, (RouteAsk.ADVISE, circle), (RouteAsk.DECIDE, council), by=secretary)
        routes.send(paper, by=secretary)
        inside = member_of(BodyFactory(network=paper.body.network))
        above = member_of(BodyFactory(network=council.network))

        assert not any(reads(each, paper) for each in (inside, above, visitor()))
        assert reads(member_of(paper.body), paper)

    def test_named_people_only_means_that_it_does_not_travel(self, paper, circle, secretary):
        RouteStepFactory(proposal=paper, body=circle, is_sent=True)
        restriction = RestrictionFactory(imposed_by__body=paper.body)
        Proposal.objects.filter(pk=paper.pk).update(
            openness=Openness.RESTRICTED, restriction=restriction
        )
        paper.refresh_from_db()

        assert not reads(member_of(circle), paper)
        assert not RouteStep.objects.visible_to(member_of(circle)).exists()
        with pytest.raises(RuleBroken, match="named people"):
            routes.send(paper, by=secretary)

    def test_what_came_back_is_for_the_sender_the_body_itself_and_who_comes_after(
        self, paper, circle, council
    ):
        first = RouteStepFactory(proposal=paper, body=circle, is_answered=True, position=1)
        together = BodyFactory()
        RouteStepFactory(proposal=paper, body=together, is_sent=True, position=1)
        RouteStepFactory(proposal=paper, body=council, is_sent=True, position=2)
        to_come = RouteStepFactory(proposal=paper, position=3)

        readers = [paper.body, circle, council, together, to_come.body]
        seen = [
            RouteStep.objects.visible_to(member_of(body)).filter(pk=first.pk).exists()
            for body in readers
        ]

        assert seen == [True, True, True, False, False]
        assert route_of(paper, actor=member_of(to_come.body)) is None
        hidden = route_of(paper, actor=member_of(together)).stops[0]
        assert (hidden.state, hidden.position) == (RouteState.SENT, "")

    def test_a_paper_that_travels_opens_only_after_its_last_stop(self, paper, platform, circle):
        meeting = MeetingFactory(body=platform)
        Proposal.objects.filter(pk=paper.pk).update(planned_openness=Openness.PUBLIC)
        AgendaItemFactory(meeting=meeting, proposal=paper, planned_openness=Openness.PUBLIC)
        step = RouteStepFactory(proposal=paper, body=circle)
        closed = list(opened_with(meeting))

        step.delete()

        assert (closed, list(opened_with(meeting))) == ([], [paper])


class TestSending:
    def test_the_secretary_sends_step_by_step_and_it_is_in_the_audit_trail(
        self, paper, circle, council, secretary
    ):
        first, second = routed(
            paper, (RouteAsk.ADVISE, circle), (RouteAsk.DECIDE, council), by=secretary
        )

        assert routes.send(paper, by=secretary) == [first]
        with pytest.raises(RuleBroken, match="Kring"):
            routes.send(paper, by=secretary)
        decide(paper, circle, Outcome.ACCEPTED)
        answered(first, by=secretary_of(circle), remarks="Let op de kosten.")

        assert routes.send(paper, by=secretary) == [second]
        events = list(AuditEntry.objects.order_by("pk").values_list("event", flat=True))
        assert events == [
            Event.ROUTE_CHANGED,
            Event.PAPER_SENT,
            Event.PAPER_ANSWERED,
            Event.PAPER_SENT,
        ]
        advice = route_of(paper, actor=member_of(council)).stops[0]
        assert (advice.step.answer, advice.step.remarks) == (
            RouteAnswer.AGREED,
            "Let op de kosten.",
        )
        assert [each.text for each in advice.decided] == ["Akkoord."]

    def test_nobody_else_makes_or_sends_a_route(self, paper, circle, platform):
        RouteStepFactory(proposal=paper, body=circle)
        for other in (member_of(platform), secretary_of(circle), visitor()):
            with pytest.raises(PermissionDenied):
                routes.send(paper, by=other)
            with pytest.raises(PermissionDenied):
                routed(paper, (RouteAsk.ADVISE, circle), by=other)

    def test_sending_is_undone_until_it_lies_on_an_agenda_there(self, paper, circle, secretary):
        (step,) = routed(paper, (RouteAsk.ADVISE, circle), by=secretary)
        routes.send(paper, by=secretary)
        routes.take_back(step, by=secretary)
        assert not reads(member_of(circle), paper)

        routes.send(paper, by=secretary)
        AgendaItemFactory(meeting__body=circle, proposal=paper)

        with pytest.raises(RuleBroken, match="agenda"):
            routes.take_back(step, by=secretary)

    def test_the_text_stands_while_it_lies_somewhere(self, paper, circle, secretary):
        (step,) = routed(paper, (RouteAsk.ADVISE, circle), by=secretary)
        routes.send(paper, by=secretary)
        while_out = refusal(planning.check_may_change_proposal, paper, by=secretary)

        routes.give_back(step, remarks="Reken het nog eens na.", version=1, by=secretary_of(circle))

        assert "Kring" in while_out
        assert refusal(planning.check_may_change_proposal, paper, by=secretary) is None
        with pytest.raises(RuleBroken, match="no step to come"):
            routes.send(paper, by=secretary)
        again = routes.ask_again(step, by=secretary)
        assert routes.send(paper, by=secretary) == [again]
        decide(paper, circle, Outcome.ACCEPTED)
        answered(again, by=secretary_of(circle))
        with pytest.raises(RuleBroken, match="stands for this text"):
            routes.ask_again(again, by=secretary)
        assert state_of(paper, step, actor=secretary) == RouteState.ANSWERED

    def test_what_was_sent_cannot_be_dropped(self, paper, circle, council, secretary):
        sent, waiting = routed(
            paper, (RouteAsk.ADVISE, circle), (RouteAsk.INFORM, council), by=secretary
        )
        routes.send(paper, by=secretary)

        with pytest.raises(RuleBroken, match="sent there already"):
            routes.remove(sent, by=secretary)
        with pytest.raises(RuleBroken, match="Only a legal check"):
            routes.leave_out(waiting, reason="Haast.", by=secretary)
        routes.remove(waiting, by=secretary)

        assert list(paper.steps.all()) == [sent]

    def test_who_is_on_the_route_already_is_not_added_twice(
        self, paper, circle, council, secretary
    ):
        both = [(RouteAsk.ADVISE, circle), (RouteAsk.DECIDE, [circle, council])]

        routed(paper, *both, by=secretary)

        assert [step.body for step in paper.steps.all()] == [circle, council]
        with pytest.raises(RuleBroken, match="already"):
            routed(paper, *both, by=secretary)

    def test_the_database_keeps_a_step_whole(self, paper, circle):
        for broken in (
            {"body": None},
            {"ask": RouteAsk.LEGAL_CHECK},
            {"sent_on": "2016-10-10"},
            {"answer": RouteAnswer.AGREED},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                RouteStepFactory(proposal=paper, **{"body": circle, **broken})


class TestOnAgendas:
    def test_only_who_was_sent_it_puts_it_on_an_agenda(self, paper, circle, secretary):
        meeting, there = MeetingFactory(body=circle), secretary_of(circle)
        (step,) = routed(paper, (RouteAsk.ADVISE, circle), by=secretary)
        details = ItemDetails(label="A1", title="Heling", proposal=paper)
        with pytest.raises(RuleBroken, match="not sent"):
            agendas.add_item(meeting, details, by=there)
        routes.send(paper, by=secretary)
        RouteStepFactory(proposal=paper)
        waiting = list(unscheduled_proposals([circle.pk], actor=there))
        sent = state_of(paper, step, actor=secretary)

        agendas.add_item(meeting, details, by=there)
        RouteStepFactory(proposal=paper)

        assert (waiting, sent) == ([paper], RouteState.SENT)
        assert list(unscheduled_proposals([circle.pk], actor=there)) == []
        assert state_of(paper, step, actor=secretary) == RouteState.ON_AGENDA

    def test_an_item_closes_also_when_its_paper_went_travelling(self, paper, circle):
        there = secretary_of(circle)
        item = AgendaItemFactory(
            meeting__body=circle,
            proposal=paper,
            openness=Openness.PUBLIC,
            planned_openness="public",
        )
        RouteStepFactory(proposal=paper)
        wanted = {"label": "A1", "title": "Heling", "planned_openness": Openness.BODY}

        agendas.change_item(item, ItemDetails(proposal=paper, **wanted), version=1, by=there)

        item.refresh_from_db()
        assert item.openness == Openness.BODY
        other = ProposalFactory(body=paper.body)
        RouteStepFactory(proposal=other)
        with pytest.raises(RuleBroken, match="not sent"):
            agendas.change_item(item, ItemDetails(proposal=other, **wanted), version=2, by=there)

    def test_an_item_makes_no_paper_of_another_network_secret(self, paper, council):
        RouteStepFactory(proposal=paper, body=council, is_sent=True)
        item = AgendaItemFactory(meeting__body=council, proposal=paper)
        wanted = ItemDetails(
            label="A1", title="Heling", proposal=paper, planned_openness=Openness.RESTRICTED
        )

        with pytest.raises(RuleBroken, match="another network"):
            agendas.change_item(item, wanted, version=1, by=secretary_of(council))

    def test_another_network_does_not_close_the_paper(self, paper, council):
        RouteStepFactory(proposal=paper, body=council, is_sent=True)
        meeting, there = MeetingFactory(body=council), secretary_of(council)

        agendas.add_item(
            meeting,
            ItemDetails(label="A1", title="T", proposal=paper, planned_openness=Openness.BODY),
            by=there,
        )

        paper.refresh_from_db()
        assert paper.openness == Openness.NETWORK
        assert AgendaItem.objects.get().openness == Openness.BODY
