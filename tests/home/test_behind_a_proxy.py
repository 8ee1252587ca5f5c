"""Production behind a proxy that ends TLS: forms are accepted there."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
PROXIED = {
    "host": "testserver",
    "origin": "https://testserver",
    "x-forwarded-proto": "https",
}


@pytest.mark.parametrize(("believed", "status"), [(True, 302), (False, 403)])
def test_a_form_is_accepted_when_the_proxy_is_believed(believed, status, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if believed else None
    client = Client(enforce_csrf_checks=True)
    client.get("/inloggen/")
    token = client.cookies["csrftoken"].value

    answer = client.post(
        "/taal/",
        {"language": "en", "csrfmiddlewaretoken": token},
        headers=PROXIED,
    )

    assert answer.status_code == status


def test_nobody_is_believed_unless_the_environment_says_so(settings):
    assert settings.SECURE_PROXY_SSL_HEADER is None
