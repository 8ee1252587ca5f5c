"""How a hit is shown, on the page and to other programs."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ivz.network.models import Network
from ivz.search.models import Entry
from ivz.search.snippets import Piece, pieces, snippet
from ivz.search.sources import CHOSEN_NETWORK, source_of
from ivz.search.words import stems_in

Groups = Sequence[Collection[str]]


@dataclass(frozen=True)
class Hit:
    """A record that was found, with the words that were found marked."""

    entry: Entry
    kind: str
    title: list[Piece]
    snippet: list[Piece]
    url: str
    found_in: str


def shown(entry: Entry, groups: Groups, *, network: Network | None = None) -> Hit:
    """Give what is shown of an entry to who searched for a word of each of these groups."""
    source = source_of(entry.kind)
    stems = frozenset[str]().union(*groups)
    return Hit(
        entry=entry,
        kind=str(source.one) if source else "",
        title=pieces(entry.title, stems),
        snippet=snippet(entry.text, stems),
        url=address_of(entry, network=network),
        found_in=found_in(entry, groups),
    )


def found_in(entry: Entry, groups: Groups) -> str:
    """Say where the words stand that the title does not hold; empty where it holds them all."""
    left, names = list(groups), []
    for stems, name in _places(entry):
        held = [group for group in left if not set(group).isdisjoint(stems)]
        left = [group for group in left if group not in held]
        names += [name] if held and name else []
        if not left:
            break
    return ", ".join(names)


def _places(entry: Entry) -> Iterator[tuple[list[str], str]]:
    """Give the words of each part of an entry, with what people call that part."""
    source = source_of(entry.kind)
    yield stems_in(entry.title), ""
    yield stems_in(entry.text), str(source.text_name if source else "") or _("the text")
    yield stems_in(entry.also), _("what belongs to it, such as theme, body or number")
    yield entry.file_stems.split(), _("the text of the file")


def address_of(entry: Entry, *, network: Network | None = None) -> str:
    """Give where it is read: in the network given, else in the one that came first."""
    if CHOSEN_NETWORK not in entry.address:
        return entry.address
    chosen = network or Network.objects.order_by("pk").first()
    return entry.address.replace(CHOSEN_NETWORK, chosen.slug) if chosen else ""
