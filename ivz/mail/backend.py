"""Where Django's own functions for mail deliver: in the database, within the transaction."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from ivz.mail.models import Mail


class WaitingMailBackend(BaseEmailBackend):
    """Writes each message down, so that nothing is sent for what was rolled back.

    Whoever asks for a mail waits for no mail server: the answer to a known and an unknown
    address takes about as long.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep one row per message and address."""
        rows = [
            Mail(
                to=address, subject=" ".join(message.subject.split())[:200], text=str(message.body)
            )
            for message in email_messages
            for address in message.recipients()
        ]
        return len(Mail.objects.bulk_create(rows))
