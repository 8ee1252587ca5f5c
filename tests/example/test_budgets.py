"""The budgets of the example: only amounts that the papers give, or that follow from those."""

import pytest

from ivz.finance.models import Booking, Budget
from ivz.finance.queries.budgets import comparison_of, sheet_of
from ivz.finance.states import BudgetState, PostKind
from tests.factories import visitor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example_region")]


def budget_of(year, network="twente"):
    return Budget.objects.get(body__network__slug=network, year=year)


def test_the_police_paid_until_2015_and_then_93500_was_left():
    sheet = sheet_of(budget_of(2015), actor=visitor())

    told = comparison_of(sheet, actor=visitor())

    lapsed = {each.title: each.difference_cents for each in told.changes}
    assert lapsed["Bijdrage van de politie"] == -2_000_000
    assert sheet.income_cents == sheet.expense_cents == 9_350_000


def test_the_reserve_of_100000_is_used_up_by_the_end_of_2017():
    out = {year: sheet_of(budget_of(year), actor=visitor()).income for year in (2016, 2017)}

    used = {
        year: sum(row.amount_cents for row in rows if row.kind == PostKind.RESERVE)
        for year, rows in out.items()
    }
    extra = budget_of(2016).posts.get(title__startswith="Extra coördinatie, 0,5 fte")
    assert used[2016] == extra.amount_cents == 1_458_333
    assert sum(used.values()) == 10_000_000
    assert budget_of(2017).state == BudgetState.DRAFT


def test_the_network_of_the_unit_asks_its_four_amounts():
    sheet = sheet_of(budget_of(2020, "oost-nederland"), actor=visitor())

    asked = {row.title: row.amount_cents // 100 for row in sheet.expenses}
    assert asked == {
        "Coördinatie": 90_000,
        "Communicatie en administratie": 50_000,
        "Intelligence": 20_000,
        "Projecten": 70_000,
    }
    assert sheet.balance_cents == 0


def test_what_is_booked_says_that_it_is_made_up():
    words = Booking.objects.values_list("words", flat=True)

    assert words
    assert all("verzonnen ter illustratie" in each for each in words)
