"""What the auditor asks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.db.models.lookups import Exact
from django.utils import timezone

from ivz.audit.models import AuditCheckpoint, AuditEntry, Result

_MOST_TELLING = ("subject_id", "by", "event", "subject_model", "result", "origin")


def _unindexed_equal(name: str, value: str) -> Exact:
    """Compare without an index: SQLite would take that of a column that is nearly always alike."""
    return Exact(Concat(F(name), Value("")), value)


@dataclass(frozen=True, kw_only=True)
class Search:
    """What an auditor looks for; what is empty does not count.

    ``day_from`` and ``day_until`` are the first and the last day that count.
    """

    by: str = ""
    event: str = ""
    subject_model: str = ""
    subject_id: str = ""
    result: str = ""
    origin: str = ""
    day_from: date | None = None
    day_until: date | None = None

    def condition(self) -> Q:
        """Narrow down to what is looked for."""
        found = Q()
        for place, name in enumerate(self._asked()):
            value = getattr(self, name)
            found &= Q(**{name: value}) if place == 0 else Q(_unindexed_equal(name, value))
        if self.day_from:
            found &= Q(at__gte=_start_of(self.day_from))
        if self.day_until:
            found &= Q(at__lt=_start_of(self.day_until + timedelta(days=1)))
        return found

    def _asked(self) -> list[str]:
        """Give what is asked, what keeps the fewest entries first; few things are refused."""
        asked = [name for name in _MOST_TELLING if getattr(self, name)]
        return sorted(asked, key=lambda name: getattr(self, name) != Result.REFUSED)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place in the trail: the time and the key of an entry."""

    at: datetime
    pk: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.pk}"

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """Read a place as an address holds it, None where it is none."""
        moment, _, key = text.rpartition("_")
        try:
            at = datetime.fromisoformat(moment)
        except ValueError:
            return None
        is_known = timezone.is_aware(at) and key.isdecimal() and len(key) < 19
        return cls(at=at, pk=int(key)) if is_known else None

    @classmethod
    def of(cls, entry: AuditEntry) -> "Place":
        """Give the place of an entry."""
        return cls(at=entry.at, pk=entry.pk)


def entries(search: Search, *, older_than: Place | None = None) -> QuerySet[AuditEntry]:
    """Give the entries that are looked for, newest first, from a place on.

    Cut at a place and not at a count: a page deep in a long trail costs as much as the first.
    """
    found = AuditEntry.objects.filter(search.condition()).order_by("-at", "-pk")
    if older_than is None:
        return found
    before = Q(at__lt=older_than.at) | Q(pk__lt=older_than.pk)
    return found.filter(before, at__lte=older_than.at)


def newest(search: Search, *, limit: int) -> Iterator[AuditEntry]:
    """Give at most ``limit`` entries, newest first, without holding them all."""
    return entries(search)[:limit].iterator(chunk_size=2000)


def last_checkpoint() -> AuditCheckpoint | None:
    """Give where the trail was signed last."""
    return AuditCheckpoint.objects.order_by("pk").last()


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
