"""The pages on which a paper gets its route, is sent on, and is answered."""

import pytest
from django.urls import reverse

from ivz.audit.models import AuditEntry
from ivz.audit.states import Event
from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind, Role
from ivz.decisions.models import Decision
from ivz.decisions.states import Outcome
from ivz.meetings.models import Proposal, RouteStep
from ivz.meetings.states import RouteAnswer, RouteAsk
from ivz.network.models import Network
from tests.factories import (
    TODAY,
    BodyFactory,
    NetworkFactory,
    ProposalFactory,
    RestrictionFactory,
    RouteStepFactory,
    actor_with,
    member_of,
    secretary_of,
)
from tests.meetings.pages import main_of, soup
from tests.meetings.travelling import decide

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]


@pytest.fixture
def network():
    unit = NetworkFactory(name="Oost-Nederland")
    unit.deciding_body = BodyFactory(network=unit, name="RVO", kind=BodyKind.UNIT_BOARD)
    unit.save()
    networks = [NetworkFactory(name=f"District {number}", parent=unit) for number in range(3)]
    for each in networks:
        each.deciding_body = BodyFactory(network=each, name=f"DVO {each.name}", kind=BodyKind.BOARD)
        each.save()
    return networks[0]


@pytest.fixture
def paper(network):
    platform = BodyFactory(network=network, kind=BodyKind.PLATFORM, name="Platform")
    return ProposalFactory(body=platform, title="Samen tegen heling")


def at(name, paper, *args):
    return reverse(f"meetings:{name}", args=[paper.body.slug, paper.register_number, *args])


def sign_in(client, actor):
    client.force_login(actor.user)
    return actor


def test_from_the_route_to_the_next_body_and_back(client, paper, network):
    sign_in(client, secretary_of(paper.body))
    page = main_of(client.get(paper.get_absolute_url()))
    assert "Stuur het langs andere gremia" in page
    board = network.deciding_body
    client.post(at("route", paper), {"to": board.pk, "ask": RouteAsk.DECIDE, "add": "1"})
    client.post(at("route", paper), {"to": "om", "ask": RouteAsk.ADVISE, "add": "1"})
    check, step = paper.steps.all()
    assert (check.ask, step.body) == (RouteAsk.LEGAL_CHECK, board)
    left_out = {"leave_out": "1", "reason": "Er staat niets juridisch in."}
    client.post(at("route_step", paper, check.pk), left_out)
    sent = client.post(at("route", paper), {"send": "1"}, follow=True)
    assert f"Verstuurd naar: {board.name}." in " ".join(soup(sent).get_text(" ").split())

    there = sign_in(client, secretary_of(board))
    assert "Samen tegen heling" in main_of(client.get(paper.get_absolute_url()))
    decide(paper, board, Outcome.AMENDED, text="Alleen in Almelo.")
    asked = main_of(client.get(at("route_answer", paper, step.pk)))
    assert "Gewijzigd" in asked
    client.post(
        at("route_answer", paper, step.pk), {"remarks": "Let op.", "report": "1", "version": 1}
    )
    step.refresh_from_db()
    assert (step.answer, step.answered_by) == (RouteAnswer.AMENDED, there.user)

    sign_in(client, secretary_of(paper.body))
    shown = main_of(client.get(at("route", paper)))
    assert all(words in shown for words in ("Gewijzigd", "Let op.", "Alleen in Almelo."))
    assert "Er staat niets juridisch in." in shown


def test_the_boards_of_all_districts_are_sent_it_at_once_and_stand_side_by_side(client, paper):
    sign_in(client, secretary_of(paper.body))
    page = soup(client.get(at("route", paper)))
    (everyone,) = page.select("option[value^=besturen-]")
    client.post(at("route", paper), {"to": everyone["value"], "ask": "decide", "add": "1"})
    client.post(at("route", paper), {"send": "1"})

    assert paper.steps.filter(position=1, sent_on=TODAY).count() == 3
    shown = client.get(at("route", paper))
    assert "Standpunten naast elkaar" in main_of(shown)
    assert "3 komt nog" in main_of(shown)
    assert {button.text for button in soup(shown).select("[name=take_back]")} == {
        f"Haal terug: {step.short_to}" for step in paper.steps.filter(position=1)
    }


def test_who_records_for_the_body_sees_no_decision_for_named_people(client, paper, network):
    board = network.deciding_body
    step = RouteStepFactory(proposal=paper, body=board, is_sent=True)
    decide(paper, board, Outcome.ACCEPTED, text="In het geheim.")
    restriction = RestrictionFactory(imposed_by__body=board)
    decision = Decision.objects.get(draft__text="In het geheim.")
    Decision.objects.filter(pk=decision.pk).update(
        openness=Openness.RESTRICTED, restriction=restriction
    )
    there = sign_in(client, secretary_of(board))
    unseen = main_of(client.get(at("route_answer", paper, step.pk)))

    restriction.readers.add(there.person_id)
    seen = main_of(client.get(at("route_answer", paper, step.pk)))

    assert "nog geen besluit vastgelegd" in unseen
    assert not any(words in unseen for words in ("In het geheim.", "Vastgesteld", "besloten"))
    assert "In het geheim." in seen
    readings = AuditEntry.objects.filter(event=Event.RESTRICTED_READ)
    assert readings.filter(subject_id=str(decision.pk)).count() == 1


def test_the_prosecutor_answers_on_a_page_of_its_own(client, paper, network):
    step = RouteStepFactory(proposal=paper, ask=RouteAsk.LEGAL_CHECK, body=None, is_sent=True)
    sign_in(client, actor_with(Role.PROSECUTOR, body=network.deciding_body))
    listed = soup(client.get(reverse("meetings:list")))
    assert listed.select_one(f"a[href='{paper.get_absolute_url()}']")
    page = soup(client.get(at("route", paper)))
    assert page.select_one(f"a[href='{at('route_answer', paper, step.pk)}']")

    refused = client.post(
        at("route_answer", paper, step.pk), {"answer": "not_agreed", "version": 1}
    )
    client.post(at("route_answer", paper, step.pk), {"answer": "agreed", "version": 1})

    step.refresh_from_db()
    assert (refused.status_code, step.answer) == (422, RouteAnswer.AGREED)
    assert "Zeg wat er anders moet" in main_of(refused)


@pytest.mark.parametrize("given", [{"answer": "agreed"}, {"give_back": "1"}, {"report": "1"}])
def test_an_answer_on_an_earlier_text_is_refused_once(client, paper, network, given):
    board = network.deciding_body
    legal = {"ask": RouteAsk.LEGAL_CHECK, "body": None} if "answer" in given else {"body": board}
    step = RouteStepFactory(proposal=paper, is_sent=True, **legal)
    role = Role.PROSECUTOR if "answer" in given else Role.SECRETARY
    sign_in(client, actor_with(role, body=board))
    decide(paper, board, Outcome.ACCEPTED)
    page = soup(client.get(at("route_answer", paper, step.pk)))
    shown = page.select_one("input[name=version]")["value"]
    RouteStep.objects.filter(pk=step.pk).update(paper_version=2)

    given = given | {"remarks": "Goed zo."}
    refused = client.post(at("route_answer", paper, step.pk), given | {"version": shown})
    again = soup(refused).select_one("input[name=version]")["value"]
    step.refresh_from_db()
    unanswered = step.answer
    client.post(at("route_answer", paper, step.pk), given | {"version": again})

    step.refresh_from_db()
    assert (refused.status_code, unanswered, shown, again) == (422, "", "1", "2")
    assert "Lees het nog eens" in main_of(refused)
    assert "Goed zo." in main_of(refused)
    assert step.answer


def test_what_is_not_yours_is_not_there(client, paper, network):
    Proposal.objects.filter(pk=paper.pk).update(openness=Openness.BODY)
    waiting = RouteStepFactory(proposal=paper, body=network.deciding_body)
    sign_in(client, secretary_of(network.deciding_body))
    addresses = [
        paper.get_absolute_url(),
        at("route", paper),
        at("route_answer", paper, waiting.pk),
    ]

    assert [client.get(address).status_code for address in addresses] == [404] * 3
    assert client.post(at("route_step", paper, waiting.pk), {"remove": "1"}).status_code == 404
    assert client.post(at("route", paper), {"send": "1"}).status_code == 404


def test_a_member_reads_the_route_and_may_do_nothing(client, paper, network):
    step = RouteStepFactory(proposal=paper, body=network.deciding_body, is_sent=True)
    sign_in(client, member_of(network.deciding_body))

    page = soup(client.get(at("route", paper)))

    assert not page.select("main form")
    assert client.post(at("route", paper), {"send": "1"}).status_code == 403
    assert client.post(at("route_step", paper, step.pk), {"take_back": "1"}).status_code == 403
    assert client.get(at("route_answer", paper, step.pk)).status_code == 403


def test_the_page_asks_as_many_questions_for_twenty_stops_as_for_two(
    client, paper, django_assert_max_num_queries
):
    sign_in(client, secretary_of(paper.body))
    for each in Network.objects.exclude(deciding_body=None):
        RouteStepFactory(proposal=paper, body=each.deciding_body, is_sent=True)
    for _each in range(20):
        RouteStepFactory(proposal=paper, is_answered=True, answer=RouteAnswer.RETURNED)

    with django_assert_max_num_queries(20):
        client.get(at("route", paper))
    with django_assert_max_num_queries(20):
        client.get(paper.get_absolute_url())
