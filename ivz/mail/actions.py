"""Sending what waits, and choosing when the weekly digest comes."""

from datetime import date, datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.audit.actions import record as audit
from ivz.errors import RuleBroken
from ivz.mail.models import Digest, Mail
from ivz.mail.states import Event, Weekday

SMTP = "django.core.mail.backends.smtp.EmailBackend"
KEPT = timedelta(days=30)


def deliver(*, now: datetime) -> int:
    """Send what waits through the mail server, and give how many were sent.

    A message that fails keeps its error and is tried again, ten times at most. In example mode
    nothing is sent: the mailbox of the example shows it.
    """
    waiting = list(Mail.waiting().values_list("pk", flat=True))
    if settings.IS_EXAMPLE or not waiting:
        return 0
    connection = get_connection(SMTP, timeout=20)
    return sum(_deliver_one(key, connection, now=now) for key in waiting)


@transaction.atomic
def _deliver_one(key: int, connection: BaseEmailBackend, *, now: datetime) -> bool:
    """Send one message, unless another worker has done so meanwhile."""
    mail = Mail.waiting().select_for_update().filter(pk=key).first()
    if mail is None:
        return False
    message = EmailMessage(mail.subject, mail.text, to=[mail.to], connection=connection)
    mail.attempts += 1
    try:
        message.send()
    except (OSError, SMTPException) as error:
        mail.last_error = f"{type(error).__name__}: {error}"[:300]
    else:
        mail.sent_at, mail.text, mail.last_error = now, "", ""
    mail.save()
    return mail.sent_at is not None


def forget(*, now: datetime) -> int:
    """Remove messages of more than thirty days ago, and give how many."""
    return Mail.objects.filter(created_at__lt=now - KEPT).delete()[0]


@transaction.atomic
def choose_digest(weekday: Weekday | None, *, by: Actor) -> None:
    """Let the own digest come on ``weekday``, or not at all."""
    if by.user is None:
        raise RuleBroken(_("Sign in first."))
    digest, _is_new = Digest.objects.update_or_create(user=by.user, defaults={"weekday": weekday})
    audit(Event.DIGEST_CHOSEN, subject=digest, by=by)


@transaction.atomic
def begin_digest(user: User, *, on: date) -> bool:
    """Note that is looked what waits for somebody, and tell whether it was time.

    Called in the transaction that writes the mail, so a digest is never sent twice and never
    lost, whatever happens between.
    """
    Digest.objects.get_or_create(user=user)
    digest = Digest.objects.select_for_update().get(user=user)
    if not digest.is_due(on):
        return False
    digest.looked_on = on
    digest.save()
    return True
