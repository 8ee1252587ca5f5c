"""Which pieces of work look alike by their titles."""

import re
from collections.abc import Collection

from ivz.network.models import Network

SHORTEST_WORD = 4
SHARED_WORDS = 2
_SAYS_NOTHING = {"aanpak", "project", "regionale", "regionaal", "voor", "rond", "over"}


def words_of(title: str, *, network: Network) -> list[str]:
    """Give the words of a title that say what it is about; its own network is in every title."""
    says_nothing = _SAYS_NOTHING | set(re.findall(r"\w+", network.name.lower()))
    found = re.findall(r"\w+", title.lower())
    return [word for word in found if len(word) >= SHORTEST_WORD and word not in says_nothing]


def are_alike(words: Collection[str], others: Collection[str]) -> bool:
    """Tell whether one title says all that the other says, in two words or more."""
    fewer, more = sorted([set(words), set(others)], key=len)
    return fewer <= more and (len(fewer) >= SHARED_WORDS or fewer == more != set())
