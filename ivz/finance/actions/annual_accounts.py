"""Writing the account of a year, signing it, and what the decision of the body does to it."""

from datetime import date

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.authorization.openness import Openness
from ivz.decisions.actions import papers
from ivz.decisions.effects import Trace
from ivz.decisions.models import Decision
from ivz.finance.models import AnnualAccount, Budget
from ivz.finance.rules import annual_accounts as rules
from ivz.finance.states import AccountState, Event
from ivz.workflow.versions import lock_version


@transaction.atomic
def begin(budget: Budget, *, by: Actor) -> AnnualAccount:
    """Begin the account of the year of a budget."""
    _lock_year(budget.body_id, budget.year)
    rules.check_may_begin(budget, by=by)
    account = AnnualAccount(body=budget.body, year=budget.year)
    account.save()
    record(Event.ACCOUNT_WRITTEN, subject=account, by=by)
    return account


@transaction.atomic
def write(account: AnnualAccount, *, words: str, version: int, by: Actor) -> AnnualAccount:
    """Save what the chair tells about the year."""
    account = lock_version(account, version=version)
    rules.check_may_write(account.network, by=by)
    rules.check_is_draft(account)
    account.words = words.strip()
    account.save()
    record(Event.ACCOUNT_WRITTEN, subject=account, by=by)
    return account


@transaction.atomic
def sign(account: AnnualAccount, *, by: Actor) -> AnnualAccount:
    """Let the chair answer for the year; from then on the books are closed."""
    account = _lock(account)
    rules.check_may_sign(account, by=by)
    account.signed_on, account.signed_by_id = by.today, by.person_id
    _move(account, AccountState.SIGNED, by=by)
    return account


@transaction.atomic
def take_back(account: AnnualAccount, *, by: Actor) -> AnnualAccount:
    """Let the chair take the signature back; the books open again."""
    account = _lock(account)
    rules.check_may_take_back(account, by=by)
    _unsign(account, by=by)
    return account


@transaction.atomic
def make_public(account: AnnualAccount, *, by: Actor) -> AnnualAccount:
    """Let everyone read an adopted account."""
    account = _lock(account)
    rules.check_may_open(account, by=by)
    account.openness = account.planned_openness = Openness.PUBLIC
    account.version += 1
    account.save()
    record(Event.ACCOUNT_OPENED, subject=account, by=by)
    return account


def adopt(account: AnnualAccount, decision: Decision, *, by: Actor) -> Trace:
    """Let the decision of the deciding body adopt the account."""
    account.decision = decision
    _move(account, AccountState.ADOPTED, by=by)
    return _signature(account)


def send_back(account: AnnualAccount, _decision: Decision, *, by: Actor) -> Trace:
    """Let a decision give the account back; the signature lapses and the books open again."""
    before = _signature(account)
    _unsign(account, by=by)
    return before


def restore(account: AnnualAccount, _decision: Decision, *, before: Trace, by: Actor) -> None:
    """Put an account back as it lay before the body, signed."""
    account.decision = None
    account.signed_on = date.fromisoformat(before["signed_on"])
    account.signed_by_id = before["signed_by"]
    _move(account, AccountState(before["state"]), by=by)


def _signature(account: AnnualAccount) -> Trace:
    signed_on = account.signed_on
    return {
        "signed_on": signed_on.isoformat() if signed_on else "",
        "signed_by": account.signed_by_id,
    }


def _unsign(account: AnnualAccount, *, by: Actor) -> None:
    account.signed_on = account.signed_by = None
    _move(account, AccountState.DRAFT, by=by)


def _lock(account: AnnualAccount) -> AnnualAccount:
    """Lock the account and the budgets of its year, on which others book."""
    _lock_year(account.body_id, account.year)
    return papers.lock(account)


def _lock_year(body_id: int, year: int) -> None:
    held = Budget.objects.filter(body=body_id, year=year).order_by("pk")
    list(held.select_for_update(of=("self",)))


def _move(account: AnnualAccount, state: AccountState, *, by: Actor) -> None:
    papers.move(account, state, event=Event.ACCOUNT_MOVED, by=by)
