"""In which row and column the boxes of a drawing stand."""

from collections import defaultdict
from collections.abc import Sequence

Ends = Sequence[tuple[int, int]]
Cells = dict[int, tuple[int, int]]


def rows_of(layers: Sequence[Sequence[int]], ends: Ends, *, columns: int) -> list[list[int]]:
    """Cut every layer into rows, the boxes with most lines first; those without come last."""
    counts: dict[int, int] = defaultdict(int)
    for end in (key for pair in ends for key in pair):
        counts[end] += 1
    rows: list[list[int]] = []
    for layer in layers:
        ranked = sorted(layer, key=lambda key: -counts[key])
        rows += [ranked[start : start + columns] for start in range(0, len(ranked), columns)]
    return rows


def cells_of(rows: Sequence[Sequence[int]], ends: Ends) -> Cells:
    """Give every box its row and column: rows in the middle, boxes near what they are tied to.

    Args:
        rows: the boxes of each row, those with most lines first.
        ends: pairs of boxes that are tied.
    """
    tied: dict[int, set[int]] = defaultdict(set)
    for source, target in ends:
        tied[source].add(target)
        tied[target].add(source)
    columns = max((len(keys) for keys in rows), default=0)
    cells: Cells = {}
    for row, keys in enumerate(rows):
        start = (columns - len(keys)) // 2
        for place, key in enumerate(_in_order(keys, tied, cells)):
            cells[key] = (row, start + place)
    return cells


def _in_order(keys: Sequence[int], tied: dict[int, set[int]], cells: Cells) -> list[int]:
    """Order a row from left to right by the columns of what is tied to it above.

    Of boxes beneath one place the most tied stands in the middle; boxes that are tied to nothing
    above stand around the others.
    """
    columns = {key: [cells[other][1] for other in tied[key] if other in cells] for key in keys}
    beneath: dict[float, list[int]] = defaultdict(list)
    for key in keys:
        if columns[key]:
            beneath[sum(columns[key]) / len(columns[key])].append(key)
    loose = [key for key in keys if not columns[key]]
    if not beneath:
        return _middle_out(loose)
    half = len(loose) // 2
    anchored = [key for place in sorted(beneath) for key in _middle_out(beneath[place])]
    return [*loose[:half][::-1], *anchored, *loose[half:]]


def _middle_out(keys: Sequence[int]) -> list[int]:
    ordered: list[int] = []
    for number, key in enumerate(keys):
        ordered.insert(len(ordered) if number % 2 == 0 else 0, key)
    return ordered
