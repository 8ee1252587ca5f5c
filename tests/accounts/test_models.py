"""What the database refuses about accounts and duties."""

import pytest
from django.db import IntegrityError

from ivz.accounts.models import DutyAssignment
from ivz.authorization.roles import Duty
from ivz.signin.actions.accounts import create_account, give_duty
from tests.factories import TODAY, UserFactory, visitor

pytestmark = pytest.mark.django_db


def test_an_account_without_a_password_accepts_none():
    account = create_account("iemand", by=visitor())

    assert not account.has_usable_password()
    assert not account.check_password("")


def test_the_password_is_kept_as_a_hash():
    account = create_account("iemand", password="een lange zin als wachtwoord", by=visitor())  # noqa: S106

    assert "wachtwoord" not in account.password
    assert account.check_password("een lange zin als wachtwoord")


def test_two_accounts_never_share_a_name():
    create_account("iemand", by=visitor())

    with pytest.raises(IntegrityError):
        create_account("iemand", by=visitor())


def test_a_duty_is_given_once_per_day():
    user = UserFactory()
    give_duty(user, duty=Duty.AUDITOR, valid_from=TODAY, by=visitor())

    with pytest.raises(IntegrityError):
        give_duty(user, duty=Duty.AUDITOR, valid_from=TODAY, by=visitor())


def test_a_duty_ends_after_it_starts():
    with pytest.raises(IntegrityError, match="duty_ends_after_it_starts"):
        DutyAssignment.objects.create(
            user=UserFactory(), duty=Duty.AUDITOR, valid_from=TODAY, valid_until=TODAY
        )
