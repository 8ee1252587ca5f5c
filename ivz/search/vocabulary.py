"""The words in use, kept in memory: a search goes through all of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType

from ivz.search.models import Term

BATCH = 1_000


@dataclass
class Vocabulary:
    """The stems that were read so far, and the key and stem that came last."""

    read: tuple[list[str], tuple[int, str] | None] = field(default=([], None))

    def known(self) -> list[str]:
        """Give every stem in use; one query, which reads what was added since.

        Where the last one read is another by now, the index was emptied: all are read anew.
        """
        stems, last = self.read  # one assignment: other threads read here as well
        start = last[0] if last else 0
        rows = list(Term.objects.filter(pk__gte=start).order_by("pk").values_list("pk", "text"))
        if last and (not rows or rows[0] != last):
            ContentType.objects.clear_cache()  # what else was remembered of that database
            self.forget()
            return self.known()
        added = rows[1:] if last else rows
        if added:
            stems = stems + [text for _pk, text in added]
            self.read = (stems, added[-1])
        return stems

    def forget(self) -> None:
        """Read all of them again the next time."""
        self.read = ([], None)


vocabulary = Vocabulary()


def learn(stems: Iterable[str]) -> None:
    """Add the stems that are not known yet."""
    wanted = sorted({stem for stem in stems if not stem.isdigit()})
    for start in range(0, len(wanted), BATCH):
        part = wanted[start : start + BATCH]
        there = set(Term.objects.filter(text__in=part).values_list("text", flat=True))
        new = [Term(text=text) for text in part if text not in there]
        Term.objects.bulk_create(new, ignore_conflicts=True)
