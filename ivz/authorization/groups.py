"""Project groups as the kernel sees them; the subject that has groups registers who is in them.

A membership counts in its own group only: it gives nothing in the network, as a seat does.
Policy: docs/policy/roles.md#in-a-project-group
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class HeldMembership:
    """A membership in force: a role in one group."""

    role: str
    group_id: int


MembershipSource = Callable[[int, date], tuple[HeldMembership, ...]]
_sources: list[MembershipSource] = []


def register_membership_source(source: MembershipSource) -> None:
    """Let ``source`` answer who is in which groups; called once, when the program starts."""
    _sources[:] = [source]


def memberships_of(person_id: int, *, on: date) -> tuple[HeldMembership, ...]:
    """Give the memberships that a person holds on a day."""
    return _sources[0](person_id, on)
