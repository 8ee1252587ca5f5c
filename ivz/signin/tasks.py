"""Periodic actions."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ivz.schedule.registry import PeriodicAction, register
from ivz.signin import limits
from ivz.signin.models import SignInLink


def forget(today: date) -> None:
    """Remove failed attempts and links of more than thirty days ago."""
    now = timezone.now()
    limits.forget_attempts(now=now)
    SignInLink.objects.filter(expires_at__lt=now - limits.KEPT).delete()


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
