"""What pages ask about the account of a year."""

from dataclasses import dataclass

from ivz.accounts.actors import Actor
from ivz.effort.ledger import Ledger, LedgerYear, ledger
from ivz.finance.models import AnnualAccount, Budget
from ivz.finance.queries.watch import BudgetWatch, outcome_of


@dataclass(frozen=True, kw_only=True)
class AccountSheet:
    """What came of a year: posts with reasons, and hours beside it for who sits in the network."""

    account: AnnualAccount
    budget: Budget
    outcome: BudgetWatch
    hours: Ledger

    @property
    def income_cents(self) -> int:
        """What came in."""
        return sum(each.booked_cents for each in self.outcome.income)

    @property
    def expense_cents(self) -> int:
        """What went out."""
        return sum(each.booked_cents for each in self.outcome.expenses)

    @property
    def result_cents(self) -> int:
        """What is left of the year, below zero what was short."""
        return self.income_cents - self.expense_cents


def account_of(network: str, year: int, *, actor: Actor) -> tuple[AnnualAccount, Budget] | None:
    """Give an account with the budget of its year; None where one may not read both."""
    rows = AnnualAccount.objects.visible_to(actor).filter(body__network__slug=network, year=year)
    account = rows.select_related("body__network__area", "signed_by").first()
    if account is None:
        return None
    held = Budget.objects.visible_to(actor).filter(body=account.body_id, year=year).in_force()
    budget = held.select_related("body__network").first()
    return (account, budget) if budget else None


def sheet_of(account: AnnualAccount, budget: Budget, *, actor: Actor) -> AccountSheet:
    """Give what came of the year of an account that ``actor`` may read."""
    return AccountSheet(
        account=account,
        budget=budget,
        outcome=outcome_of(budget, actor=actor),
        hours=ledger(account.network, LedgerYear(year=account.year, on=actor.today), actor=actor),
    )
