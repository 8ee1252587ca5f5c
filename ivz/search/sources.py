"""What can be searched: higher subjects register their kinds of record when the program starts.

Policy: docs/policy/search.md#what-is-found
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from ivz.accounts.actors import Actor
from ivz.search.words import stems_in

# Where an address holds this, it leads to the network chosen at the top of the page.
CHOSEN_NETWORK = "{network}"


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is indexed of a record: whoever may read the record may read all of it.

    ``also`` holds words by which it is found and that are not shown, ``file`` those of a file that
    is read by the same people. Who asks for one of ``called`` and nothing else gets it first.
    """

    title: str
    address: str
    text: str = ""
    also: str = ""
    file: str = ""
    called: Sequence[str] = ()
    network_id: int | None = None
    body_id: int | None = None
    theme_id: int | None = None
    on: date | None = None

    @property
    def names(self) -> str:
        """What it is called, a line for each."""
        return "\n".join(self.called)

    @property
    def file_stems(self) -> str:
        """The stems of the words of the file, each once."""
        return " ".join(dict.fromkeys(stems_in(self.file)))


@dataclass(frozen=True, kw_only=True)
class Source:
    """One kind of record that can be found.

    Attributes:
        kind: the kind in the index and in addresses.
        label: how people call several.
        one: how people call one.
        position: where it stands among the kinds.
        rows: the records that are indexed, with what ``tell`` needs.
        tell: what is indexed of one.
        visible_to: the records somebody may read; None where everybody may read them all.
        text_name: how people call what ``tell`` gives as text, after "Found in:".
        is_low: whether hits stand below all others, unless they are called exactly so.
        closes_with: the path to what it is as closed as, where it holds no openness itself;
            whoever reads one of something restricted reads that.
        follows: which records change it, as label and path from its own: ``meetings.Meeting``,
            ``meeting``. Its own need no mention.
    """

    kind: str
    label: str | Promise
    one: str | Promise
    position: int
    rows: Callable[[], "QuerySet[Any]"]
    tell: Callable[[Any], Told]
    visible_to: Callable[[Actor], "QuerySet[Any]"] | None = None
    text_name: str | Promise = ""
    is_low: bool = False
    closes_with: str = ""
    follows: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def model(self) -> type[Model]:
        """Of what model the records are."""
        return self.rows().model

    @cached_property
    def guarded(self) -> type[Model]:
        """Of what model the records are that say how open these are."""
        if not self.closes_with:
            return self.model
        path: Any = self.model._meta.get_field(self.closes_with)
        found: type[Model] = path.related_model
        return found


_sources: dict[str, Source] = {}
_following: dict[str, list[tuple[Source, str]]] = {}


def register_source(source: Source) -> None:
    """Let records of a kind be found.

    Raises:
        ValueError: records of another model go by this kind already.
    """
    taken = _sources.get(source.kind)
    if taken is not None and taken.model is not source.model:
        raise ValueError(f"{source.kind} is the kind of {taken.model._meta.label} already")
    _sources[source.kind] = source
    _following.clear()


def sources() -> list[Source]:
    """Give every kind, in the order in which they are shown."""
    return sorted(_sources.values(), key=lambda source: source.position)


def source_of(kind: str) -> Source | None:
    """Give the kind that goes by this name, None where there is none."""
    return _sources.get(kind)


def following(label: str) -> list[tuple[Source, str]]:
    """Give the kinds that change with a record of ``label``, with the path from theirs to it."""
    if label not in _following:
        _following[label] = [
            (source, path) for source in sources() if (path := _path(source, label))
        ]
    return _following[label]


def _path(source: Source, label: str) -> str:
    """Give how records of a source hang on what goes by ``label``; empty where they do not."""
    own = source.model._meta.label
    return "pk" if own == label else source.follows.get(label, "")
