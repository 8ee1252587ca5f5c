"""Who asks: a person for every set of rights there is, and people whose rights are gone.

Roles with the same permissions and the same place are asked as once. A new role, body kind or duty
adds itself.
"""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.authorization.openness import Openness
from ivz.authorization.permissions import Permission
from ivz.authorization.roles import BodyKind, Duty, Role, permissions_of
from ivz.network.models import Body, Network, Person
from tests.factories import (
    LONG_AGO,
    TODAY,
    PersonFactory,
    SeatFactory,
    UserFactory,
    actor_with,
    secretary_of,
    someone_with_duty,
)

KEEPING = [
    Permission.MANAGE_NETWORK,
    Permission.MANAGE_BODY,
    Permission.MAINTAIN_ORGANISATION,
    Permission.ASSIGN_PORTFOLIO,
]

BOARD, PLATFORM = "in the board", "in the platform"


@dataclass(frozen=True)
class Someone:
    """Who asks, with what the rule of openness wants to know."""

    name: str
    actor: Actor
    known: dict[object, bool] = field(default_factory=dict, compare=False)

    def sits_in(self, network):
        return network.pk in self.actor.network_ids

    def records_for(self, body):
        return self.actor.may(Permission.RECORD_DECISIONS, within=body)

    @cached_property
    def keeps_registers(self):
        twente = Network.objects.get(slug="twente")
        return any(self.actor.may(permission, within=twente) for permission in KEEPING)

    def has(self, duty):
        return duty in self.actor.duties

    def is_named_in(self, restriction):
        key = ("named", restriction.pk)
        if key not in self.known:
            person = self.actor.person_id
            self.known[key] = restriction.readers.filter(pk=person).exists()
        return self.known[key]

    def reads(self, record, *, body, network):
        """The four levels, in plain words."""
        return {
            Openness.PUBLIC: lambda: True,
            Openness.NETWORK: lambda: self.sits_in(network),
            Openness.BODY: lambda: body is not None and body.pk in self.actor.body_ids,
            Openness.RESTRICTED: lambda: (
                self.sits_in(network) and self.is_named_in(record.restriction)
            ),
        }[Openness(record.openness)]()


def everyone(*, board, foreign, above, reader):
    """Give who asks everything: nobody, every set of rights in and outside the network, duties."""
    actors = {"nobody": Actor(today=TODAY), "reader": Actor(user=reader.user, today=TODAY)}
    actors |= {"neighbour": secretary_of(foreign), "above": secretary_of(above)}
    actors |= {duty.value: someone_with_duty(duty) for duty in Duty}
    bodies = Body.objects.filter(network=board.network).order_by("pk")
    platform = bodies.filter(kind=BodyKind.PLATFORM).first()
    committee = bodies.filter(kind=BodyKind.AGENDA_COMMITTEE).first()
    actors["chair in the committee"] = actor_with(Role.CHAIR, body=committee)
    fewest_first = one_role_per_set_of_rights(board.kind)
    most_first = one_role_per_set_of_rights(platform.kind)[::-1]
    for place, body, roles in ((BOARD, board, fewest_first), (PLATFORM, platform, most_first)):
        actors |= {f"{role} {place}": actor_with(role, body=body) for role in roles}
    return [Someone(name, actor) for name, actor in actors.items()]


def one_role_per_set_of_rights(kind):
    """Give one role for each set of permissions that roles have in a body of ``kind``."""
    roles = {permissions_of(role, kind): role for role in reversed(Role)}
    return [roles[rights] for rights in sorted(roles, key=len)]


def furthest_apart(everybody):
    """Give few people who differ most: outside, next door, sees least and most inside, audits."""
    names = ["nobody", "neighbour", Duty.AUDITOR.value]
    insiders = [[who for who in everybody if who.name.endswith(body)] for body in (BOARD, PLATFORM)]
    return [who for who in everybody if who.name in names] + [group[0] for group in insiders]


def people_without_rights_left(board):
    """Give people who had a seat or an account until a moment ago."""
    ended, revoked, locked = PersonFactory(), PersonFactory(), PersonFactory()
    for person in (ended, revoked, locked):
        person.user = UserFactory()
        person.save()
    SeatFactory(body=board, person=ended, role=Role.SECRETARY, valid_until=TODAY)
    SeatFactory(body=board, person=revoked, role=Role.SECRETARY, is_revoked=True)
    SeatFactory(body=board, person=locked, role=Role.SECRETARY)
    User.objects.filter(pk=locked.user.pk).update(is_active=False)
    deputy = PersonFactory(user=UserFactory())
    SeatFactory(
        body=board,
        role=Role.MEMBER,
        deputy=deputy,
        valid_from=LONG_AGO,
        valid_until=TODAY - dt.timedelta(days=1),
    )
    people = {"ended": ended, "revoked": revoked, "locked": locked, "deputy": deputy}
    return [
        Someone(f"{name} seat or account", Actor(user=reloaded(person), today=TODAY))
        for name, person in people.items()
    ]


def reloaded(person):
    return Person.objects.get(pk=person.pk).user
