"""What the filling knows while it works: how much of everything, whom, and the chance it takes."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db import models

from ivz.accounts.models import User
from ivz.network.models import Area, Body, Network, Organisation, Person, Seat

FIRST_DAY = date(2016, 10, 10)
LAST_DAY = date(2026, 10, 10)
MARK = "(voorbeeld)"
BATCH = 2_000

Progress = Callable[[str, float], None]
Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True, kw_only=True)
class Size:
    """How much of everything there is in the end; the example's own rows count with it."""

    users: int
    bodies_per_network: int
    meetings: int
    items: int
    projects: int
    audit_entries: int


UNIT = Size(
    users=500,
    bodies_per_network=25,
    meetings=600,
    items=40_000,
    projects=2_000,
    audit_entries=1_000_000,
)


@dataclass(frozen=True, kw_only=True)
class Term:
    """A person in a post, for a period; the last one has no end."""

    person: Person
    valid_from: date
    valid_until: date | None


@dataclass(kw_only=True)
class Post:
    """A function at an organisation with who held it, one after the other."""

    function: str
    organisation: Organisation
    area: Area | None = None
    terms: list[Term] = field(default_factory=list)

    def holder(self, on: date) -> Person:
        """Whoever held it on a day; before the first the first."""
        started = [term for term in self.terms if term.valid_from <= on]
        return (started or self.terms[:1])[-1].person


@dataclass(kw_only=True)
class District:
    """A network with the posts of its own area."""

    network: Network
    municipalities: list[Area]
    mayors: list[Post] = field(default_factory=list)
    coordinators: list[Post] = field(default_factory=list)
    officials: list[Post] = field(default_factory=list)
    partners: list[Post] = field(default_factory=list)
    secretary: Post | None = None
    board: Body | None = None
    platform: Body | None = None
    bodies: list[Body] = field(default_factory=list)

    @property
    def posts(self) -> list[Post]:
        """Every post of the district."""
        return [*self.mayors, *self.coordinators, *self.officials, *self.partners]


@dataclass(kw_only=True)
class Filling:
    """The work in hand."""

    size: Size
    progress: Progress
    chance: random.Random = field(default_factory=lambda: random.Random(2016))  # noqa: S311
    districts: list[District] = field(default_factory=list)
    users: dict[int, User] = field(default_factory=dict)
    seats: dict[int, list[Seat]] = field(default_factory=dict)

    def some_day(self, first: date, last: date) -> date:
        """Give a day from ``first`` up to and including ``last``."""
        return first + timedelta(days=self.chance.randint(0, max(0, (last - first).days)))


def insert(model: type[Row], rows: Sequence[Row], **options: Any) -> list[Row]:
    """Insert rows in batches and give them back with their keys."""
    return list(model._default_manager.bulk_create(rows, batch_size=BATCH, **options))
