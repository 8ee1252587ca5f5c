"""A transition is data, and one method checks it."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.authorization.seats import Place
from ivz.errors import RuleBroken


class Subject(Protocol):
    """Anything that has a state and belongs to a place."""

    state: str

    def get_state_display(self) -> str:
        """Return the state as shown to people."""


@dataclass(frozen=True, kw_only=True)
class Transition:
    """One permitted step: where it starts, where it leads and who may take it."""

    sources: AbstractSet[str]
    target: str
    permission: Permission

    def check(self, subject: Subject, *, within: Place, by: Actor) -> None:
        """Raise PermissionDenied (who) or RuleBroken (when) unless the step is open."""
        if not by.may(self.permission, within=within):
            raise PermissionDenied(self.permission)
        if subject.state not in self.sources:
            raise RuleBroken(
                _("Not possible while the state is “%(state)s”.")
                % {"state": subject.get_state_display()}
            )
