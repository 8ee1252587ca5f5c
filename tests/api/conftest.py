"""The interface as another program sees it."""

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections


@pytest.fixture
def wsgi_application():
    """Give the application to call as a web server does, within the transaction of the test."""
    from config.wsgi import application  # noqa: PLC0415 settings are ready only now

    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield application
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
