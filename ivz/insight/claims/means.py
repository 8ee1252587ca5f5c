"""Claims about means: money, hours, capacity and the classes that divide them."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import prod

from django.utils.translation import gettext as _

from ivz.insight.claims.cells import (
    Cells,
    Outcome,
    cause_in_words,
    decimals_of,
    euros,
    written,
)
from ivz.insight.numerals import enumerated
from safetystats import arithmetic, checks
from safetystats.checks import Cause, Check, rounded

TIMES = " \N{MULTIPLICATION SIGN} "

# Words that count the limit itself as part of the class below, or of the class above.
INCLUDES_BELOW = {"tot en met", "t/m", "hoogstens", "maximaal"}
INCLUDES_ABOVE = {"vanaf", "minstens", "ten minste"}


def product_of(cells: Cells) -> Outcome:
    """Check a product, rounded to a stated step."""
    stated, step, unit = cells.number("stated"), cells.number("rounded_to"), cells.text("unit")
    factors = cells.rows("factors")
    product = prod((Fraction(row.number("value")) for row in factors), start=Fraction(1))
    nearest = rounded(product / Fraction(step), decimals=0) * step
    agrees = nearest == stated
    texts = {
        True: _("For %(subject)s %(stated)s %(unit)s is right: %(factors)s is %(product)s."),
        False: _(
            "For %(subject)s the paper states %(stated)s %(unit)s, but %(factors)s is %(product)s."
        ),
    }
    decimals = decimals_of(step) + 2 if decimals_of(step) else 0
    return Outcome(
        sentence=texts[agrees]
        % {
            "subject": cells.text("subject"),
            "stated": written(stated),
            "unit": unit,
            "factors": TIMES.join(_factor(row) for row in factors),
            "product": written(product, decimals),
        },
        published=f"{written(stated)} {unit}",
        recomputed=f"{written(product, decimals)} {unit}",
        verdict="agrees" if agrees else "differs",
        cause=_("Right when rounded.") if agrees else _("The source does not say why."),
    )


def covers_cost(cells: Cells) -> Outcome:
    """Check row by row whether an income pays for a cost."""
    rows = [(row.text("name"), _covered(row)) for row in cells.rows("rows")]
    short = [(name, -check.difference) for name, check in rows if not check.agrees]
    names = {
        "subject": cells.text("subject"),
        "income": cells.text("income_name"),
        "cost": cells.text("cost_name"),
    }
    if not short:
        left = min(check.difference for _name, check in rows)
        text = _("For %(subject)s: the %(income)s covers the %(cost)s, and leaves %(left)s.")
        sentence = text % {**names, "left": euros(left)}
    else:
        sentence = _shortfall(names, short, rows=len(rows))
    incomes, costs = (
        [check.recomputed for _name, check in rows],
        [check.published for _name, check in rows],
    )
    return Outcome(
        sentence=sentence,
        published=f"{names['cost']}: {_spread(costs)}",
        recomputed=f"{names['income']}: {_spread(incomes)}",
        verdict="differs" if short else "agrees",
        cause=_("Income and cost computed from the numbers in the paper."),
    )


def funded_until(cells: Cells) -> Outcome:
    """Check whether money lasts until other money takes over, and what is left of the reserve."""
    start, months, until = (
        cells.day("start"),
        cells.whole("months"),
        cells.day("next_funding_from"),
    )
    check = arithmetic.funded_months(start, months=months, until=until)
    spent = cells.product("cost_per_year") * months / 12
    texts = {
        True: _("For %(subject)s the money lasts until %(until)s."),
        False: _(
            "For %(subject)s the money lasts %(months)s months from %(start)s; new money comes on "
            "%(until)s. That leaves %(gap)s months without, unless the rest of the reserve pays "
            "(%(left)s)."
        ),
    }
    return Outcome(
        sentence=texts[check.agrees]
        % {
            "subject": cells.text("subject"),
            "months": months,
            "start": written(start),
            "until": written(until),
            "gap": written(check.difference),
            "left": euros(Fraction(cells.number("reserve_eur")) - spent),
        },
        published=_("%(count)s months") % {"count": written(check.published)},
        recomputed=_("%(count)s months") % {"count": written(check.recomputed)},
        verdict="agrees" if check.agrees else "differs",
        cause=_("Counted in months from the first paid day."),
    )


def scaled_benchmark(cells: Cells) -> Outcome:
    """Check what other networks' means come to at one's own size."""
    decimals, own = cells.whole("decimals"), cells.number("own_size")
    ends = _scaled_ends(cells)
    wrong = [check for check in ends if not check.agrees]
    texts = {
        True: _(
            "For %(subject)s the range %(stated)s is right: scaled to %(own)s %(size)s it is "
            "%(scaled)s."
        ),
        False: _(
            "For %(subject)s the paper states %(stated)s; scaled to %(own)s %(size)s it is "
            "%(scaled)s."
        ),
    }
    unit = cells.text("unit")
    stated, scaled = (
        _range([check.published for check in ends], unit, decimals),
        _range([check.recomputed for check in ends], unit, decimals),
    )
    return Outcome(
        sentence=texts[not wrong]
        % {
            "subject": cells.text("subject"),
            "stated": stated,
            "own": written(own),
            "size": cells.text("size_name"),
            "scaled": scaled,
        },
        published=stated,
        recomputed=scaled,
        verdict="differs" if wrong else "agrees",
        cause=cause_in_words(wrong[0].cause if wrong else Cause.ROUNDED),
    )


def range_contains(cells: Cells) -> Outcome:
    """Check whether a number lies in the range the paper itself gives."""
    value, low, high = cells.number("value"), cells.number("low"), cells.number("high")
    agrees = low <= value <= high
    texts = {
        True: _("For %(subject)s %(value)s lies within the paper's own range of %(range)s."),
        False: _(
            "For %(subject)s the paper uses %(value)s; that lies outside the range of %(range)s "
            "that it gives itself."
        ),
    }
    unit, decimals = cells.text("unit"), max(decimals_of(low), decimals_of(high))
    own = f"{written(value)} {unit}"
    given = _range([low, high], unit, decimals)
    return Outcome(
        sentence=texts[agrees] % {"subject": cells.text("subject"), "value": own, "range": given},
        published=own,
        recomputed=given,
        verdict="agrees" if agrees else "differs",
        cause=_("Two computations in the paper give different answers."),
    )


def monotone(cells: Cells) -> Outcome:
    """Check whether values keep rising, or keep falling, from row to row."""
    rows, rising = cells.rows("rows"), cells.text("direction") == "up"
    values = [row.number("value") for row in rows]
    check = checks.monotone(values, rising=rising)
    texts = {
        (True, True): _("It is right that %(subject)s keeps rising."),
        (True, False): _("It is right that %(subject)s keeps falling."),
        (False, True): _(
            "It is not right that %(subject)s keeps rising: after %(before)s comes %(after)s."
        ),
        (False, False): _(
            "It is not right that %(subject)s keeps falling: after %(before)s comes %(after)s."
        ),
    }
    before, after = _turn(rows, check)
    return Outcome(
        sentence=texts[check.agrees, rising]
        % {"subject": cells.text("subject"), "before": before, "after": after},
        published=_("rising") if rising else _("falling"),
        recomputed=", ".join(written(value) for value in values),
        verdict="agrees" if check.agrees else "differs",
        cause=_("The values stand in the paper in this order."),
    )


def boundary(cells: Cells) -> Outcome:
    """Check whether each limit between classes belongs to exactly one of them."""
    limits = cells.rows("limits")
    open_limits = [row.number("value") for row in limits if not _belongs_somewhere(row)]
    texts = {
        True: _("For %(subject)s every limit belongs to one class."),
        False: _(
            "For %(subject)s the paper does not say which class exactly %(limits)s %(unit)s "
            "belongs to."
        ),
    }
    words = [row.text("below") for row in limits] + [
        row.text("above") for row in limits if row.has("above")
    ]
    return Outcome(
        sentence=texts[not open_limits]
        % {
            "subject": cells.text("subject"),
            "limits": enumerated(written(value) for value in open_limits),
            "unit": cells.text("unit"),
        },
        published=", ".join(f"“{word}”" for word in dict.fromkeys(words)),
        recomputed=_("%(count)s limits open") % {"count": len(open_limits)},
        verdict="unclear" if open_limits else "agrees",
        cause=_("The words leave the limit itself open; here it belongs to the higher class."),
    )


def _scaled_ends(cells: Cells) -> list[Check]:
    """Scale the leanest and the richest benchmark, each beside the stated end of the range."""
    benchmarks = sorted(
        cells.rows("benchmarks"),
        key=lambda row: Fraction(row.number("amount")) / Fraction(row.number("size")),
    )
    return [
        arithmetic.scaled_benchmark(
            row.number("amount"),
            row.number("size"),
            own=cells.number("own_size"),
            published=cells.number(stated),
            decimals=cells.whole("decimals"),
        )
        for row, stated in ((benchmarks[0], "stated_low"), (benchmarks[-1], "stated_high"))
    ]


def _factor(row: Cells) -> str:
    text = _("%(count)s %(name)s (derived)") if row.holds("derived") else "%(count)s %(name)s"
    return text % {"count": written(row.number("value")), "name": row.text("name")}


def _covered(row: Cells) -> Check:
    return arithmetic.covered_by(row.product("income"), inhabitants=1, cost=row.product("cost"))


def _shortfall(names: dict[str, str], short: Sequence[tuple[str, Decimal]], *, rows: int) -> str:
    missing = [amount for _name, amount in short]
    if len(short) <= 2:
        text = _(
            "For %(subject)s: the %(income)s does not cover the %(cost)s; missing is %(rows)s."
        )
        return text % {
            **names,
            "rows": enumerated(f"{euros(amount)} ({name})" for name, amount in short),
        }
    text = _(
        "For %(subject)s: in %(short)s of %(rows)s cases the %(income)s is lower than the "
        "%(cost)s, by %(least)s to %(most)s."
    )
    return text % {
        **names,
        "short": len(short),
        "rows": rows,
        "least": euros(min(missing)),
        "most": euros(max(missing)),
    }


def _spread(amounts: Sequence[Decimal]) -> str:
    low, high = euros(min(amounts)), euros(max(amounts))
    return low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}


def _range(ends: Sequence[Decimal], unit: str, decimals: int) -> str:
    return _("%(low)s to %(high)s %(unit)s") % {
        "low": written(ends[0], decimals),
        "high": written(ends[-1], decimals),
        "unit": unit,
    }


def _turn(rows: Sequence[Cells], check: Check) -> tuple[str, str]:
    turn = (check.recomputed, check.published)
    for before, after in pairwise(rows):
        if not check.agrees and (before.number("value"), after.number("value")) == turn:
            return _named(before), _named(after)
    return _named(rows[0]), _named(rows[-1])


def _named(row: Cells) -> str:
    return f"{written(row.number('value'))} ({row.text('name')})"


def _belongs_somewhere(row: Cells) -> bool:
    value = row.number("value")
    return checks.boundary(
        value,
        value,
        includes_up_to=row.text("below") in INCLUDES_BELOW,
        includes_above=row.has("above") and row.text("above") in INCLUDES_ABOVE,
    ).agrees
