"""A decision names who holds a portfolio, or ends it."""

import datetime as dt

import pytest

from ivz.decisions import actions
from ivz.decisions.actions import Conclusion
from ivz.decisions.effects import Carried
from ivz.decisions.models import Decision
from ivz.decisions.states import EffectState, Outcome
from ivz.errors import RuleBroken
from ivz.portfolios.actions.portfolios import Assignment, change
from ivz.portfolios.actions.undoing import take_back
from ivz.portfolios.models import Portfolio
from ivz.portfolios.states import PORTFOLIO
from ivz.workflow.changes import changes_of
from tests.factories import TODAY, ThemeFactory, secretary_of
from tests.portfolios.factories import COMMAND, decider, deciding_network, held, platform_of

pytestmark = pytest.mark.django_db
FIRST_DAY = dt.date(2016, 11, 1)


@pytest.fixture
def network():
    return deciding_network()


@pytest.fixture
def portfolio(network):
    return held(network, theme=ThemeFactory(name="Woninginbraak"))


@pytest.fixture
def successor(network):
    return decider(network, function="Burgemeester van Almelo")


def decide(portfolio, *, by=None, body=None, **terms):
    body = body or portfolio.network.deciding_body
    return actions.record(
        concluded(portfolio, **terms), body=body, on=TODAY, by=by or secretary_of(body)
    )


def concluded(portfolio, question="assign", **terms):
    carried = Carried(
        kind=PORTFOLIO,
        subject_id=portfolio.pk,
        question=question,
        terms={name: str(value) for name, value in terms.items()},
    )
    return Conclusion(
        title="Portefeuille", text="Akkoord.", outcome=Outcome.ACCEPTED, carried=carried
    )


def lines(portfolio):
    rows = Portfolio.objects.filter(theme=portfolio.theme).order_by("valid_from")
    return [(row.holder, row.valid_from, row.valid_until) for row in rows]


def test_the_board_names_a_successor_whoever_records_it(portfolio, successor):
    decision = decide(portfolio, holder=successor.pk, valid_from=FIRST_DAY)

    assert lines(portfolio) == [
        (portfolio.holder, portfolio.valid_from, FIRST_DAY),
        (successor, FIRST_DAY, None),
    ]
    assert Portfolio.objects.get(holder=successor).decision == decision


def test_the_platform_does_not_name_holders(portfolio, successor):
    body = platform_of(portfolio.network)

    decision = decide(portfolio, body=body, holder=successor.pk, valid_from=FIRST_DAY)

    assert decision.subject.state == EffectState.NOT_COMPETENT
    assert len(lines(portfolio)) == 1


def test_a_holder_without_a_seat_on_that_day_is_refused_and_nothing_is_recorded(portfolio, network):
    gone = decider(network, function="Burgemeester van Borne", valid_until=TODAY)

    with pytest.raises(RuleBroken, match="Burgemeester van Borne"):
        decide(portfolio, holder=gone.pk, valid_from=FIRST_DAY)

    assert not Decision.objects.filter(body=network.deciding_body).exists()
    assert len(lines(portfolio)) == 1


@pytest.mark.parametrize("day", [dt.date(2015, 1, 1), dt.date(2014, 1, 1)])
def test_a_day_at_or_before_the_start_of_the_present_line_is_refused(portfolio, successor, day):
    with pytest.raises(RuleBroken, match="latere dag"):
        decide(portfolio, holder=successor.pk, valid_from=day)


def test_putting_right_brings_the_earlier_holder_back_and_names_the_better_one(
    portfolio, network, successor
):
    secretary = secretary_of(network.deciding_body)
    other = decider(network, function="Burgemeester van Wierden")
    first = decide(portfolio, by=secretary, holder=successor.pk, valid_from=FIRST_DAY)

    better = concluded(portfolio, holder=other.pk, valid_from=dt.date(2017, 1, 1))
    actions.put_right(first, better, reason="Verkeerde naam.", by=secretary)

    assert lines(portfolio) == [
        (portfolio.holder, portfolio.valid_from, dt.date(2017, 1, 1)),
        (other, dt.date(2017, 1, 1), None),
    ]


def test_putting_right_is_refused_once_the_portfolio_changed_again(portfolio, network, successor):
    secretary = secretary_of(network.deciding_body)
    first = decide(portfolio, by=secretary, holder=successor.pk, valid_from=FIRST_DAY)
    row = Portfolio.objects.get(holder=successor)
    kept = Assignment(holder=successor, valid_from=FIRST_DAY, decision=first, note="Tijdelijk")
    change(row, kept, version=row.version, reason="Aangevuld", by=COMMAND)

    better = concluded(portfolio, holder=portfolio.holder_id, valid_from=FIRST_DAY)
    with pytest.raises(RuleBroken, match="daarna opnieuw gewijzigd"):
        actions.put_right(first, better, reason="Verkeerde naam.", by=secretary)


def test_what_a_decision_did_is_not_taken_back_by_hand(portfolio, successor):
    decide(portfolio, holder=successor.pk, valid_from=FIRST_DAY)

    rows = Portfolio.objects.filter(theme=portfolio.theme)
    for made in [changes_of(row).first() for row in rows]:
        with pytest.raises(RuleBroken, match="bij besluit gedaan"):
            take_back(made, by=COMMAND)


def test_a_portfolio_that_ends_by_decision_keeps_its_last_day(portfolio, network):
    secretary = secretary_of(network.deciding_body)
    last = dt.date(2016, 12, 31)
    body = network.deciding_body

    found = concluded(portfolio, "end", last_day=last)
    actions.record(found, body=body, on=TODAY, by=secretary)

    assert lines(portfolio) == [(portfolio.holder, portfolio.valid_from, dt.date(2017, 1, 1))]
    with pytest.raises(RuleBroken, match="eindigt al op"):
        actions.record(found, body=body, on=TODAY, by=secretary)
