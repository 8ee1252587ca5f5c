"""The check of the data finds effects and questions that hang in the air."""

import pytest

from ivz.decisions.models import DecidedSubject
from ivz.decisions.states import EffectState, Outcome
from ivz.home.queries.integrity.effects import effect_findings
from tests.factories import AgendaItemFactory, AskedQuestionFactory, DecisionFactory
from tests.portfolios.factories import PortfolioFactory

pytestmark = pytest.mark.django_db


def decided(portfolio, *, decision=None, **given):
    details = {"kind": "portfolio", "question": "assign", "step": "board"}
    return DecidedSubject.objects.create(
        decision=decision or DecisionFactory(),
        subject_id=portfolio.pk,
        state=EffectState.APPLIED,
        **{**details, **given},
    )


def told():
    return [finding.what for finding in effect_findings()]


def test_an_ordinary_effect_passes():
    portfolio = PortfolioFactory()
    decided(portfolio)
    AskedQuestionFactory(item=AgendaItemFactory(), subject_id=portfolio.pk)

    assert told() == []


def test_a_question_about_nothing_is_found():
    AskedQuestionFactory(item=AgendaItemFactory(), subject_id=0)
    AskedQuestionFactory(item=AgendaItemFactory(), question="verzonnen")

    assert told() == [
        "its subject is not there",
        "its kind of subject, or its question, is not known to the program",
    ]


@pytest.mark.parametrize(
    "given",
    [{"step": "verzonnen"}, {"decision": Outcome.REJECTED}],
    ids=["a step that is not there", "an outcome that does nothing"],
)
def test_an_effect_that_could_not_be_reversed_is_found(given):
    if "decision" in given:
        given = {"decision": DecisionFactory(outcome=given["decision"])}
    decided(PortfolioFactory(), **given)

    assert told() == ["its effect is not known to the program"]


def test_practice_that_moved_something_is_found():
    decided(PortfolioFactory(), decision=DecisionFactory(is_practice=True))

    assert told() == ["a practice decision moved something real"]
