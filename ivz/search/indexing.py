"""Keeping the index up: after each change, all anew, and telling what it lacks.

Policy: docs/policy/search.md#kept-up
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import F
from django.utils import translation
from modelsearch.backends import get_search_backend

from ivz.search.models import Entry, Term
from ivz.search.sources import Source, Told, following, sources
from ivz.search.vocabulary import learn, vocabulary

BATCH = 1_000
WRITTEN = (
    *("title", "text", "also", "names", "file_stems", "address"),
    *("network_id", "body_id", "theme_id", "on"),
)
STORED = (*WRITTEN, "facts")
_is_paused: ContextVar[bool] = ContextVar("is_paused", default=False)


@contextmanager
def paused() -> Iterator[None]:
    """Follow no changes for a while; ``rebuild`` comes afterwards."""
    before = _is_paused.set(True)
    try:
        yield
    finally:
        _is_paused.reset(before)


def follow(subject: models.Model) -> None:
    """Index what changed with ``subject``, once that is certain; nobody's change waits for it."""
    if _is_paused.get():
        return
    label, key = subject._meta.label, subject.pk
    if following(label):
        transaction.on_commit(lambda: refresh_with(label, key), robust=True)


@transaction.atomic
def refresh_with(label: str, key: object) -> None:
    """Index what hangs on one record, and that record itself.

    Also what is not to be found any more by this very change: it is looked up among all records.
    """
    for source, path in following(label):
        if path == "pk":
            refresh(source, [int(str(key))])
        else:
            hanging = source.model._default_manager.filter(**{path: key})
            refresh(source, hanging.values_list("pk", flat=True))


def refresh(source: Source, keys: Iterable[int]) -> int:
    """Bring the entries of some records up to date, and give how many were not."""
    _forget_numbers()
    wanted = sorted(set(keys))
    rows = {row.pk: row for row in source.rows().filter(pk__in=wanted)}
    entries = Entry.objects.filter(kind=source.kind, record_id__in=wanted)
    known = {entry.record_id: entry for entry in entries}
    gone = [entry.pk for key, entry in known.items() if key not in rows]
    Entry.objects.filter(pk__in=gone).delete()
    changed = []
    for key, row in rows.items():
        entry = known.get(key) or Entry(kind=source.kind, record_id=key)
        if _differs(entry, _told(source, row)):
            changed.append(entry)
    _store(changed)
    return len(gone) + len(changed)


def _forget_numbers() -> None:
    """Look up anew under which number this database knows an entry, before the library uses it.

    Django remembers that number for as long as the program runs, also where it was given inside
    what was rolled back, and where another database was put in the place of the first.
    """
    ContentType.objects.clear_cache()


def _told(source: Source, row: Any) -> Told:
    with translation.override("nl"):  # what is indexed does not depend on who saved it
        return source.tell(row)


def _differs(entry: Entry, told: Told) -> bool:
    """Put what is told in the entry, and tell whether that is something else."""
    before = [getattr(entry, name) for name in STORED]
    for name in WRITTEN:
        setattr(entry, name, getattr(told, name))
    entry.facts = entry.facts_told()
    return not _is_kept(entry) or before != [getattr(entry, name) for name in STORED]


def _is_kept(entry: Entry) -> bool:
    return not entry._state.adding  # noqa: SLF001  Django's own word for it


def _store(entries: Collection[Entry]) -> None:
    new = [entry for entry in entries if not _is_kept(entry)]
    old = [entry for entry in entries if _is_kept(entry)]
    Entry.objects.bulk_update(old, STORED, batch_size=BATCH)
    Entry.objects.bulk_create(new, batch_size=BATCH)
    _index(entries)


def _index(entries: Collection[Entry]) -> None:
    get_search_backend().add_bulk(Entry, list(entries))
    learn(stem for each in entries for stem in each.words())


@transaction.atomic
def rebuild() -> int:
    """Make the index anew, and give how many records it holds.

    What happened last is indexed last, as it is when records come in one by one.
    """
    _forget_numbers()
    get_search_backend().reset_indexes()
    Entry.objects.all().delete()
    Term.objects.all().delete()
    vocabulary.forget()
    for source in sources():
        for part in _in_parts(source.rows().order_by("pk").iterator(chunk_size=BATCH)):
            entries = [Entry(kind=source.kind, record_id=row.pk) for row in part]
            for entry, row in zip(entries, part, strict=True):
                _differs(entry, _told(source, row))
            Entry.objects.bulk_create(entries)
    in_order = Entry.objects.order_by(F("on").asc(nulls_last=True), "pk")
    for entries in _in_parts(in_order.iterator(chunk_size=BATCH)):
        _index(entries)
    return Entry.objects.count()


def _in_parts(rows: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(rows)
    while part := list(islice(left, BATCH)):
        yield part


def bring_up_to_date() -> int:
    """Go through all records and index what differs; give how many did."""
    return sum(refresh(source, keys) for source in sources() for keys in _parts(source))


def _parts(source: Source) -> Iterator[list[int]]:
    """Give the keys of a source in parts: of the records that are there, and of those that went."""
    there = source.rows().order_by("pk").values_list("pk", flat=True)
    indexed = Entry.objects.filter(kind=source.kind).values_list("record_id", flat=True)
    yield from _in_parts(sorted({*there, *indexed}))


def is_from_before() -> bool:
    """Tell whether an update of the program asks for more than the index holds.

    That is: entries that hits cannot be narrowed down by, or none of a kind of which there are
    records.
    """
    entries = Entry.objects.filter(kind__in=[source.kind for source in sources()])
    if entries.filter(facts="").exists():
        return True
    indexed = set(entries.values_list("kind", flat=True).distinct())
    return any(each.kind not in indexed and each.rows().exists() for each in sources())


def lacking() -> dict[str, int]:
    """Give how many records of each kind the index lacks or holds too many; few queries a kind.

    An entry by which hits cannot be narrowed down counts as lacking.
    """
    found = {}
    for source in sources():
        there = set(source.rows().order_by().values_list("pk", flat=True))
        whole = Entry.objects.filter(kind=source.kind).exclude(facts="")
        indexed = set(whole.values_list("record_id", flat=True))
        if wrong := len(there ^ indexed):
            found[source.kind] = wrong
    return found
