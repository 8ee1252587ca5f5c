"""Mail waits in the database, and leaves through a mail server on this machine."""

import datetime as dt

import pytest
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from ivz.mail import actions
from ivz.mail.models import MOST_ATTEMPTS, Mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("waiting_mail")]
NOW = dt.datetime(2026, 11, 27, 10, tzinfo=dt.UTC)


def test_a_mail_arrives_once_and_its_text_goes(mail_server):
    send_mail("Uitnodiging", "Kies een wachtwoord: één link", None, ["lid@regio.example"])

    sent = [actions.deliver(now=NOW) for _time in range(2)]

    assert sent == [1, 0]
    ((recipients, letter),) = mail_server.letters
    assert recipients == ["lid@regio.example"]
    assert "één link" in letter.get_payload(decode=True).decode()
    kept = Mail.objects.get()
    assert (kept.text, kept.sent_at) == ("", NOW)


def test_what_was_rolled_back_is_not_sent(mail_server):
    with transaction.atomic():
        send_mail("Uitnodiging", "Tekst", None, ["lid@regio.example"])
        transaction.set_rollback(True)

    assert actions.deliver(now=NOW) == 0
    assert not mail_server.letters


def test_without_a_server_a_mail_waits_with_its_error_and_not_for_ever(settings):
    settings.IS_EXAMPLE = False
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    send_mail("Uitnodiging", "Tekst", None, ["lid@regio.example"])

    for _attempt in range(MOST_ATTEMPTS + 2):
        actions.deliver(now=NOW)

    kept = Mail.objects.get()
    assert (kept.attempts, kept.sent_at, kept.text) == (MOST_ATTEMPTS, None, "Tekst")
    assert "refused" in kept.last_error.lower()


def test_in_the_example_nothing_leaves(mail_server, settings):
    settings.IS_EXAMPLE = True
    send_mail("Uitnodiging", "Tekst", None, ["lid@regio.example"])

    assert actions.deliver(now=NOW) == 0
    assert not mail_server.letters


def test_mail_is_forgotten_after_thirty_days():
    for days in (29, 31):
        Mail.objects.create(
            to="a@regio.example", subject="s", created_at=NOW - dt.timedelta(days=days)
        )

    assert actions.forget(now=NOW) == 1


@pytest.mark.parametrize(("is_example", "status"), [(True, 200), (False, 404)])
def test_the_mailbox_is_there_in_the_example_only(client, settings, is_example, status):
    settings.IS_EXAMPLE = is_example

    assert client.get("/voorbeeld/post/").status_code == status


def test_the_mailbox_shows_mail_with_its_link(client):
    send_mail("Uitnodiging", "Kies:\nhttp://localhost/x?a=1&b=2", None, ["lid@regio.example"])

    page = client.get("/voorbeeld/post/").content.decode()

    assert 'href="http://localhost/x?a=1&amp;b=2"' in page
    assert "lid@regio.example" in page


def test_markup_in_a_mail_stays_text(client):
    Mail.objects.create(
        to="a@regio.example", subject="<b>", text="<script>x</script>", created_at=timezone.now()
    )

    page = client.get("/voorbeeld/post/").content.decode()

    assert "<script>x" not in page
