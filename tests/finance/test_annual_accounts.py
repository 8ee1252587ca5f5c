"""The account of a year: what blocks it, the signature that closes the books, and the decision."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from ivz.clock import reading
from ivz.decisions import actions as register
from ivz.decisions.actions import Conclusion
from ivz.decisions.effects import Carried
from ivz.decisions.papers import ADOPT
from ivz.decisions.states import Outcome
from ivz.errors import RuleBroken
from ivz.finance.accounting import ACCOUNT
from ivz.finance.actions import annual_accounts as actions
from ivz.finance.actions import bookings, budgets
from ivz.finance.actions.bookings import BookingDetails
from ivz.finance.models import AnnualAccount
from ivz.finance.rules.annual_accounts import missing_for_signing
from ivz.finance.states import AccountState, BookingKind
from tests.effort.factories import DeliveryFactory
from tests.factories import TODAY, OrganisationFactory, secretary_of
from tests.finance.test_budgets import adopted
from tests.projects.network import region
from tests.projects.test_pages import signed_in, text_of

pytestmark = pytest.mark.django_db

NEXT_YEAR = dt.date(2017, 2, 1)


@pytest.fixture
def here():
    """A region on which the next year began."""
    reading.move_to(NEXT_YEAR)
    found = region()
    for name in ("chair", "coordinator", "mayor"):
        setattr(found, name, replace(getattr(found, name), today=NEXT_YEAR))
    return found


@pytest.fixture
def account(here):
    """An account of 2016, all booked as budgeted but for € 300 that is explained."""
    budget = adopted(here)
    for title, euros in [("Subsidie", 1_000), ("Communicatie", 700)]:
        book(budget, here, title, euros)
    bookings.expect(
        budget.posts.get(title="Communicatie"),
        expected_cents=None,
        explanation="Drukwerk viel mee.",
        version=0,
        by=here.coordinator,
    )
    account = actions.begin(budget, by=here.coordinator)
    return actions.write(account, words="Een goed jaar.", version=1, by=here.coordinator)


def book(budget, here, title, euros, kind=BookingKind.BOOKED):
    details = BookingDetails(kind=kind, booked_on=TODAY, words="-", amount_cents=euros * 100)
    return bookings.book(budget.posts.get(title=title), details, by=here.coordinator)


def budget_of(here):
    return here.board.budgets.get()


def now(account):
    return AnnualAccount.objects.get(pk=account.pk)


def judged(account, here, outcome=Outcome.ACCEPTED):
    carried = Carried(kind=ACCOUNT, subject_id=account.pk, question=ADOPT, terms={})
    conclusion = Conclusion(title="Verantwoording", text="-", outcome=outcome, carried=carried)
    by = secretary_of(here.board)
    return register.record(conclusion, body=here.board, on=TODAY, by=by, is_practice=False)


def test_only_the_chair_signs_and_that_closes_the_books(here, account):
    with pytest.raises(PermissionDenied):
        actions.sign(account, by=here.coordinator)

    signed = actions.sign(account, by=here.chair)

    assert (signed.signed_on, signed.signed_by_id) == (NEXT_YEAR, here.chair.person_id)
    with pytest.raises(RuleBroken, match="boeken zijn gesloten"):
        book(budget_of(here), here, "Communicatie", 1)
    with pytest.raises(RuleBroken, match="boeken zijn gesloten"):
        budgets.begin(here.network, 2016, by=here.coordinator)
    with pytest.raises(RuleBroken):
        actions.write(signed, words="Anders", version=signed.version, by=here.chair)

    actions.take_back(signed, by=here.chair)
    assert book(budget_of(here), here, "Communicatie", 1).pk


def test_what_is_open_blocks_the_signature_by_name(here, account):
    budget = budget_of(here)
    book(budget, here, "Communicatie", 50, kind=BookingKind.COMMITTED)
    book(budget, here, "Subsidie", 500)
    edition = budgets.begin(here.network, 2016, by=here.coordinator)

    with pytest.raises(RuleBroken) as refused:
        actions.sign(account, by=here.chair)

    told = str(refused.value)
    assert "Subsidie" in told.partition("afwijkt")[0]
    assert "Communicatie" in told.partition("afgesproken op")[2]
    assert "versie van de begroting die nog openstaat" in told
    assert "einde van het jaar" not in told
    assert edition.edition == 2
    early = missing_for_signing(account, on=dt.date(2016, 12, 31))
    assert early[0] == "het einde van het jaar 2016"


def test_the_decision_of_the_body_adopts_it(here, account):
    with pytest.raises(RuleBroken):
        judged(account, here)

    decision = judged(actions.sign(account, by=here.chair), here)

    assert now(account).state == AccountState.ADOPTED
    assert now(account).decision == decision
    with pytest.raises(RuleBroken):
        actions.take_back(account, by=here.chair)


def test_a_rejection_gives_it_back_and_can_be_put_right(here, account):
    actions.sign(account, by=here.chair)
    wrong = judged(account, here, Outcome.REJECTED)
    assert (now(account).state, now(account).signed_on) == (AccountState.DRAFT, None)

    carried = Carried(kind=ACCOUNT, subject_id=account.pk, question=ADOPT, terms={})
    right = Conclusion(title="-", text="Ja.", outcome=Outcome.ACCEPTED, carried=carried)
    by = secretary_of(here.board)
    register.put_right(wrong, right, reason="Verkeerd genoteerd.", by=by)

    assert now(account).state == AccountState.ADOPTED
    assert now(account).signed_by_id == here.chair.person_id


def test_the_page_tells_budget_outcome_reason_and_hours(here, account):
    DeliveryFactory(
        network=here.network,
        organisation=OrganisationFactory(),
        valid_from=dt.date(2016, 3, 1),
        valid_until=dt.date(2016, 3, 2),
        hours=Decimal(40),
    )
    client = signed_in(here.chair)
    place = [here.network.slug, 2016]

    page = text_of(client.get(reverse("budgets:account", args=place)))
    client.post(reverse("budgets:sign", args=place))
    paper = client.get(reverse("budgets:account_file", args=[*place, "odt"]))

    assert "Drukwerk viel mee." in page
    assert "40 uur" in page
    assert "Teken de verantwoording" in page
    assert now(account).state == AccountState.SIGNED
    assert paper.status_code == 200


def test_the_public_reads_it_once_opened_after_the_budget_without_hours(here, account):
    address = account.get_absolute_url()
    judged(actions.sign(account, by=here.chair), here)
    with pytest.raises(RuleBroken, match="eerst de begroting"):
        actions.make_public(account, by=here.chair)

    budgets.make_public(budget_of(here), by=here.coordinator)
    assert Client().get(address).status_code == 404
    actions.make_public(account, by=here.chair)

    page = text_of(Client().get(address))
    assert "Drukwerk viel mee." in page
    assert "Uren naast het geld" not in page


def test_whoever_may_not_read_the_budget_reads_no_account(here, account):
    address = account.get_absolute_url()
    reader = signed_in(here.mayor)
    assert reader.get(address).status_code == 200

    here.board.budgets.update(openness="body", planned_openness="body")

    assert signed_in(here.chair).get(address).status_code == 404
