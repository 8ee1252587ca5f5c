"""Taking back a change to a portfolio, priority or local policy."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.decisions.models import DecidedSubject
from ivz.decisions.states import EffectState
from ivz.errors import RuleBroken
from ivz.network.models import Area, Network
from ivz.portfolios.models import LocalPolicy, LocalRegister, Portfolio, Priority
from ivz.portfolios.rules.municipalities import (
    check_local_policy,
    check_local_register,
    check_priority,
)
from ivz.portfolios.rules.portfolios import check_portfolio
from ivz.portfolios.rules.rights import (
    check_may_assign,
    check_may_fill_in,
    check_may_keep_register,
)
from ivz.portfolios.states import PORTFOLIO, Event
from ivz.workflow import changes
from ivz.workflow.models import Change


@transaction.atomic
def take_back(change: Change, *, by: Actor) -> None:
    """Take ``change`` back with the rest of its act; what stands then must be right."""
    act = changes.together_with(change)
    for one in act:
        check_may_take_back(one, by=by)
        check_no_decision_made(one)
    for one, restored in [(one, changes.undo(one, by=by)) for one in act]:
        if restored is not None:
            _check(restored)
        record(Event.CHANGE_UNDONE, subject=restored or one, by=by)


def check_may_take_back(change: Change, *, by: Actor) -> None:
    """Refuse whoever may not change the row that the change is about."""
    values: dict[str, Any] = change.after or change.before or {}
    if change.subject_model == Portfolio._meta.label:
        check_may_assign(Network.objects.get(pk=values["network"]), by=by)
    elif change.subject_model in {Priority._meta.label, LocalPolicy._meta.label}:
        check_may_fill_in(Area.objects.get(pk=values["municipality"]), by=by)
    elif change.subject_model == LocalRegister._meta.label:
        check_may_keep_register(Network.objects.get(pk=values["network"]), by=by)
    else:
        raise PermissionDenied


def check_no_decision_made(change: Change) -> None:
    """Refuse to take back by hand what a decision did.

    Policy: docs/policy/decisions.md#subjects
    """
    decided_in = (change.after or {}).get("decision")
    about_it = DecidedSubject.objects.filter(
        Q(subject_id=change.subject_id) | Q(decision=decided_in),
        kind=PORTFOLIO,
        state=EffectState.APPLIED,
    )
    if any(change.pk in decided.trace.get("changes", []) for decided in about_it):
        raise RuleBroken(
            _("A decision did this. Put that decision right, or take a new one; then this moves.")
        )


def take_back_all(found: list[int], *, by: Actor) -> None:
    """Take back what a decision did, in the order given; putting it right is the right to do so."""
    for pk in found:
        change = Change.objects.get(pk=pk)
        restored = changes.undo(change, by=by)
        if restored is not None:
            _check(restored)
        record(Event.CHANGE_UNDONE, subject=restored or change, by=by)


def _check(row: models.Model) -> None:
    if isinstance(row, Portfolio):
        check_portfolio(row)
    elif isinstance(row, Priority):
        check_priority(row)
    elif isinstance(row, LocalPolicy):
        check_local_policy(row)
    elif isinstance(row, LocalRegister):
        check_local_register(row)
