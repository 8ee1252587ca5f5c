"""A decision can depend on decisions of others, such as fourteen municipal budgets.

Policy: docs/policy/decisions.md#elsewhere
"""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind, Role
from ivz.decisions import actions as decisions
from ivz.decisions.actions import elsewhere as actions
from ivz.decisions.actions.elsewhere import NotedElsewhere
from ivz.decisions.models import DecisionElsewhere
from ivz.decisions.states import ElsewhereState, Outcome
from ivz.errors import RuleBroken
from ivz.workflow.versions import StaleEdit
from tests.decisions.factories import DecisionElsewhereFactory
from tests.factories import (
    TODAY,
    BodyFactory,
    DecisionFactory,
    OrganisationFactory,
    PersonFactory,
    actor_with,
    member_of,
    secretary_of,
)

pytestmark = pytest.mark.django_db
A_DAY = dt.timedelta(days=1)
WHAT = {"what": "Begroting van 2018", "due_on": TODAY + A_DAY}
IN_FAVOUR = NotedElsewhere(state=ElsewhereState.IN_FAVOUR, on=TODAY, evidence="Besluitenlijst")


@pytest.fixture
def board():
    return BodyFactory()


@pytest.fixture
def secretary(board):
    return secretary_of(board)


@pytest.fixture
def decision(board):
    return DecisionFactory(body=board, openness=Openness.NETWORK)


@pytest.fixture
def borne():
    return OrganisationFactory(name="Gemeente Borne")


@pytest.fixture
def coordinator(board, borne):
    platform = BodyFactory(network=board.network, kind=BodyKind.PLATFORM)
    person = PersonFactory(organisation=borne)
    return actor_with(Role.MUNICIPAL_COORDINATOR, body=platform, person=person)


def test_the_secretary_asks_each_organisation_once(decision, secretary, borne):
    hengelo = OrganisationFactory()
    actions.ask(decision, [borne], **WHAT, by=secretary)

    more = actions.ask(decision, [borne, hengelo], **WHAT, by=secretary)

    assert [row.organisation for row in more] == [hengelo]
    assert DecisionElsewhere.objects.filter(state=ElsewhereState.ASKED).count() == 2
    with pytest.raises(RuleBroken):
        actions.ask(decision, [], **WHAT, by=secretary)
    with pytest.raises(RuleBroken):
        actions.ask(decision, [borne], what=" ", due_on=None, by=secretary)


def test_nobody_else_asks_and_not_for_practice_or_what_was_put_right(
    board, decision, secretary, borne, coordinator
):
    practice = DecisionFactory(body=board, is_practice=True)
    old = DecisionFactory(body=board)
    DecisionFactory(body=board, corrects=old, correction_reason="Verkeerd bedrag")

    for other in (member_of(board), coordinator):
        with pytest.raises(PermissionDenied):
            actions.ask(decision, [borne], **WHAT, by=other)
    for refused in (practice, old):
        with pytest.raises(RuleBroken):
            actions.ask(refused, [borne], **WHAT, by=secretary)


def test_its_own_coordinator_and_the_secretary_fill_a_row_in_and_nobody_else(
    board, decision, secretary, borne, coordinator
):
    row = DecisionElsewhereFactory(decision=decision, organisation=borne)
    other = DecisionElsewhereFactory(decision=decision)

    noted = actions.note(row, IN_FAVOUR, version=1, by=coordinator)

    assert (noted.state, noted.on, noted.noted_by) == ("in_favour", TODAY, coordinator.user)
    with pytest.raises(StaleEdit):
        actions.note(row, IN_FAVOUR, version=1, by=secretary)
    actions.note(other, IN_FAVOUR, version=1, by=secretary)
    with pytest.raises(PermissionDenied):
        actions.note(other, IN_FAVOUR, version=2, by=coordinator)
    for nobody in (member_of(board), secretary_of(BodyFactory(network=board.network))):
        with pytest.raises(PermissionDenied):
            actions.note(row, IN_FAVOUR, version=2, by=nobody)


@pytest.mark.parametrize(
    "lacking",
    [
        {"state": ElsewhereState.IN_FAVOUR, "evidence": "Besluitenlijst"},
        {"state": ElsewhereState.AGAINST, "on": TODAY},
        {"state": ElsewhereState.AGAINST, "on": TODAY + A_DAY, "evidence": "Besluitenlijst"},
        {"state": ElsewhereState.NOT_NEEDED},
    ],
)
def test_a_decision_elsewhere_needs_its_day_and_where_that_appears_from(
    decision, secretary, lacking
):
    row = DecisionElsewhereFactory(decision=decision)

    with pytest.raises(RuleBroken):
        actions.note(row, NotedElsewhere(**lacking), version=1, by=secretary)

    row.refresh_from_db()
    assert row.state == ElsewhereState.ASKED


@pytest.mark.parametrize(
    "enough",
    [
        {"state": ElsewhereState.ON_AGENDA, "on": TODAY + A_DAY},
        {"state": ElsewhereState.AGAINST, "on": TODAY, "link": "https://example.org/raad"},
        {"state": ElsewhereState.NOT_NEEDED, "evidence": "Valt onder de oude begroting"},
    ],
)
def test_with_that_it_is_noted(decision, secretary, enough):
    row = DecisionElsewhereFactory(decision=decision)

    noted = actions.note(row, NotedElsewhere(**enough), version=1, by=secretary)

    assert noted.state == enough["state"]


def test_only_what_was_asked_by_mistake_is_taken_off(decision, secretary, coordinator, borne):
    row = DecisionElsewhereFactory(decision=decision, organisation=borne)
    with pytest.raises(PermissionDenied):
        actions.remove(row, version=1, by=coordinator)
    actions.remove(row, version=1, by=secretary)
    row = DecisionElsewhereFactory(decision=decision)
    noted = actions.note(row, IN_FAVOUR, version=1, by=secretary)

    with pytest.raises(RuleBroken):
        actions.remove(noted, version=2, by=secretary)

    assert DecisionElsewhere.objects.get() == noted


@pytest.mark.parametrize(
    ("details", "waits"),
    [
        ({"due_on": TODAY - A_DAY}, True),
        ({"due_on": TODAY}, False),
        ({"due_on": None}, False),
        ({"state": ElsewhereState.ON_AGENDA}, True),
        ({"state": ElsewhereState.IN_FAVOUR, "on": TODAY}, False),
        ({"state": ElsewhereState.NOT_NEEDED}, False),
    ],
)
def test_what_is_late_waits_for_its_coordinator_and_the_secretary(
    decision, secretary, borne, coordinator, details, waits
):
    DecisionElsewhereFactory(decision=decision, organisation=borne, **details)
    elsewhere = DecisionElsewhereFactory(decision=decision, state="in_favour", on=TODAY)

    def waiting(actor):
        return DecisionElsewhere.objects.waiting_for(actor).exists()

    assert (waiting(coordinator), waiting(secretary)) == (waits, waits)
    assert not waiting(member_of(decision.body))
    assert not waiting(secretary_of(BodyFactory(network=decision.body.network)))
    assert elsewhere.is_late(TODAY) is False


def test_only_people_of_the_network_who_read_the_decision_see_the_rows(board, decision):
    row = DecisionElsewhereFactory(decision=decision)
    neighbour = member_of(BodyFactory(network=board.network))

    def seen_by(actor):
        return list(DecisionElsewhere.objects.visible_to(actor))

    assert seen_by(neighbour) == [row]
    type(decision).objects.update(openness=Openness.PUBLIC)
    assert seen_by(member_of(BodyFactory())) == seen_by(Actor(today=TODAY)) == []
    type(decision).objects.update(openness=Openness.BODY)
    assert seen_by(neighbour) == []


def test_the_rows_go_along_to_the_decision_that_puts_this_one_right(decision, secretary):
    row = DecisionElsewhereFactory(decision=decision)
    conclusion = decisions.Conclusion(title="Beter", text="Beter", outcome=Outcome.AMENDED)

    better = decisions.put_right(decision, conclusion, reason="Verkeerd bedrag", by=secretary)

    row.refresh_from_db()
    assert (row.decision, row.version) == (better, 2)


def test_an_organisation_stands_there_once_and_decided_only_on_a_day(decision, borne):
    DecisionElsewhereFactory(decision=decision, organisation=borne)
    for wrong in ({"organisation": borne}, {"state": ElsewhereState.AGAINST}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DecisionElsewhereFactory(decision=decision, **wrong)
