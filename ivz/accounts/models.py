"""Accounts; what an account may do follows from seats, never from the account."""

from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from ivz.authorization.roles import Duty


class AccountState(models.TextChoices):
    """Whether an account signs in."""

    INVITED = "invited", _("Invited")
    ACTIVE = "active", _("Active")
    LOCKED = "locked", _("Locked")
    ENDED = "ended", _("Ended")


class UserManager(BaseUserManager["User"]):
    """Makes accounts, and finds them by what people type when they sign in."""

    def create_user(self, username: str, password: str | None = None) -> "User":
        """Make an account; without a password nobody can sign in with one."""
        user = self.model(username=username)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Give the account of a user name, or else of an e-mail address."""
        found = self.find(username or "")
        if found is None:
            raise self.model.DoesNotExist
        return found

    def find(self, typed: str) -> "User | None":
        """Give the account that somebody means who types a user name or an e-mail address."""
        typed = typed.strip()
        if "\x00" in typed:  # PostgreSQL refuses to look for it
            return None
        is_it = Q(username=typed) | (Q(email__iexact=typed) & ~Q(email=""))
        found = sorted(self.filter(is_it), key=lambda user: user.username != typed)
        return found[0] if found else None


class User(AbstractBaseUser):
    """Someone who can sign in (Dutch: *account*).

    An account works from ``activated_at``. Raising ``session_round`` ends every session it has,
    at the next request.
    """

    username = models.CharField(max_length=150, unique=True)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    activated_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    session_round = models.PositiveIntegerField(default=0)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"), condition=~Q(email=""), name="account_email_unique"
            ),
            models.CheckConstraint(
                name="account_ended_signs_in_no_more",
                condition=Q(ended_at=None) | Q(is_active=False),
            ),
        ]

    def __str__(self) -> str:
        return self.username

    @property
    def state(self) -> AccountState:
        """Whether the account signs in, as the list of accounts shows it."""
        if self.ended_at is not None:
            return AccountState.ENDED
        if not self.is_active:
            return AccountState.LOCKED
        return AccountState.INVITED if self.activated_at is None else AccountState.ACTIVE

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """Sign sessions with the password and the round: changing either ends them."""
        return salted_hmac(
            "ivz.accounts.session",
            f"{self.password}:{self.session_round}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()


class DutyAssignment(models.Model):
    """A duty for the installation, held for a period ``[valid_from, valid_until)``."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="duties")
    duty = models.CharField(max_length=20, choices=Duty)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "duty", "valid_from"], name="duty_unique"),
            models.CheckConstraint(
                name="duty_ends_after_it_starts",
                condition=Q(valid_until=None) | Q(valid_until__gt=models.F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.duty}"

    @staticmethod
    def in_force(on: date) -> Q:
        """Narrow down to the assignments in force on a day."""
        return Q(valid_from__lte=on) & (Q(valid_until=None) | Q(valid_until__gt=on))
