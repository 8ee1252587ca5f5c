"""The index: one entry for each record that can be found, and the words in use."""

from typing import ClassVar

from django.db import models
from modelsearch import index

from ivz.network.models import Body, Network, Theme
from ivz.search.words import fact, marked, name_of, stems_in

# PostgreSQL keeps at most a megabyte of words and their places with a row.
MOST_BYTES = 400_000


class Entry(index.Indexed, models.Model):  # type: ignore[misc]  # the library has no types
    """What is found of one record (Dutch: *vindbaar record*); never who may read it.

    That is asked of the record itself, at every search. ``also``, ``names``, ``file_stems`` and
    ``facts`` are found by, and not shown.
    Policy: docs/policy/search.md#nothing-closed
    """

    kind = models.CharField(max_length=20)
    record_id = models.PositiveBigIntegerField()
    title = models.TextField()
    text = models.TextField(blank=True)
    also = models.TextField(blank=True)
    names = models.TextField(blank=True)
    file_stems = models.TextField(blank=True)
    facts = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=300)
    network = models.ForeignKey(Network, on_delete=models.CASCADE, null=True, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.CASCADE, null=True, related_name="+")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, null=True, related_name="+")
    on = models.DateField(null=True)

    search_auto_update = False  # `indexing` does it, with the record
    search_fields: ClassVar = [index.SearchField("stems")]

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["kind", "record_id"], name="entry_once_per_record"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}"

    def words(self) -> list[str]:
        """Give the stems by which it is found, each once."""
        told = stems_in(f"{self.title} {self.text} {self.also}")
        return list(dict.fromkeys([*told, *self.file_stems.split()]))

    def facts_told(self) -> str:
        """Give what hits are narrowed down by, as the words it is indexed by."""
        told = {
            "kind": self.kind,
            "body": self.body_id,
            "theme": self.theme_id,
            "year": self.on and self.on.year,
        }
        return " ".join(fact(name, value) for name, value in told.items() if value)

    def stems(self) -> str:
        """Give the words as they are indexed: facts, names, the title once more, marked, all."""
        names = map(name_of, self.names.splitlines())
        titles = map(marked, stems_in(self.title))
        indexed = " ".join(dict.fromkeys([self.facts, *names, *titles, *self.words()]))
        whole = indexed.encode()
        if len(whole) <= MOST_BYTES:
            return indexed
        return whole[:MOST_BYTES].rpartition(b" ")[0].decode()


class Term(models.Model):
    """The stem of a word that stands somewhere in the index (Dutch: *zoekterm*)."""

    text = models.CharField(max_length=60, unique=True)

    def __str__(self) -> str:
        return self.text
