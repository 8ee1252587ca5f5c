"""Periodic actions."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ivz.accounts.actors import system_actor
from ivz.audit.actions import record_removal
from ivz.schedule.registry import PeriodicAction, register
from ivz.signin import limits
from ivz.signin.models import SignInLink
from ivz.signin.states import Event


def forget(today: date) -> None:
    """Remove failed attempts and links of more than thirty days ago."""
    now, by = timezone.now(), system_actor(today, origin="worker")
    limits.forget_attempts(now=now, by=by)
    old = SignInLink.objects.filter(expires_at__lt=now - limits.KEPT)
    record_removal(Event.LINKS_REMOVED, old, by=by)


def register_all() -> None:
    """Put forgetting on the schedule."""
    register(
        PeriodicAction(
            name="signin.forget",
            title=_("Remove failed sign-ins and old links"),
            every=timedelta(days=1),
            run=forget,
        )
    )
