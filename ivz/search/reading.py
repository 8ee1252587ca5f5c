"""Which entries somebody may read: asked of the records themselves, at every search.

Policy: docs/policy/search.md#nothing-closed
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from ivz.accounts.actors import Actor
from ivz.accounts.prepared import prepared
from ivz.authorization.hanging import hangs_on
from ivz.search.models import Entry
from ivz.search.sources import sources

# As many keys are asked at once: a question is written once for each size.
SIZES = (50, 1_000, 2_000, 4_000, 8_000, 16_000)
FIRST = SIZES[1]


class Row(NamedTuple):
    """An entry that may be read, with what it can be chosen and ordered by."""

    pk: int
    kind: str
    body: int | None
    theme: int | None
    on: date | None


class Reading:
    """What one reader may read of the entries that one search comes across."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.asked: set[int] = set()
        self.rows: dict[int, Row] = {}

    def of(self, keys: Iterable[int]) -> dict[int, Row]:
        """Give those of some entries that may be read; one query where some were not asked yet."""
        wanted = list(keys)
        new = [key for key in wanted if key not in self.asked]
        for start in range(0, len(new), SIZES[-1]):
            self._ask(new[start : start + SIZES[-1]])
        return {key: self.rows[key] for key in wanted if key in self.rows}

    def first_of(self, keys: Sequence[int], limit: int, *, begun: list[int]) -> dict[int, Row]:
        """Give the first ``limit`` that may be read, in the order of the keys.

        How many may not be read makes no difference to which these are. ``begun`` are the first
        ``FIRST`` keys; more is fetched as long as there is more, as much again each time.
        """
        found = self.of(begun)
        start = len(begun)
        is_full = start == FIRST
        while is_full and len(found) < limit:
            part = list(keys[start : start * 2])
            found |= self.of(part)
            is_full = len(part) == start
            start += len(part)
        return dict(list(found.items())[:limit])

    def _ask(self, keys: list[int]) -> None:
        self.asked.update(keys)
        size = next(size for size in SIZES if size >= len(keys))
        nobody = range(-1, len(keys) - size - 1, -1)  # a key that comes twice would be left out
        for entry in _among((*keys, *nobody), self.actor):
            row = Row(entry.pk, entry.kind, entry.body_id, entry.theme_id, entry.on)
            self.rows[entry.pk] = row


@prepared
def _among(keys: tuple[int, ...], actor: Actor) -> "QuerySet[Entry]":
    """Give the readable among some entries; they are looked up by key and by nothing else."""
    of_kind = Cast("kind", CharField(max_length=20))
    entries = Entry.objects.alias(of_kind=of_kind).filter(readable_by(actor), pk__in=keys)
    return entries.only("pk", "kind", "body", "theme", "on")


def readable_by(actor: Actor) -> Q:
    """Narrow entries down to those of records that ``actor`` may read now.

    Policy: docs/policy/openness.md#levels
    """
    open_kinds = [source.kind for source in sources() if source.visible_to is None]
    allowed = Q(of_kind__in=open_kinds)
    for source in sources():
        if source.visible_to is not None:
            record = hangs_on("record_id", source.visible_to(actor))
            allowed |= Q(of_kind=source.kind) & Q(record)
    return allowed
