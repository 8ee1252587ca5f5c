"""Searching: what fits the words, as far as the reader may read it, best first.

Everything that is shown or counted comes from records the reader may read, and so does every
choice on the way: another way of looking is tried where nothing that may be read was found.
Policy: docs/policy/search.md#nothing-closed
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, QuerySet, Value

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.network.models import Body, Theme
from ivz.search.models import Entry
from ivz.search.ranking import MOST_HITS, Question, Way, best
from ivz.search.reading import Row
from ivz.search.relating import Closeness, related
from ivz.search.sources import Source, source_of, sources
from ivz.search.vocabulary import vocabulary
from ivz.search.words import fact, name_of, stems_in

LONGEST_QUESTION = 200
FIRST_YEAR, LAST_YEAR = 1900, 2100  # databases cannot look for just any year
MOST_WORDS = 5
MOST_CHOICES = 12


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The words, and what the hits are narrowed down to."""

    words: str
    kind: str = ""
    body: str = ""
    theme: str = ""
    year: int | None = None

    def facts(self) -> list[str]:
        """Give what is asked besides the words, as it is indexed; what is not there has no hits."""
        asked = {
            "kind": self.kind,
            "body": self.body and _key(Body.objects.filter(slug=self.body)),
            "theme": self.theme and _key(Theme.objects.filter(code=self.theme)),
            "year": self.year,
        }
        return [fact(name, value) for name, value in asked.items() if value]


def _key(rows: "QuerySet[Any]") -> str:
    """Give the key of the one row there is, or a word that no key is."""
    return str(rows.values_list("pk", flat=True).first() or "nothing")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One value by which the hits can be narrowed down, and how many it leaves."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Found:
    """What was found, best first, and how; ``is_cut`` where there is more."""

    rows: Sequence[Row] = ()
    way: Way = Way.ALL
    groups: Sequence[frozenset[str]] = ()
    kinds: Sequence[Choice] = ()
    bodies: Sequence[Choice] = ()
    themes: Sequence[Choice] = ()
    years: Sequence[Choice] = ()
    is_cut: bool = False

    @property
    def stems(self) -> frozenset[str]:
        """Every word that was looked for."""
        return frozenset().union(*self.groups)


def stems_asked(words: str) -> list[str]:
    """Give the stems that are looked for: the words that tell something, each once."""
    cleaned = words.replace("\x00", "")[:LONGEST_QUESTION]
    return list(dict.fromkeys(stems_in(cleaned)))[:MOST_WORDS]


def search(asked: Asked, *, actor: Actor) -> Found:
    """Find what ``actor`` may read, in a few queries, however many records there are."""
    stems = stems_asked(asked.words)
    if not stems:
        return Found()
    known, facts = vocabulary.known(), asked.facts()
    for way in Way:
        if way == Way.SOME and len(stems) == 1:
            break
        closeness = Closeness.PART if way == Way.ALL else Closeness.TYPO
        groups = [related(stem, known, up_to=closeness) for stem in stems]
        question = Question(way, stems, groups, name=name_of(asked.words), facts=facts)
        rows = best(question, actor=actor)
        if rows:
            return _told(rows, asked, question)
    return Found()


def entries_of(rows: Sequence[Row], *, actor: Actor) -> list[Entry]:
    """Give the entries of some hits, in the same order, and note which are restricted."""
    related_rows = Entry.objects.select_related("network", "body", "theme")
    found = related_rows.in_bulk([row.pk for row in rows])
    entries = [found[row.pk] for row in rows if row.pk in found]
    _note_readings(entries, actor)
    return entries


def _told(rows: Sequence[Row], asked: Asked, question: Question) -> Found:
    """Give the hits with what they can be narrowed down by; two queries."""
    shown = rows[:MOST_HITS]
    bodies = _bodies({row.body for row in shown})
    themes = _themes({row.theme for row in shown})
    kinds = {source.kind: (source.kind, str(source.label)) for source in sources()}
    years = {row.on.year: (str(row.on.year), str(row.on.year)) for row in shown if row.on}
    by_year = Counter(row.on.year for row in shown if row.on)
    return Found(
        rows=shown,
        way=question.way,
        groups=[frozenset(group) for group in question.groups],
        kinds=_choices(kinds, Counter(row.kind for row in shown), asked.kind),
        bodies=_choices(bodies, Counter(row.body for row in shown), asked.body),
        themes=_choices(themes, Counter(row.theme for row in shown), asked.theme),
        years=sorted(
            _choices(years, by_year, str(asked.year or "")),
            key=lambda choice: choice.value,
            reverse=True,
        ),
        is_cut=len(rows) > MOST_HITS,
    )


Values = dict[Any, tuple[str, str]]


def _bodies(keys: set[int | None]) -> Values:
    """Name bodies in short; where two are called the same, with their network."""
    bodies = Body.objects.filter(pk__in=[key for key in keys if key]).select_related("network")
    times = Counter(body.short_name for body in bodies)
    return {
        body.pk: (
            body.slug,
            f"{body.short_name}, {body.network}" if times[body.short_name] > 1 else body.short_name,
        )
        for body in bodies
    }


def _themes(keys: set[int | None]) -> Values:
    themes = Theme.objects.filter(pk__in=[key for key in keys if key])
    return {theme.pk: (theme.code, theme.name) for theme in themes}


def _choices(values: Values, counted: "Counter[Any]", chosen: str) -> list[Choice]:
    """Give the values that hits have, the most first."""
    found = [
        Choice(value=slug, label=label, count=counted[key], is_chosen=slug == chosen)
        for key, (slug, label) in values.items()
        if counted[key]
    ]
    found.sort(key=lambda choice: (-choice.count, choice.label))
    return found[:MOST_CHOICES]


def _note_readings(entries: Sequence[Entry], actor: Actor) -> None:
    """Note which of the records that are shown are restricted; one query.

    Policy: docs/policy/audit.md#restricted-records
    """
    parts = []
    for kind in sorted({entry.kind for entry in entries}):
        source = source_of(kind)
        keys = [entry.record_id for entry in entries if entry.kind == kind]
        if source is not None and hasattr(source.guarded, "openness"):
            parts.append(_restricted(source, keys))
    if parts and actor.person_id:
        found = parts[0].union(*parts[1:]) if len(parts) > 1 else parts[0]
        actor.restricted_readings.update((label, str(pk)) for label, pk in found)


def _restricted(source: Source, keys: Sequence[int]) -> "QuerySet[Any]":
    """Ask what is restricted of some records, or of what these close with: its kind and key."""
    path = f"{source.closes_with}__" if source.closes_with else ""
    closed = {f"{path}openness": Openness.RESTRICTED}
    shown = source.model._default_manager.filter(pk__in=keys, **closed)
    label = Value(source.guarded._meta.label, output_field=CharField())
    return shown.order_by().values_list(label, f"{path}pk")
