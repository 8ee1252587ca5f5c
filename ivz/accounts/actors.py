"""The actor: one person on one day, with the seats held that day.

Made once per request or command, and handed to every rule, action and query.
Policy: docs/policy/roles.md
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from django.contrib.auth.models import AnonymousUser

from ivz.accounts.models import DutyAssignment, User
from ivz.authorization.groups import HeldMembership, memberships_of
from ivz.authorization.permissions import Permission
from ivz.authorization.roles import (
    DUTY_PERMISSIONS,
    GROUP_PERMISSIONS,
    Duty,
    GroupRole,
    permissions_of,
)
from ivz.authorization.seats import HeldSeat, Place, Standing, standing_of


@lru_cache(maxsize=1_000)
def _asking(account: int | None, standing: Standing, today: date, *, is_helping: bool) -> object:
    """Give the same object as long as nothing differs, which compares in one step."""
    return object()


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Someone who acts, or nobody in particular when ``user`` is None.

    ``origin`` tells the audit trail where the action came from: web, api, command or worker;
    ``address`` from which network, cut short. ``helper`` is who looks along as ``user``: reads
    what ``user`` reads, without what is restricted, and changes nothing.
    ``restricted_readings`` gathers which restricted records were read, as label and key.
    """

    today: date
    user: User | None = None
    helper: User | None = None
    origin: str = "web"
    address: str = ""
    restricted_readings: set[tuple[str, str]] = field(default_factory=set, compare=False)

    @cached_property
    def standing(self) -> Standing:
        """The person behind the account and the seats in force today; one SQL query."""
        if self.user is None or not self.user.is_active:
            return Standing()
        return standing_of(self.user.pk, on=self.today)

    @cached_property
    def asks_as(self) -> object:
        """The same for all who may read the same: one account with these seats on this day."""
        account = self.user.pk if self.user else None
        return _asking(account, self.standing, self.today, is_helping=self.is_helping)

    @property
    def seats(self) -> tuple[HeldSeat, ...]:
        """The seats in force today."""
        return self.standing.seats

    @property
    def person_id(self) -> int | None:
        """The person behind the account."""
        return self.standing.person_id

    @cached_property
    def memberships(self) -> tuple[HeldMembership, ...]:
        """The project groups the actor is in today; one SQL query, where somebody asks."""
        return memberships_of(self.person_id, on=self.today) if self.person_id else ()

    @property
    def group_ids(self) -> frozenset[int]:
        """The project groups the actor is in today."""
        return frozenset(each.group_id for each in self.memberships)

    @cached_property
    def duties(self) -> frozenset[Duty]:
        """The duties for the installation in force today."""
        if self.user is None or not self.user.is_active or self.is_helping:
            return frozenset()
        held = self.user.duties.filter(DutyAssignment.in_force(self.today))
        return frozenset(Duty(duty) for duty in held.values_list("duty", flat=True))

    @property
    def is_signed_in(self) -> bool:
        """Whether somebody is signed in."""
        return self.user is not None

    @property
    def is_helping(self) -> bool:
        """Whether somebody looks along as another person."""
        return self.helper is not None

    @property
    def name(self) -> str:
        """How the audit trail names who really acts."""
        who = self.helper or self.user
        return who.username if who else "anonymous"

    @property
    def acting_as(self) -> str:
        """How the audit trail names whose place the actor takes; empty for oneself."""
        return self.user.username if self.user and self.is_helping else ""

    @property
    def body_ids(self) -> frozenset[int]:
        """The bodies in which the actor holds a seat."""
        return frozenset(seat.body_id for seat in self.seats)

    @property
    def network_ids(self) -> frozenset[int]:
        """The networks in which the actor holds a seat; a parent network is another network."""
        return frozenset(seat.network_id for seat in self.seats)

    def may(self, permission: Permission, *, within: Place) -> bool:
        """Tell whether a seat held today grants ``permission`` in a body or network."""
        return any(
            permission in permissions_of(seat.role, seat.body_kind) and within.covers(seat)
            for seat in self.seats
        )

    def networks_with(self, permission: Permission) -> frozenset[int]:
        """Give the networks in which a seat held today grants ``permission``."""
        return frozenset(
            seat.network_id
            for seat in self.seats
            if permission in permissions_of(seat.role, seat.body_kind)
        )

    def may_in_group(self, permission: Permission, *, group_id: int) -> bool:
        """Tell whether a membership held today grants ``permission`` in a project group."""
        return any(
            each.group_id == group_id and permission in GROUP_PERMISSIONS[GroupRole(each.role)]
            for each in self.memberships
        )

    def may_for_installation(self, permission: Permission) -> bool:
        """Tell whether a duty for the installation grants ``permission``."""
        return any(permission in DUTY_PERMISSIONS[duty] for duty in self.duties)


def actor_of(
    user: User | AnonymousUser | None, *, today: date, origin: str = "web", address: str = ""
) -> Actor:
    """Make the actor for an account; an anonymous visitor becomes an actor without user."""
    known = user if isinstance(user, User) else None
    return Actor(user=known, today=today, origin=origin, address=address)


def system_actor(today: date, *, origin: str = "command") -> Actor:
    """Make an actor for what the program does by itself; it may nothing that asks a right."""
    return Actor(user=None, today=today, origin=origin)
