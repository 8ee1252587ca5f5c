"""How a hit is shown, on the page and to other programs."""

from collections.abc import Collection
from dataclasses import dataclass

from ivz.network.models import Network
from ivz.search.models import Entry
from ivz.search.snippets import Piece, pieces, snippet
from ivz.search.sources import CHOSEN_NETWORK, source_of


@dataclass(frozen=True)
class Hit:
    """A record that was found, with the words that were found marked."""

    entry: Entry
    kind: str
    title: list[Piece]
    snippet: list[Piece]
    url: str


def shown(entry: Entry, stems: Collection[str], *, network: Network | None = None) -> Hit:
    """Give what is shown of an entry to who searched for words with these stems."""
    source = source_of(entry.kind)
    return Hit(
        entry=entry,
        kind=str(source.one) if source else "",
        title=pieces(entry.title, stems),
        snippet=snippet(entry.text, stems),
        url=address_of(entry, network=network),
    )


def address_of(entry: Entry, *, network: Network | None = None) -> str:
    """Give where it is read: in the network given, else in the one that came first."""
    if CHOSEN_NETWORK not in entry.address:
        return entry.address
    chosen = network or Network.objects.order_by("pk").first()
    return entry.address.replace(CHOSEN_NETWORK, chosen.slug) if chosen else ""
