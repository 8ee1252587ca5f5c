"""Making accounts and giving duties."""

from datetime import date

from django.db import transaction

from ivz.accounts.models import DutyAssignment, User
from ivz.authorization.roles import Duty


@transaction.atomic
def create_account(username: str, *, password: str | None = None) -> User:
    """Make an account that works at once; without a password only example mode signs it in."""
    user = User.objects.create_user(username, password)
    user.activated_at = user.created_at
    user.save(update_fields=["activated_at"])
    return user


@transaction.atomic
def give_duty(user: User, *, duty: Duty, valid_from: date) -> DutyAssignment:
    """Give ``user`` a duty for the installation from ``valid_from``."""
    return DutyAssignment.objects.create(user=user, duty=duty, valid_from=valid_from)
