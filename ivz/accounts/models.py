"""Accounts; what an account may do follows from seats, never from the account."""

from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from ivz.authorization.roles import Duty


class UserManager(BaseUserManager["User"]):
    """Makes accounts."""

    def create_user(self, username: str, password: str | None = None) -> "User":
        """Make an account; without a password nobody can sign in with one."""
        user = self.model(username=username)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Someone who can sign in (Dutch: *account*)."""

    username = models.CharField(max_length=150, unique=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.username


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
