"""Making the first account from the command line."""

import getpass

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.authorization.permissions import Permission
from tests.factories import TODAY, UserFactory

pytestmark = pytest.mark.django_db
GOOD = "een-lang-wachtwoord-5"


def answers(monkeypatch, *passwords):
    given = iter(passwords)
    monkeypatch.setattr(getpass, "getpass", lambda prompt: next(given))


def test_the_administrator_can_sign_in_and_run_the_installation(monkeypatch, settings):
    settings.IS_EXAMPLE = False
    answers(monkeypatch, GOOD, GOOD)

    call_command("create_administrator", "beheer")

    user = authenticate(username="beheer", password=GOOD)
    assert isinstance(user, User)
    far_away = Actor(user=user, today=TODAY.replace(year=2999))
    assert far_away.may_for_installation(Permission.MANAGE_INSTALLATION)


@pytest.mark.parametrize(
    ("passwords", "reason"),
    [((GOOD, "anders"), "differ"), (("kort", "kort"), r"12|twaalf")],
)
def test_a_bad_password_makes_no_account(monkeypatch, passwords, reason):
    answers(monkeypatch, *passwords)

    with pytest.raises(CommandError, match=reason):
        call_command("create_administrator", "beheer")

    assert not User.objects.exists()


def test_a_known_name_is_refused(monkeypatch):
    user = UserFactory()

    with pytest.raises(CommandError, match="already"):
        call_command("create_administrator", user.username)
