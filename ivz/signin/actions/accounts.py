"""Making accounts and giving duties, without an invitation."""

from datetime import date

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.accounts.models import DutyAssignment, User
from ivz.audit.actions import record
from ivz.authorization.roles import Duty
from ivz.signin.states import Event


@transaction.atomic
def create_account(
    username: str, *, by: Actor, password: str | None = None, email: str = ""
) -> User:
    """Make an account that works at once; without a password only example mode signs it in."""
    user = User.objects.create_user(username, password)
    user.activated_at, user.email = user.created_at, email
    user.save(update_fields=["activated_at", "email"])
    record(Event.CREATED, subject=user, by=by)
    return user


@transaction.atomic
def give_duty(user: User, *, duty: Duty, valid_from: date, by: Actor) -> DutyAssignment:
    """Give ``user`` a duty for the installation from ``valid_from``."""
    given = DutyAssignment.objects.create(user=user, duty=duty, valid_from=valid_from)
    record(Event.DUTY_GIVEN, subject=user, by=by)
    return given
