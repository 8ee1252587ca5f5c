"""Assigning portfolios, naming successors and ending them."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.decisions.models import Decision
from ivz.errors import RuleBroken
from ivz.network.models import Network, Person, Theme
from ivz.portfolios.models import Portfolio
from ivz.portfolios.rules.portfolios import check_nobody_else_holds, check_period, check_portfolio
from ivz.portfolios.rules.rights import check_may_assign
from ivz.portfolios.states import Event, PortfolioState
from ivz.workflow.changes import as_one_act, changes_of, note_change, snapshot
from ivz.workflow.models import Change
from ivz.workflow.versions import lock_version


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """Who holds and who leads a theme, since when and by which decision.

    Without ``holder`` the portfolio is vacant, or being filled. ``decided_in`` says which
    decision it was where the register does not hold it.
    """

    holder: Person | None = None
    project_leader: Person | None = None
    state: PortfolioState = PortfolioState.HELD
    decision: Decision | None = None
    decided_in: str = ""
    note: str = ""
    valid_from: date | None = None
    valid_until: date | None = None

    @property
    def grounds(self) -> str:
        """What it rests on, as the reason of the change."""
        return self.decision.reference if self.decision else self.decided_in


@dataclass(frozen=True, kw_only=True)
class PortfolioDetails(Assignment):
    """An assignment of a theme in a network."""

    network: Network
    theme: Theme


@transaction.atomic
def assign(details: PortfolioDetails, *, by: Actor, reason: str = "") -> Portfolio:
    """Assign a theme to a holder, or note that it waits for one.

    Without ``reason`` the decision is the reason.
    """
    check_may_assign(details.network, by=by)
    return _assign(details, reason=reason, by=by)


def _assign(details: PortfolioDetails, *, reason: str, by: Actor) -> Portfolio:
    _lock(details.network)
    portfolio = Portfolio(**vars(details))
    _check(portfolio)
    portfolio.save()
    reason = reason or details.grounds or _("Assigned")
    note_change(portfolio, before=None, reason=reason, by=by)
    record(Event.PORTFOLIO_ASSIGNED, subject=portfolio, by=by)
    return portfolio


@transaction.atomic
def succeed(
    portfolio: Portfolio, assignment: Assignment, *, version: int, reason: str, by: Actor
) -> Portfolio:
    """Let somebody take over on the first day of ``assignment``; the earlier line ends there.

    Where that line had a last day already, the successor takes over until then.
    """
    check_may_assign(portfolio.network, by=by)
    return _succeed(portfolio, assignment, version=version, reason=reason, by=by)


def _succeed(
    portfolio: Portfolio, assignment: Assignment, *, version: int, reason: str, by: Actor
) -> Portfolio:
    first = assignment.valid_from
    if first is None:
        raise RuleBroken(_("Say from which day the successor holds the portfolio."))
    if portfolio.valid_from == first:
        raise RuleBroken(_("It stands like this since that same day. Put it right instead."))
    last, ended = portfolio.valid_until, []
    if last is None or last > first:
        assignment = replace(assignment, valid_until=assignment.valid_until or last)
        ended = [_end(portfolio, valid_until=first, version=version, reason=reason, by=by)]
    details = PortfolioDetails(network=portfolio.network, theme=portfolio.theme, **vars(assignment))
    successor = _assign(details, reason=reason, by=by)
    as_one_act([*ended, successor])
    return successor


@transaction.atomic
def succeed_by_decision(portfolio: Portfolio, assignment: Assignment, *, by: Actor) -> list[Change]:
    """Let somebody take over as a body decided; the decision is the right, whoever records it.

    Gives what changed, last first: in that order it can be taken back.
    """
    named = _succeed(
        portfolio, assignment, version=portfolio.version, reason=assignment.grounds, by=by
    )
    made = Change.objects.filter(
        subject_model=Portfolio._meta.label, subject_id__in=[str(portfolio.pk), str(named.pk)]
    ).order_by("-pk")
    ended = portfolio.valid_until is None or portfolio.valid_until > (
        assignment.valid_from or date.max
    )
    return list(made[: 2 if ended else 1])


@transaction.atomic
def end_by_decision(
    portfolio: Portfolio, *, valid_until: date, decision: Decision, by: Actor
) -> list[Change]:
    """End a portfolio as a body decided, and give what changed."""
    reason, version = decision.reference, portfolio.version
    _end(portfolio, valid_until=valid_until, version=version, reason=reason, by=by)
    return list(changes_of(portfolio)[:1])


@transaction.atomic
def end(
    portfolio: Portfolio, *, valid_until: date, version: int, reason: str, by: Actor
) -> Portfolio:
    """End a portfolio: ``valid_until`` is the first day on which it no longer holds."""
    check_may_assign(portfolio.network, by=by)
    return _end(portfolio, valid_until=valid_until, version=version, reason=reason, by=by)


def _end(
    portfolio: Portfolio, *, valid_until: date, version: int, reason: str, by: Actor
) -> Portfolio:
    portfolio = lock_version(portfolio, version=version)
    before = snapshot(portfolio)
    portfolio.valid_until = valid_until
    check_period(portfolio)
    check_nobody_else_holds(portfolio)
    portfolio.save()
    note_change(portfolio, before=before, reason=reason, by=by)
    record(Event.PORTFOLIO_ENDED, subject=portfolio, by=by)
    return portfolio


@transaction.atomic
def vacate(
    portfolio: Portfolio,
    *,
    valid_until: date,
    state: PortfolioState,
    version: int,
    reason: str,
    by: Actor,
) -> Portfolio:
    """End a portfolio and keep the theme in sight without a holder from that day."""
    assignment = Assignment(
        state=state, valid_from=valid_until, project_leader=portfolio.project_leader
    )
    return succeed(portfolio, assignment, version=version, reason=reason, by=by)


@transaction.atomic
def change(
    portfolio: Portfolio, assignment: Assignment, *, version: int, reason: str, by: Actor
) -> Portfolio:
    """Put right what is noted about a portfolio."""
    check_may_assign(portfolio.network, by=by)
    _lock(portfolio.network)
    portfolio = lock_version(portfolio, version=version)
    before = snapshot(portfolio)
    for name, value in vars(assignment).items():
        setattr(portfolio, name, value)
    _check(portfolio)
    portfolio.save()
    note_change(portfolio, before=before, reason=reason, by=by)
    record(Event.PORTFOLIO_CHANGED, subject=portfolio, by=by)
    return portfolio


def _lock(network: Network) -> None:
    """Let two assignments in one network wait for each other."""
    Network.objects.select_for_update(of=("self",)).get(pk=network.pk)


def _check(portfolio: Portfolio) -> None:
    if (portfolio.state == PortfolioState.HELD) != (portfolio.holder is not None):
        raise RuleBroken(_("Name a holder, or choose that the portfolio is vacant."))
    check_portfolio(portfolio)
