"""The legal check, one paper in five districts, and papers on both agendas.

Policy: docs/policy/meetings.md#route
"""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ivz.authorization.roles import BodyKind, Role
from ivz.decisions.states import Outcome
from ivz.errors import RuleBroken
from ivz.meetings.actions import agendas, routes
from ivz.meetings.actions.agendas import ItemDetails
from ivz.meetings.models import Proposal
from ivz.meetings.queries.routes import route_of
from ivz.meetings.queries.suggested_routes import suggested
from ivz.meetings.states import RouteAnswer, RouteAsk, RouteState
from ivz.network.models import Network
from tests.factories import (
    AdvicePointFactory,
    BodyFactory,
    MeetingFactory,
    NetworkFactory,
    ProposalFactory,
    RouteStepFactory,
    actor_with,
    member_of,
    secretary_of,
)
from tests.meetings.pages import main_of
from tests.meetings.travelling import answered, decide, reads, routed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_in_english")]


class TestLegalCheck:
    @pytest.fixture
    def prosecutor(self, circle):
        return actor_with(Role.PROSECUTOR, body=circle)

    @pytest.fixture
    def check(self, paper, council, secretary):
        _last, check = routed(
            paper, (RouteAsk.DECIDE, council), (RouteAsk.LEGAL_CHECK, []), by=secretary
        )
        return check

    def test_the_prosecutor_reads_it_first_and_only_then_it_goes_round(
        self, paper, council, secretary, check, prosecutor
    ):
        elsewhere = actor_with(Role.PROSECUTOR, body=BodyFactory())

        assert routes.send(paper, by=secretary) == [check]
        assert reads(prosecutor, paper)
        assert not reads(elsewhere, paper)
        assert not reads(member_of(council), paper)
        with pytest.raises(RuleBroken, match="lies with"):
            routes.send(paper, by=secretary)
        with pytest.raises(PermissionDenied):
            routes.check_legally(check, RouteAnswer.AGREED, remarks="", version=1, by=elsewhere)
        routes.check_legally(check, RouteAnswer.AGREED, remarks="", version=1, by=prosecutor)

        routes.send(paper, by=secretary)
        assert reads(member_of(council), paper)

    def test_not_agreed_holds_it_until_it_is_asked_again(self, paper, secretary, check, prosecutor):
        routes.send(paper, by=secretary)
        with pytest.raises(RuleBroken, match="Say what"):
            routes.check_legally(
                check, RouteAnswer.NOT_AGREED, remarks="", version=1, by=prosecutor
            )
        routes.check_legally(
            check, RouteAnswer.NOT_AGREED, remarks="Mag niet.", version=1, by=prosecutor
        )
        with pytest.raises(RuleBroken, match="did not let"):
            routes.send(paper, by=secretary)

        again = routes.ask_again(check, by=secretary)

        assert routes.send(paper, by=secretary) == [again]
        routes.check_legally(
            again, RouteAnswer.WITH_REMARKS, remarks="Noem artikel 12.", version=1, by=prosecutor
        )
        assert routes.send(paper, by=secretary)[0].body is not None

    def test_agreement_counts_for_the_text_that_was_checked(
        self, paper, secretary, check, prosecutor
    ):
        routes.send(paper, by=secretary)
        routes.check_legally(check, RouteAnswer.AGREED, remarks="", version=1, by=prosecutor)
        Proposal.objects.filter(pk=paper.pk).update(version=paper.version + 1)

        with pytest.raises(RuleBroken, match="changed after"):
            routes.send(paper, by=secretary)
        routes.ask_again(check, by=secretary)
        assert routes.send(paper, by=secretary)[0].ask == RouteAsk.LEGAL_CHECK

    def test_it_is_left_out_only_with_a_reason_that_the_next_readers_see(
        self, paper, council, secretary, check
    ):
        with pytest.raises(RuleBroken, match="with a reason"):
            routes.remove(check, by=secretary)
        with pytest.raises(RuleBroken, match="Say why"):
            routes.leave_out(check, reason="  ", by=secretary)
        routes.leave_out(check, reason="Gaat over een bijeenkomst.", by=secretary)
        routes.send(paper, by=secretary)

        seen = route_of(paper, actor=member_of(council)).stops[0]
        assert seen.state == RouteState.LEFT_OUT
        assert seen.step.left_out == "Gaat over een bijeenkomst."


class TestFiveDistricts:
    @pytest.fixture
    def unit(self):
        unit = NetworkFactory(name="Oost")
        unit.deciding_body = BodyFactory(network=unit, name="RVO", kind=BodyKind.UNIT_BOARD)
        unit.save()
        return unit

    @pytest.fixture
    def boards(self, unit):
        boards = []
        for number in range(1, 6):
            network = NetworkFactory(name=f"District {number}", parent=unit)
            network.deciding_body = BodyFactory(
                network=network, name=f"DVO {number}", kind=BodyKind.BOARD
            )
            network.save()
            boards.append(network.deciding_body)
        return boards

    def test_one_paper_five_positions_and_the_body_above_sees_the_whole_on_its_turn(
        self, unit, boards
    ):
        secretariat = BodyFactory(network=unit, name="Secretariaat")
        paper, by = ProposalFactory(body=secretariat), secretary_of(secretariat)
        AdvicePointFactory(proposal=paper, position=1)
        routed(paper, (RouteAsk.DECIDE, boards), (RouteAsk.DECIDE, unit.deciding_body), by=by)
        assert len(routes.send(paper, by=by)) == 5
        assert all(reads(member_of(board), paper) for board in boards)
        above = member_of(unit.deciding_body)
        assert not reads(above, paper)

        outcomes = [
            Outcome.ACCEPTED,
            Outcome.AMENDED,
            Outcome.REJECTED,
            Outcome.ACCEPTED_WITH_OPEN_POINT,
        ]
        for board, outcome in zip(boards, outcomes, strict=False):
            decide(paper, board, outcome, text=f"Zo zegt {board.name}.")
            answered(paper.steps.get(body=board), by=secretary_of(board))
        routes.send(paper, by=by)

        group = route_of(paper, actor=above).groups[0]
        assert group.is_combined
        assert dict(group.tally) == {
            RouteAnswer.AGREED.label: 1,
            RouteAnswer.AMENDED.label: 1,
            RouteAnswer.RESERVED.label: 1,
            RouteAnswer.NOT_AGREED.label: 1,
        }
        assert group.waiting == 1
        (difference,) = group.differences
        assert [names for _decided, names in difference.views] == [
            [board.short_name] for board in boards[:4]
        ]
        assert not route_of(paper, actor=member_of(boards[0])).groups[0].stops[1].is_known

    @pytest.mark.parametrize(
        ("answers", "together"),
        [
            (["agreed"] * 5, "Eén gezamenlijk standpunt: akkoord."),
            (["agreed", "amended", "reserved", "with_remarks", "agreed"], "met opmerkingen of"),
            (["agreed"] * 4 + ["not_agreed"], "niet iedereen is akkoord"),
            (["agreed"] * 4 + [""], "nog niet iedereen heeft geantwoord"),
        ],
    )
    def test_five_positions_make_one_state(self, client, unit, boards, answers, together):
        paper = ProposalFactory(body=BodyFactory(network=unit))
        for board, answer in zip(boards, answers, strict=True):
            step = {"proposal": paper, "body": board, "position": 1, "ask": RouteAsk.DECIDE}
            done = {"is_answered": True, "answer": answer} if answer else {"is_sent": True}
            RouteStepFactory(**step, **done)
        page = reverse("meetings:route", args=[paper.body.slug, paper.register_number])

        client.force_login(secretary_of(paper.body).user)
        whole = main_of(client.get(page))
        client.force_login(member_of(boards[0]).user)
        part = main_of(client.get(page))

        assert together in whole
        assert [each.short_name in whole for each in boards] == [True] * 5
        assert "gezamenlijk standpunt" not in part

    def test_bodies_that_say_the_same_do_not_differ(self, unit, boards):
        paper = ProposalFactory(body=BodyFactory(network=unit))
        AdvicePointFactory(proposal=paper, position=1)
        for board in boards[:2]:
            step = RouteStepFactory(
                proposal=paper, body=board, is_sent=True, position=1, ask=RouteAsk.DECIDE
            )
            decide(paper, board, Outcome.ACCEPTED)
            answered(step, by=secretary_of(board))

        group = route_of(paper, actor=secretary_of(paper.body)).groups[0]
        assert (group.differences, group.waiting) == ([], 0)

    def test_none_answered_yet_holds_it(self, unit, boards):
        secretariat = BodyFactory(network=unit)
        paper, by = ProposalFactory(body=secretariat), secretary_of(secretariat)
        routed(paper, (RouteAsk.DECIDE, boards), (RouteAsk.DECIDE, unit.deciding_body), by=by)
        routes.send(paper, by=by)

        with pytest.raises(RuleBroken, match="still lies with"):
            routes.send(paper, by=by)


class TestBothAgendas:
    @pytest.fixture
    def network(self, platform):
        network = platform.network
        network.deciding_body = BodyFactory(network=network, name="DVO", kind=BodyKind.BOARD)
        network.save()
        return Network.objects.get(pk=network.pk)

    @pytest.fixture
    def along(self, network):
        return [
            BodyFactory(network=network, kind=BodyKind.DIRECTORATE, name="Directie"),
            BodyFactory(network=network, kind=BodyKind.SECRETARIES_CIRCLE, name="Kring GS"),
        ]

    @pytest.fixture
    def both(self, platform, network, along):
        return ProposalFactory(
            body=platform, touches_social_agenda=True, touches_physical_agenda=True
        )

    def stops(self, paper, by):
        return [
            (stop.ask, [each.name for each in stop.bodies]) for stop in suggested(paper, actor=by)
        ]

    def test_directorate_and_circle_are_suggested_to_decide_before_the_board(self, both, secretary):
        assert self.stops(both, secretary) == [
            (RouteAsk.DECIDE, ["Directie", "Kring GS"]),
            (RouteAsk.DECIDE, ["DVO"]),
        ]

        routes.add_stops(both, suggested(both, actor=secretary), by=secretary)

        assert self.stops(both, secretary) == []

    def test_on_one_agenda_they_are_informed(self, platform, network, along, secretary):
        one = ProposalFactory(body=platform, touches_social_agenda=True)

        assert self.stops(one, secretary) == [
            (RouteAsk.DECIDE, ["DVO"]),
            (RouteAsk.INFORM, ["Directie", "Kring GS"]),
        ]

    def test_the_board_gets_it_only_after_both_decided(self, both, network, along, secretary):
        board = network.deciding_body
        routed(both, (RouteAsk.DECIDE, along), (RouteAsk.DECIDE, board), by=secretary)
        routes.send(both, by=secretary)
        decide(both, along[0], Outcome.ACCEPTED)
        answered(both.steps.get(body=along[0]), by=secretary_of(along[0]))
        with pytest.raises(RuleBroken, match="Kring GS"):
            routes.send(both, by=secretary)
        decide(both, along[1], Outcome.ACCEPTED)
        answered(both.steps.get(body=along[1]), by=secretary_of(along[1]))

        assert [step.body for step in routes.send(both, by=secretary)] == [board]

    def test_nor_does_it_reach_the_agenda_of_the_board_without_a_route(self, network, along):
        board = network.deciding_body
        paper = ProposalFactory(
            body=board, touches_social_agenda=True, touches_physical_agenda=True
        )
        details = ItemDetails(label="A1", title="T", proposal=paper)

        with pytest.raises(RuleBroken, match="Directie, Kring GS"):
            agendas.add_item(MeetingFactory(body=board), details, by=secretary_of(board))

    def test_after_the_boards_come_who_prepares_the_body_above_and_that_body(self, platform):
        unit = NetworkFactory(name="Oost")
        top = BodyFactory(network=unit, name="RVO", kind=BodyKind.UNIT_BOARD)
        preparing = BodyFactory(network=unit, name="Secretarissen")
        preparing.relations.create(kind="prepares", other=top)
        unit.deciding_body = top
        unit.save()
        paper = ProposalFactory(body=BodyFactory(network=unit))
        for _each in range(2):
            network = NetworkFactory(parent=unit)
            network.deciding_body = BodyFactory(network=network)
            network.save()
            RouteStepFactory(proposal=paper, body=network.deciding_body, position=1)

        asked = self.stops(paper, secretary_of(paper.body))

        assert (RouteAsk.ADVISE, ["Secretarissen"]) in asked
        assert asked[-1] == (RouteAsk.DECIDE, ["RVO"])
