"""Making the first account from the command line."""

import re

import pytest
from django.core.management import CommandError, call_command

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.authorization.permissions import Permission
from tests.factories import TODAY, UserFactory

pytestmark = pytest.mark.django_db


def test_the_link_that_is_printed_makes_an_administrator_who_runs_the_installation(
    client, settings, capsys
):
    settings.IS_EXAMPLE = False

    call_command("create_administrator", "beheer", address="https://ivz.example.org")
    (link,) = re.findall(r"https://ivz\.example\.org(\S+)", capsys.readouterr().out)
    page = client.get(link, follow=True)

    assert page.status_code == 200
    assert "beheer" in page.content.decode()
    user = User.objects.get(username="beheer")
    far_away = Actor(user=user, today=TODAY.replace(year=2999))
    assert far_away.may_for_installation(Permission.MANAGE_INSTALLATION)


def test_a_known_name_is_refused():
    user = UserFactory()

    with pytest.raises(CommandError, match="al in gebruik"):
        call_command("create_administrator", user.username)
