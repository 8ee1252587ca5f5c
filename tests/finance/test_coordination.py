"""Whether a budget pays the coordination that the tasks of the Platform ask."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from ivz.errors import RuleBroken
from ivz.finance.actions import budgets as actions
from ivz.finance.models import Budget, CapacityTask, HourPrice, Scheme
from ivz.finance.queries.budgets import sheet_of
from ivz.finance.queries.coordination import coordination_of
from ivz.finance.states import BudgetState, PostKind
from tests.factories import visitor
from tests.finance.test_budgets import filled, post
from tests.projects.network import region
from tests.projects.test_pages import signed_in, text_of

pytestmark = pytest.mark.django_db

NEW_YEAR = dt.date(2018, 1, 1)


@pytest.fixture
def here():
    return region()


@pytest.fixture
def budget(here):
    """A budget of 2018, in a network of which the tasks ask 190 percent of 0.9 fte."""
    network = here.network
    Scheme.objects.create(
        network=network, year=2018, title="Regeling", source="-", population_on=NEW_YEAR
    )
    HourPrice.objects.create(
        network=network,
        cents_per_year=70_000_00,
        hours_per_week=36,
        valid_from=NEW_YEAR,
        source="-",
    )
    for position, needed in enumerate([30, 160]):
        CapacityTask.objects.create(
            network=network,
            year=2016,
            task=f"Taak {position}",
            position=position,
            current_percent=50,
            needed_percent=needed,
            base_fte_hundredths=90,
        )
    return filled(here, year=2018)


def page_after(here, budget, fte):
    """Let the coordinator say at a post what coordination it pays; give the page of a mayor."""
    row = budget.posts.get(title="Communicatie")
    where = [here.network.slug, 2018, 1]
    form = {"version": row.version, "kind": row.kind, "title": row.title, "amount": "1000"}
    answer = signed_in(here.coordinator).post(
        reverse("budgets:change_post", args=[*where, row.pk]),
        form | {"ground": row.ground, "coordination": fte},
    )
    assert answer.status_code == 302
    return text_of(signed_in(here.mayor).get(budget.get_absolute_url()))


def test_what_the_posts_pay_stands_beside_what_the_tasks_ask(here, budget):
    nothing = page_after(here, budget, "")
    assert "vragen 1,71 fte, zegt de capaciteitstabel van 2016. Deze begroting betaalt 0" in nothing

    short = page_after(here, budget, "0,9")
    assert "Betaalt 0,9 fte coördinatie" in short
    assert "0,81 fte te weinig: €\xa056.700,00, bij €\xa070.000,00 voor een voltijds" in short

    assert "Dat is genoeg" in page_after(here, budget, "1,71")


def test_the_next_year_begins_with_what_each_post_paid(here, budget):
    page_after(here, budget, "0,9")
    Budget.objects.filter(pk=budget.pk).update(state=BudgetState.ADOPTED, origin="Verslag")

    following = actions.begin(here.network, 2019, by=here.coordinator)

    found = coordination_of(sheet_of(following, actor=here.mayor), actor=here.mayor)
    assert (found.paid, found.short) == (Decimal("0.9"), Decimal("0.81"))


def test_income_pays_no_coordination(here, budget):
    grant = post("Rijk", 1, PostKind.GRANT, coordination_hundredths=50)

    with pytest.raises(RuleBroken, match="Alleen een uitgave"):
        actions.add_post(budget, grant, by=here.coordinator)


def test_who_may_not_read_the_contributions_reads_no_capacity(here, budget):
    sheet = sheet_of(budget, actor=here.coordinator)

    assert coordination_of(sheet, actor=visitor()) is None
    Scheme.objects.update(is_public=True)
    assert coordination_of(sheet, actor=visitor()) is not None
