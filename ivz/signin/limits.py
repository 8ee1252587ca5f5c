"""Lock-out after failed attempts; django-axes keeps the count in the database.

Policy: docs/policy/accounts.md#limits
"""

from datetime import datetime, timedelta

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.http import HttpRequest

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.audit.actions import record_removal
from ivz.signin.states import Event

KEPT = timedelta(days=30)


def typed_name(request: HttpRequest | None, credentials: dict[str, str] | None) -> str:
    """Give the name attempts are counted under: as typed, whatever the capitals."""
    return ((credentials or {}).get("username") or "").strip().lower()[:150]


def is_locked_out(request: HttpRequest, typed: str) -> bool:
    """Tell whether this name failed too often from this address, whether it exists or not."""
    return not AxesProxyHandler.is_allowed(request, {"username": typed})


def forgive(account: User) -> None:
    """Forget the failed attempts on an account."""
    names = {account.username.lower(), account.email.lower()} - {""}
    AccessAttempt.objects.filter(username__in=names).delete()


def forget_attempts(*, now: datetime, by: Actor) -> int:
    """Remove attempts of more than thirty days ago, and give how many."""
    old = AccessAttempt.objects.filter(attempt_time__lt=now - KEPT)
    return record_removal(Event.ATTEMPTS_REMOVED, old, by=by)
