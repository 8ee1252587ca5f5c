"""A stated number held against what follows from its inputs."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

Number = int | Decimal | Fraction
Stated = TypeVar("Stated", bound=Hashable)

# Decimals shown beyond the published ones, so a reader sees which way the rounding went.
GUARD_DECIMALS = 2

# Words such as "about" and "nearly" cover so much, as a share of the stated number.
MARGIN = Decimal("0.05")


class Cause(StrEnum):
    """Why a stated number agrees with the recomputed one, or does not."""

    EXACT = "exact"
    ROUNDED = "rounded"
    TRUNCATED = "truncated"
    DIFFERS = "differs"
    AS_WORDED = "as-worded"
    NEARLY = "nearly"
    OFF_BY_ONE = "off-by-one"
    COVERED = "covered"
    SHORTFALL = "shortfall"
    FUNDED = "funded"
    UNFUNDED = "unfunded"
    MONOTONE = "monotone"
    NON_MONOTONE = "non-monotone"
    BOUNDARY_DEFINED = "boundary-defined"
    BOUNDARY_UNDEFINED = "boundary-undefined"
    BOUNDARY_OVERLAP = "boundary-overlap"


class Wording(StrEnum):
    """The words around a stated number that say how exact it claims to be."""

    ABOUT = "about"
    JUST_OVER = "just-over"
    NEARLY = "nearly"
    AT_LEAST = "at-least"


@dataclass(frozen=True)
class Check:
    """The outcome of one check on a stated number.

    Attributes:
        published: the number as stated.
        recomputed: the number that follows from the inputs, with a few decimals more.
        agrees: whether the statement holds.
        cause: why it holds, or why not.
    """

    published: Decimal
    recomputed: Decimal
    agrees: bool
    cause: Cause

    @property
    def difference(self) -> Decimal:
        """How far the recomputed number lies above the published one."""
        return self.recomputed - self.published


def rounded(value: Number, *, decimals: int) -> Decimal:
    """Round half away from zero, as people do.

    Args:
        value: an exact number.
        decimals: how many decimals to keep, zero or more.

    Returns:
        The rounded number, written with exactly so many decimals.

    Source: docs/methods/arithmetic.md#rounding
    """
    return _cut(value, decimals, Fraction(1, 2))


def truncated(value: Number, *, decimals: int) -> Decimal:
    """Cut off the decimals beyond those kept, towards zero.

    Args:
        value: an exact number.
        decimals: how many decimals to keep, zero or more.

    Returns:
        The truncated number, written with exactly so many decimals.

    Source: docs/methods/arithmetic.md#rounding
    """
    return _cut(value, decimals, Fraction(0))


def compare(exact: Number, *, published: Decimal, decimals: int) -> Check:
    """Tell whether a published number is the exact one, rounded, cut off, or something else.

    Args:
        exact: what follows from the inputs.
        published: the number as stated.
        decimals: how many decimals were published.

    Returns:
        Agreement when exact or properly rounded; ``truncated`` or ``differs`` otherwise.

    Source: docs/methods/arithmetic.md#rounding
    """
    if Fraction(published) == Fraction(exact):
        cause = Cause.EXACT
    elif published == rounded(exact, decimals=decimals):
        cause = Cause.ROUNDED
    elif published == truncated(exact, decimals=decimals):
        cause = Cause.TRUNCATED
    else:
        cause = Cause.DIFFERS
    return Check(
        published=published,
        recomputed=rounded(exact, decimals=decimals + GUARD_DECIMALS),
        agrees=cause in {Cause.EXACT, Cause.ROUNDED},
        cause=cause,
    )


def in_words(
    exact: Number, *, published: Decimal, wording: Wording, margin: Decimal = MARGIN
) -> Check:
    """Tell whether a number stated in words ("about", "just over") covers the exact one.

    Args:
        exact: what follows from the inputs.
        published: the number in the statement, not zero.
        wording: how exact the statement claims to be.
        margin: how far such words may reach, as a share of the stated number.

    Returns:
        ``as-worded`` when it holds; else ``nearly`` within the margin and ``differs`` beyond.
        Recomputed to two decimals.

    Raises:
        ValueError: the stated number is zero, so nothing is about that much.

    Source: docs/methods/arithmetic.md#words
    """
    if not published:
        raise ValueError("a statement about zero has no margin")
    deviation = (Fraction(exact) - Fraction(published)) / abs(Fraction(published))
    agrees = _covers(wording, deviation, Fraction(margin))
    missed = Cause.NEARLY if abs(deviation) <= Fraction(margin) else Cause.DIFFERS
    return Check(
        published=published,
        recomputed=rounded(exact, decimals=GUARD_DECIMALS),
        agrees=agrees,
        cause=Cause.AS_WORDED if agrees else missed,
    )


def monotone(values: Sequence[Decimal], *, rising: bool = True) -> Check:
    """Tell whether values never turn back, and where they first do.

    Args:
        values: in the order of what they depend on; at least two.
        rising: whether each value must be at least the one before, else at most.

    Returns:
        On a turn: the first value that turns back as published, the value before it, which it
        had to reach, as recomputed. Without one: the last value twice.

    Raises:
        ValueError: fewer than two values.

    Source: docs/methods/arithmetic.md#order
    """
    if len(values) < 2:
        raise ValueError("an order needs at least two values")
    for before, after in pairwise(values):
        if after < before if rising else after > before:
            return Check(after, before, agrees=False, cause=Cause.NON_MONOTONE)
    return Check(values[-1], values[-1], agrees=True, cause=Cause.MONOTONE)


def boundary(
    up_to: Decimal, above: Decimal, *, includes_up_to: bool, includes_above: bool
) -> Check:
    """Tell whether two neighbouring classes leave a gap or overlap.

    Args:
        up_to: where the lower class ends.
        above: where the higher class starts.
        includes_up_to: whether ``up_to`` itself belongs to the lower class.
        includes_above: whether ``above`` itself belongs to the higher class.

    Returns:
        The end of the lower class as published, the start of the higher as recomputed;
        ``boundary-undefined`` where a value has no class, ``boundary-overlap`` where it has two.

    Source: docs/methods/arithmetic.md#boundaries
    """
    owners = includes_up_to + includes_above
    if up_to < above or (up_to == above and owners == 0):
        cause = Cause.BOUNDARY_UNDEFINED
    elif up_to > above or owners == 2:
        cause = Cause.BOUNDARY_OVERLAP
    else:
        cause = Cause.BOUNDARY_DEFINED
    return Check(up_to, above, agrees=cause is Cause.BOUNDARY_DEFINED, cause=cause)


def contradictions(stated: Mapping[str, Stated]) -> dict[Stated, tuple[str, ...]]:
    """List the different values that one fact gets in several places.

    Args:
        stated: the value in each place where the fact is stated.

    Returns:
        Each value with the places that state it, in the order given; empty when all agree.

    Source: docs/methods/arithmetic.md#contradictions
    """
    places: dict[Stated, tuple[str, ...]] = {}
    for place, value in stated.items():
        places[value] = (*places.get(value, ()), place)
    return places if len(places) > 1 else {}


def _cut(value: Number, decimals: int, carry: Fraction) -> Decimal:
    exact = Fraction(value)
    units = int(abs(exact) * 10**decimals + carry)
    return Decimal(units if exact >= 0 else -units).scaleb(-decimals)


def _covers(wording: Wording, deviation: Fraction, margin: Fraction) -> bool:
    match wording:
        case Wording.ABOUT:
            return abs(deviation) <= margin
        case Wording.JUST_OVER:
            return 0 < deviation <= margin
        case Wording.NEARLY:
            return -margin <= deviation < 0
        case Wording.AT_LEAST:
            return deviation >= 0
