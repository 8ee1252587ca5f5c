"""What the worker does for people: the weekly digest."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from ivz.accounts.actors import actor_of
from ivz.accounts.models import User
from ivz.home.letters import send_digest
from ivz.home.queries.waiting import waiting_on
from ivz.mail.actions import begin_digest
from ivz.schedule.registry import PeriodicAction, register

DIGEST = "home.weekly-digest"


def send_digests(today: date) -> None:
    """Mail everybody whose weekday came what waits for them; nothing where nothing waits."""
    wanted = Q(digest=None) | Q(digest__weekday__isnull=False)
    people = User.objects.filter(wanted, is_active=True, activated_at__isnull=False)
    for user in people.exclude(email="").order_by("pk"):
        _send_if_due(user, today=today)


@transaction.atomic
def _send_if_due(user: User, *, today: date) -> None:
    """Send one digest, and note that, in one transaction of its own."""
    if not begin_digest(user, on=today):
        return
    with translation.override(settings.LANGUAGE_CODE):
        waiting = waiting_on(actor_of(user, today=today, origin="worker"))
    if waiting.total:
        send_digest(user, waiting)


def register_all() -> None:
    """Put the digest on the schedule; a transaction per person, so that nobody waits for it."""
    register(
        PeriodicAction(
            name=DIGEST,
            title=_("Mail the weekly digest of what waits"),
            every=timedelta(hours=1),
            run=send_digests,
            is_atomic=False,
        )
    )
