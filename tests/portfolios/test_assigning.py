"""Assigning portfolios: who may, to whom, and that nothing overlaps."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from ivz.audit.models import AuditEntry
from ivz.authorization.roles import DECIDING_ROLES, Role
from ivz.errors import RuleBroken
from ivz.network.models import Seat
from ivz.portfolios.actions import portfolios as actions
from ivz.portfolios.actions.portfolios import Assignment, PortfolioDetails
from ivz.portfolios.actions.undoing import take_back
from ivz.portfolios.models import Portfolio
from ivz.portfolios.states import PortfolioState
from ivz.workflow.changes import changes_of
from ivz.workflow.models import Change
from ivz.workflow.versions import StaleEdit
from tests.factories import (
    BodyFactory,
    PersonFactory,
    SeatFactory,
    ThemeFactory,
    actor_with,
    member_of,
    secretary_of,
)
from tests.portfolios.factories import (
    COMMAND,
    decider,
    deciding_network,
    held,
    platform_of,
)

pytestmark = pytest.mark.django_db

START = dt.date(2016, 1, 1)
LATER = dt.date(2018, 1, 1)


@pytest.fixture
def network():
    return deciding_network()


def details(network, **given):
    return PortfolioDetails(
        **{
            "network": network,
            "theme": ThemeFactory(),
            "decided_in": "DVO 2015-4",
            "valid_from": START,
            **given,
        }
    )


def test_the_secretary_assigns_with_decision_and_it_is_kept_why(network):
    secretary = secretary_of(platform_of(network))

    portfolio = actions.assign(details(network, holder=decider(network)), by=secretary)

    change = changes_of(portfolio).get()
    assert (change.reason, change.by) == ("DVO 2015-4", secretary.name)
    assert AuditEntry.objects.filter(event="portfolio.assigned").count() == 1


def test_the_chair_of_the_platform_assigns_too(network):
    chair = actor_with(Role.CHAIR, body=platform_of(network))

    assert actions.assign(details(network, holder=decider(network)), by=chair).pk


@pytest.mark.parametrize("where", ["platform", "elsewhere"])
def test_nobody_else_assigns(network, where):
    other = deciding_network()
    actor = (
        member_of(platform_of(network)) if where == "platform" else secretary_of(platform_of(other))
    )

    with pytest.raises(PermissionDenied):
        actions.assign(details(network, holder=decider(network)), by=actor)


def test_a_holder_without_a_seat_in_the_deciding_body_is_refused_with_a_way_out(network):
    stranger = PersonFactory(function="Burgemeester van Deventer")

    with pytest.raises(RuleBroken, match=r"Burgemeester van Deventer .*DVO"):
        actions.assign(details(network, holder=stranger), by=COMMAND)


def test_a_holder_whose_seat_starts_later_is_refused(network):
    late = decider(network, valid_from=LATER)

    with pytest.raises(RuleBroken):
        actions.assign(details(network, holder=late), by=COMMAND)


def test_a_revoked_seat_does_not_count(network):
    person = decider(network)
    Seat.objects.filter(person=person).update(is_revoked=True)

    with pytest.raises(RuleBroken):
        actions.assign(details(network, holder=person), by=COMMAND)


@pytest.mark.parametrize("role", [role for role in Role if role not in DECIDING_ROLES])
def test_who_sits_in_the_deciding_body_without_deciding_holds_nothing(network, role):
    present = decider(network, function="Regiocoördinator", role=role)

    with pytest.raises(RuleBroken, match=r"Regiocoördinator beslist niet mee in DVO op 1\sjanuari"):
        actions.assign(details(network, holder=present), by=COMMAND)


@pytest.mark.parametrize("role", ["chair", "member", "police", "prosecutor"])
def test_who_decides_there_may_hold_a_portfolio(network, role):
    assert actions.assign(details(network, holder=decider(network, role=role)), by=COMMAND).pk


@pytest.mark.parametrize(("until", "counts"), [(LATER, True), (START, False)])
def test_without_a_first_day_the_seat_and_the_line_share_a_day(network, until, counts):
    holder = decider(network, valid_from=START)
    line = details(network, holder=holder, valid_from=None, valid_until=until)

    if counts:
        assert actions.assign(line, by=COMMAND).pk
        return
    with pytest.raises(RuleBroken, match="beslist niet mee in DVO op enige dag"):
        actions.assign(line, by=COMMAND)


def test_a_network_that_notes_no_deciding_body_has_holders_of_its_own_all_the_same(network):
    holder = decider(network)
    network.parent, network.deciding_body = deciding_network(), None
    network.save()

    assert actions.assign(details(network, holder=holder), by=COMMAND).pk


def test_a_seat_in_the_deciding_body_of_the_parent_counts(network):
    network.parent = deciding_network()
    network.save()

    assert actions.assign(details(network, holder=decider(network.parent)), by=COMMAND).pk


def test_a_seat_in_the_body_that_the_deciding_body_came_from_counts(network):
    earlier = BodyFactory(network=network, successor=network.deciding_body)
    person = SeatFactory(body=earlier).person

    assert actions.assign(details(network, holder=person), by=COMMAND).pk


def test_a_project_leader_may_come_from_anywhere(network):
    leader = PersonFactory()

    portfolio = actions.assign(
        details(network, holder=decider(network), project_leader=leader), by=COMMAND
    )

    assert portfolio.project_leader == leader


def test_two_holders_on_one_day_are_refused_naming_the_first(network):
    first = held(network)

    with pytest.raises(RuleBroken, match=first.holder.function):
        held(network, theme=first.theme, valid_from=START)


def test_the_same_theme_in_another_network_is_free(network):
    first = held(network)

    assert held(deciding_network(), theme=first.theme).pk


def test_periods_that_touch_do_not_overlap(network):
    first = held(network, valid_until=START)

    assert held(network, theme=first.theme, valid_from=START).pk


def test_a_theme_that_ended_is_refused_naming_its_successor(network):
    new = ThemeFactory(name="Digitale criminaliteit")
    old = ThemeFactory(valid_until=START, successor=new)

    with pytest.raises(RuleBroken, match="Digitale criminaliteit"):
        held(network, theme=old, valid_from=START)


def test_without_holder_it_is_vacant_and_with_one_it_is_not(network):
    vacant = details(network, state=PortfolioState.VACANT)
    neither = details(network)

    assert actions.assign(vacant, by=COMMAND).holder is None
    with pytest.raises(RuleBroken):
        actions.assign(neither, by=COMMAND)


def test_a_successor_takes_over_on_the_day_the_earlier_holder_stops(network):
    first = held(network)
    successor = decider(network, function="Burgemeester van Borne")

    second = actions.succeed(
        first,
        Assignment(holder=successor, valid_from=LATER, decided_in="DVO 2017-9"),
        version=1,
        reason="De burgemeester vertrekt",
        by=COMMAND,
    )

    first.refresh_from_db()
    assert (first.valid_until, second.valid_from, second.holder) == (LATER, LATER, successor)


def test_ending_can_leave_the_theme_vacant_in_sight(network):
    first = held(network)

    vacancy = actions.vacate(
        first,
        valid_until=LATER,
        state=PortfolioState.RECRUITING,
        version=1,
        reason="Vertrek",
        by=COMMAND,
    )

    assert (vacancy.holder, vacancy.state, vacancy.valid_from) == (None, "recruiting", LATER)


def test_a_successor_takes_over_until_the_last_day_that_was_agreed(network):
    agreed = dt.date(2020, 1, 1)
    first = held(network, valid_until=agreed)

    second = actions.succeed(
        first,
        Assignment(holder=decider(network), valid_from=LATER),
        version=1,
        reason="Vertrek",
        by=COMMAND,
    )

    assert second.valid_until == agreed


def test_naming_a_successor_long_after_leaves_the_years_between_as_they_were(network):
    first = held(network, valid_until=START)

    second = actions.succeed(
        first,
        Assignment(holder=decider(network), valid_from=LATER),
        version=1,
        reason="Alsnog",
        by=COMMAND,
    )

    first.refresh_from_db()
    assert (first.valid_until, second.valid_until) == (START, None)


def test_a_successor_who_may_not_hold_it_leaves_everything_as_it_was(network):
    first = held(network)

    with pytest.raises(RuleBroken):
        actions.succeed(
            first,
            Assignment(holder=PersonFactory(), valid_from=LATER),
            version=1,
            reason="Vertrek",
            by=COMMAND,
        )

    first.refresh_from_db()
    assert first.valid_until is None


def test_who_ends_it_from_an_older_version_is_told(network):
    first = held(network)
    actions.end(first, valid_until=LATER, version=1, reason="Klaar", by=COMMAND)

    with pytest.raises(StaleEdit):
        actions.end(first, valid_until=START, version=1, reason="Klaar", by=COMMAND)


def test_extending_over_the_next_holder_is_refused(network):
    first = held(network, valid_until=START)
    held(network, theme=first.theme, valid_from=START)

    with pytest.raises(RuleBroken):
        actions.end(first, valid_until=LATER, version=1, reason="Langer", by=COMMAND)


def test_putting_right_keeps_what_stood_there(network):
    first = held(network)
    leader = PersonFactory()
    assignment = Assignment(holder=first.holder, project_leader=leader, valid_from=first.valid_from)

    actions.change(first, assignment, version=1, reason="Projectleider vergeten", by=COMMAND)

    change = changes_of(first).first()
    assert change.before["project_leader"] is None
    assert change.after["project_leader"] == leader.pk


def test_a_change_is_taken_back_by_whoever_may_assign_and_nobody_else(network):
    first = held(network)
    actions.end(first, valid_until=LATER, version=1, reason="Klaar", by=COMMAND)
    change = changes_of(first).first()

    with pytest.raises(PermissionDenied):
        take_back(change, by=member_of(platform_of(network)))
    take_back(change, by=secretary_of(platform_of(network)))

    first.refresh_from_db()
    assert first.valid_until is None


def test_taking_back_into_an_overlap_is_refused(network):
    first = held(network)
    actions.end(first, valid_until=LATER, version=1, reason="Vertrek", by=COMMAND)
    held(network, theme=first.theme, valid_from=LATER)

    with pytest.raises(RuleBroken):
        take_back(changes_of(first).first(), by=COMMAND)

    first.refresh_from_db()
    assert first.valid_until == LATER


@pytest.mark.parametrize("from_the_earlier_line", [True, False])
def test_a_succession_is_taken_back_in_one_step(network, from_the_earlier_line):
    first = held(network)
    second = actions.succeed(
        first,
        Assignment(holder=decider(network), valid_from=LATER),
        version=1,
        reason="Vertrek",
        by=COMMAND,
    )

    take_back(changes_of(first if from_the_earlier_line else second).first(), by=COMMAND)

    assert Portfolio.objects.get().valid_until is None
    assert Portfolio.objects.get() == first


def test_what_was_taken_back_altogether_can_come_back(network):
    first = held(network)
    take_back(changes_of(first).get(), by=COMMAND)
    assert not Portfolio.objects.exists()

    take_back(Change.objects.latest("pk"), by=secretary_of(platform_of(network)))

    assert Portfolio.objects.get().holder == first.holder
