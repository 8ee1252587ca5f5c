"""Budgets: drafting, balancing, adopting by decision, editions, openness, files and the API."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.decisions import actions as register
from ivz.decisions.actions import Conclusion
from ivz.decisions.effects import Carried
from ivz.decisions.papers import ADOPT
from ivz.decisions.states import Outcome
from ivz.errors import RuleBroken
from ivz.finance.actions import budgets as actions
from ivz.finance.actions.budgets import PostDetails
from ivz.finance.deciding import BUDGET
from ivz.finance.models import Budget, RateDecision
from ivz.finance.queries.budgets import comparison_of, sheet_of
from ivz.finance.states import BudgetState, PostKind
from ivz.network.models import AreaPopulation
from ivz.workflow.versions import StaleEdit
from tests.factories import TODAY, secretary_of, visitor
from tests.projects import factories as make
from tests.projects.network import region
from tests.projects.test_pages import signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return region()


def post(title, euros, kind=PostKind.EXPENSE, **given):
    return PostDetails(
        kind=kind, title=title, amount_cents=euros * 100, **{"ground": "Offerte", **given}
    )


def filled(here, year=2016, euros=1_000):
    """Begin a budget that balances: a grant, and an expense of as much."""
    budget = actions.begin(here.network, year, by=here.coordinator)
    if not budget.posts.exists():
        actions.add_post(budget, post("Subsidie", euros, PostKind.GRANT), by=here.coordinator)
        actions.add_post(budget, post("Communicatie", euros), by=here.coordinator)
    return budget


def judged(budget, body, outcome=Outcome.ACCEPTED):
    carried = Carried(kind=BUDGET, subject_id=budget.pk, question=ADOPT, terms={})
    conclusion = Conclusion(title="Begroting", text="Akkoord.", outcome=outcome, carried=carried)
    return register.record(
        conclusion, body=body, on=TODAY, by=secretary_of(body), is_practice=False
    )


def adopted(here, **given):
    budget = actions.propose(filled(here, **given), by=here.coordinator)
    judged(budget, here.board)
    return now(budget)


def now(budget):
    return Budget.objects.get(pk=budget.pk)


def next_edition(here, budget, *, becomes):
    edition = actions.begin(here.network, budget.year, by=here.coordinator)
    row = edition.posts.get(title="Communicatie")
    details = post("Campagne", becomes)
    actions.change_post(row, details, version=row.version, by=here.coordinator)
    return edition


def known_contributions(here):
    """Two municipalities of a thousand inhabitants, at € 0,15."""
    first = dt.date(2011, 1, 1)
    RateDecision.objects.create(
        network=here.network, cents_per_inhabitant=15, valid_from=first, source="-"
    )
    for area in here.municipalities[:2]:
        AreaPopulation.objects.create(area=area, on=first, inhabitants=1_000, source="-")


def test_contributions_are_computed_and_last_year_is_copied(here):
    adopted(here)
    known_contributions(here)

    budget = actions.begin(here.network, 2017, by=here.coordinator)

    rows = [(row.kind, row.amount_cents) for row in budget.posts.all()]
    assert rows == [("contributions", 30_000), ("grant", 100_000), ("expense", 100_000)]
    assert "2 gemeenten, 2.000 inwoners" in budget.posts.first().ground


def test_contributions_are_computed_anew_when_more_is_known(here):
    budget = filled(here)
    known_contributions(here)

    actions.compute_contributions(budget, by=here.coordinator)
    RateDecision.objects.update(cents_per_inhabitant=20)
    actions.compute_contributions(budget, by=here.coordinator)

    row = budget.posts.get(kind=PostKind.CONTRIBUTIONS)
    assert row.amount_cents == 40_000
    assert "0,20" in row.ground


def test_only_the_coordinator_writes(here):
    with pytest.raises(PermissionDenied):
        actions.begin(here.network, 2017, by=here.chair)
    assert signed_in(here.mayor).get(reverse("budgets:new")).status_code == 403


def test_what_lies_before_the_body_is_not_thrown_away_and_is_opened_by_nobody_yet(here):
    budget = actions.propose(filled(here), by=here.coordinator)

    with pytest.raises(RuleBroken, match="ligt bij het bestuur"):
        actions.remove(budget, by=here.coordinator)
    with pytest.raises(RuleBroken, match="vastgesteld"):
        actions.make_public(budget, by=here.coordinator)
    with pytest.raises(RuleBroken, match="ligt bij het bestuur"):
        actions.note_adopted(budget, origin="Notitie", by=here.coordinator)

    assert now(budget).state == BudgetState.PROPOSED


def test_a_draft_is_thrown_away_by_who_writes_it(here):
    budget = filled(here)
    with pytest.raises(PermissionDenied):
        actions.remove(budget, by=here.mayor)

    actions.remove(budget, by=here.coordinator)

    assert not Budget.objects.exists()


def test_a_budget_that_does_not_balance_stays_home_and_says_what_it_lacks(here):
    budget = filled(here)
    actions.add_post(budget, post("Huur", 250), by=here.coordinator)

    with pytest.raises(RuleBroken, match="250,00 meer inkomsten"):
        actions.propose(budget, by=here.coordinator)


def test_only_a_decision_of_the_deciding_body_adopts_it(here):
    budget = actions.propose(filled(here), by=here.coordinator)

    judged(budget, here.platform)
    assert now(budget).state == BudgetState.PROPOSED
    decision = judged(budget, here.board)

    assert now(budget).state == BudgetState.ADOPTED
    assert now(budget).decision == decision
    with pytest.raises(RuleBroken, match="Maak een nieuwe versie"):
        actions.add_post(budget, post("Huur", 1), by=here.coordinator)


def test_a_rejected_budget_goes_back_and_a_decision_can_be_put_right(here):
    budget = actions.propose(filled(here), by=here.coordinator)

    wrong = judged(budget, here.board, Outcome.REJECTED)
    assert now(budget).state == BudgetState.DRAFT

    carried = Carried(kind=BUDGET, subject_id=budget.pk, question=ADOPT, terms={})
    right = Conclusion(title="Begroting", text="Ja.", outcome=Outcome.ACCEPTED, carried=carried)
    register.put_right(wrong, right, reason="Verkeerd genoteerd.", by=secretary_of(here.board))
    assert now(budget).state == BudgetState.ADOPTED


def test_a_next_edition_tells_what_it_changes_and_takes_over_once_adopted(here):
    first = adopted(here)
    edition = next_edition(here, first, becomes=900)
    with pytest.raises(RuleBroken, match="waarom deze versie"):
        actions.propose(edition, by=here.coordinator)

    told = comparison_of(sheet_of(edition, actor=here.mayor), actor=here.mayor)
    assert [(each.title, each.difference_cents) for each in told.changes] == [("Campagne", -10_000)]
    assert list(Budget.objects.in_force()) == [first]

    version = now(edition).version
    actions.change(
        edition, reason="Minder.", tolerance_percent=10, version=version, by=here.coordinator
    )
    judged(actions.propose(edition, by=here.coordinator), here.board)
    assert list(Budget.objects.in_force()) == [edition]


def test_two_who_change_one_post_see_both_amounts(here):
    budget = filled(here)
    row = budget.posts.get(title="Communicatie")
    actions.change_post(row, post("Communicatie", 5), version=row.version, by=here.coordinator)

    with pytest.raises(StaleEdit):
        actions.change_post(row, post("Campagne", 6), version=row.version, by=here.coordinator)
    typed = {"version": row.version, "kind": "expense", "title": "Campagne", "amount": "6,00"}
    address = reverse("budgets:change_post", args=[here.network.slug, 2016, 1, row.pk])
    answer = signed_in(here.coordinator).post(address, {**typed, "ground": "Offerte"})

    assert answer.status_code == 409
    assert "Campagne" in text_of(answer)
    assert "Communicatie" in text_of(answer)


def test_the_page_adds_a_post_and_refuses_one_without_ground(here):
    filled(here)
    client = signed_in(here.coordinator)
    address = reverse("budgets:add_post", args=[here.network.slug, 2016, 1])
    typed = {"kind": "expense", "title": "Website", "amount": "1234,50"}

    refused = client.post(address, {**typed, "ground": ""})
    client.post(address, {**typed, "ground": "Offerte van 1 maart"})

    assert refused.status_code == 422
    row = Budget.objects.get().posts.get(title="Website")
    assert row.amount_cents == 123_450


def test_the_public_reads_only_what_was_opened(here):
    budget = adopted(here)
    address, api = budget.get_absolute_url(), f"/api/v1/budgets/{here.network.slug}/2016/1"

    assert Client().get(address).status_code == Client().get(api).status_code == 404
    assert Client().get("/api/v1/budgets").json()["items"] == []
    actions.make_public(budget, by=here.coordinator)

    assert "Communicatie" in text_of(Client().get(address))
    assert Client().get(api).json()["posts"][1]["amountCents"] == 100_000
    assert now(budget).openness == Openness.PUBLIC


def test_a_project_that_is_closed_to_the_reader_is_not_named(here):
    budget = filled(here)
    project = make.ProjectFactory(
        body=here.board, openness=Openness.BODY, planned_openness=Openness.BODY, title="Besloten"
    )
    actions.add_post(budget, post("Onderzoek", 10, project=project), by=here.coordinator)

    outsider = sheet_of(budget, actor=visitor())
    insider = sheet_of(budget, actor=here.mayor)

    assert [row.project for row in outsider.expenses] == [None, None]
    assert insider.expenses[1].project == project


def test_it_is_kept_as_table_and_as_paper(here):
    budget = adopted(here)
    client = signed_in(here.mayor)

    def kept(suffix):
        address = reverse("budgets:file", args=[here.network.slug, budget.year, 1, suffix])
        return client.get(address)

    assert b"Communicatie,Uitgave,1000,Offerte" in kept("csv").content.replace(b".00", b"")
    assert kept("pdf").content.startswith(b"%PDF")
    assert kept("ods").status_code == kept("odt").status_code == 200
    assert kept("exe").status_code == 404
    assert sheet_of(budget, actor=here.mayor).balance_cents == Decimal(0)
