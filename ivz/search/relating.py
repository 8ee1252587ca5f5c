"""Which indexed words belong to a word that somebody typed; the same on every engine.

Whether two words belong together follows from these two alone, never from what else is indexed,
and nothing is cut off after so many. So a word that stands in closed records only adds no hit, and
takes none away.
Policy: docs/policy/search.md#nothing-closed
"""

from collections.abc import Iterable
from enum import IntEnum

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract_iter

SHORTEST_PART = 4
SHORTEST_HEAD = 5
SHORTEST_REST = 3
SHORTEST_WITH_TYPO = 5
SHORTEST_WITH_TWO = 8


class Closeness(IntEnum):
    """How a word belongs to another, from the same word to one that looks like it."""

    SAME = 0
    PART = 1
    TYPO = 2


def is_part(typed: str, known: str) -> bool:
    """Tell whether one is a part of the other, as compounds are made.

    ``inbrak`` finds ``woninginbrak``, and ``jeugdoverlast`` finds ``overlast``, what it is a kind
    of; ``jeugd`` it does not find.
    """
    if len(typed) >= SHORTEST_PART and (known.startswith(typed) or known.endswith(typed)):
        return True
    is_head = len(known) >= SHORTEST_HEAD and len(typed) - len(known) >= SHORTEST_REST
    return is_head and typed.endswith(known)


def typos_in(stem: str) -> int:
    """Give how many letters may differ: more in a longer word, none in a short one."""
    if len(stem) < SHORTEST_WITH_TYPO or any(letter.isdigit() for letter in stem):
        return 0
    return 2 if len(stem) >= SHORTEST_WITH_TWO else 1


def related(stem: str, known: Iterable[str], *, up_to: Closeness) -> set[str]:
    """Give the indexed stems that belong to ``stem``, itself included."""
    terms = list(known)
    found = {stem}
    if up_to >= Closeness.PART and not stem.isdigit():
        found.update(term for term in terms if is_part(stem, term))
    most = typos_in(stem)
    if up_to >= Closeness.TYPO and most:
        near = extract_iter(stem, terms, scorer=OSA.distance, processor=None, score_cutoff=most)
        found.update(term for term, _distance, _place in near)
    return found
