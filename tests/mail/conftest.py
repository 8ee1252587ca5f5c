"""Mail that waits as it does outside tests, and a mail server on this machine."""

import email
import socket

import pytest
from aiosmtpd.controller import Controller


@pytest.fixture
def waiting_mail(settings):
    settings.EMAIL_BACKEND = "ivz.mail.backend.WaitingMailBackend"


class Postbox:
    """Keeps what arrives."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  the name aiosmtpd calls
        self.letters.append((envelope.rcpt_tos, email.message_from_bytes(envelope.content)))
        return "250 OK"


@pytest.fixture
def mail_server(settings):
    postbox = Postbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(postbox, hostname="127.0.0.1", port=port)
    controller.start()
    settings.IS_EXAMPLE = False
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield postbox
    controller.stop()
