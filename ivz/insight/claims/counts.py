"""Claims about counts and what follows from them: shares, sums, growth."""

from fractions import Fraction

from django.utils.translation import gettext as _

from ivz.insight.claims.cells import (
    Cells,
    Outcome,
    cause_in_words,
    decimals_of,
    percent,
    written,
)
from safetystats import arithmetic
from safetystats.checks import Cause, Check, rounded


def percentage_of(cells: Cells) -> Outcome:
    """Check a part of a whole, per hundred or per thousand."""
    part, whole, per = cells.number("part"), cells.number("whole"), cells.whole("per")
    decimals, stated = cells.whole("decimals"), cells.number("stated")
    check = arithmetic.rate_of(part, whole, per=per, published=stated, decimals=decimals)
    shown = percent if per == 100 else written
    exact = Fraction(part) * per / Fraction(whole)
    texts = {
        True: _("For %(subject)s %(stated)s is right: %(part)s out of %(whole)s."),
        False: _(
            "For %(subject)s the paper states %(stated)s; %(part)s out of %(whole)s is "
            "%(recomputed)s."
        ),
    }
    words = {
        "subject": cells.text("subject"),
        "stated": shown(stated, decimals),
        "part": written(part),
        "whole": _whole(cells),
        "recomputed": shown(exact, decimals),
    }
    return Outcome(
        sentence=texts[check.agrees] % words,
        published=shown(stated, decimals),
        recomputed=shown(exact, decimals),
        verdict="agrees" if check.agrees else "differs",
        cause=_cause_of_share(cells, check),
    )


def sum_of(cells: Cells) -> Outcome:
    """Check a total against its parts."""
    stated, unit = cells.number("stated"), cells.text("unit")
    parts = [row.number("value") for row in cells.rows("parts")]
    check = arithmetic.total_of(parts, published=stated, decimals=decimals_of(stated))
    total = sum(parts)
    texts = {
        True: _("For %(subject)s the parts add up to %(total)s %(unit)s, as stated."),
        False: _(
            "For %(subject)s the paper states %(stated)s %(unit)s, but the parts add up to "
            "%(total)s %(unit)s."
        ),
    }
    return Outcome(
        sentence=texts[check.agrees]
        % {
            "subject": cells.text("subject"),
            "stated": written(stated),
            "total": written(rounded(total, decimals=max(map(decimals_of, parts)))),
            "unit": unit,
        },
        published=f"{written(stated)} {unit}",
        recomputed=f"{written(rounded(total, decimals=max(map(decimals_of, parts))))} {unit}",
        verdict="agrees" if check.agrees else "differs",
        cause=cause_in_words(check.cause),
    )


def growth(cells: Cells) -> Outcome:
    """Check a stated multiplication over a stated number of years."""
    series, decimals = cells.rows("series"), cells.whole("decimals")
    first, last = series[0], series[-1]
    stated = cells.number("stated_factor").normalize()
    stated_years = cells.whole("stated_years")
    factor = Fraction(last.number("count")) / Fraction(first.number("count"))
    years = arithmetic.years_between(
        first.whole("year"), last.whole("year"), published=stated_years
    )
    agrees = years.agrees and rounded(factor, decimals=decimals) == rounded(
        stated, decimals=decimals
    )
    words = {
        "subject": cells.text("subject"),
        "stated": written(stated),
        "stated_years": stated_years,
        "first": written(first.number("count")),
        "last": written(last.number("count")),
        "first_year": first.whole("year"),
        "last_year": last.whole("year"),
        "factor": written(factor, 2),
        "years": int(years.recomputed),
    }
    figures = _("%(factor)s times in %(years)s years")
    return Outcome(
        sentence=_growth_sentence(agrees=agrees) % words,
        published=figures % {"factor": written(stated), "years": stated_years},
        recomputed=figures % {"factor": words["factor"], "years": words["years"]},
        verdict="agrees" if agrees else "differs",
        cause=_("The first year counts as the start, not as a step.")
        if years.cause is Cause.OFF_BY_ONE
        else _("Computed from the series in the paper."),
    )


def chained_change(cells: Cells) -> Outcome:
    """Check a starting value by undoing the changes since."""
    start, end = cells.number("start"), cells.number("end")
    changes, tolerance = cells.numbers("changes_percent"), cells.number("tolerance_percent")
    implied = Fraction(end)
    for change in changes:
        implied /= 1 + Fraction(change) / 100
    agrees = abs(implied - Fraction(start)) * 100 <= Fraction(tolerance) * Fraction(start)
    texts = {
        True: _(
            "For %(subject)s the start of about %(start)s is right: counting back from %(end)s "
            "gives %(implied)s."
        ),
        False: _(
            "For %(subject)s the paper starts at %(start)s, but counting back from %(end)s gives "
            "%(implied)s."
        ),
    }
    return Outcome(
        sentence=texts[agrees]
        % {
            "subject": cells.text("subject"),
            "start": written(start),
            "end": written(end),
            "implied": written(implied, 0),
        },
        published=written(start),
        recomputed=written(implied, 0),
        verdict="agrees" if agrees else "differs",
        cause=_("Counted back from the last year with the stated changes."),
    )


def _growth_sentence(*, agrees: bool) -> str:
    if agrees:
        return _(
            "For %(subject)s it is right that the number became %(stated)s times as high in "
            "%(stated_years)s years: from %(first)s to %(last)s."
        )
    return _(
        "For %(subject)s the paper states %(stated)s times as many in %(stated_years)s years; "
        "from %(first)s in %(first_year)s to %(last)s in %(last_year)s is %(factor)s times as "
        "many in %(years)s years."
    )


def _whole(cells: Cells) -> str:
    text = (
        _("%(count)s %(name)s (derived)")
        if cells.holds("whole_is_derived")
        else "%(count)s %(name)s"
    )
    return text % {"count": written(cells.number("whole")), "name": cells.text("whole_name")}


def _cause_of_share(cells: Cells, check: Check) -> str:
    if check.agrees or check.cause is Cause.TRUNCATED:
        return cause_in_words(check.cause)
    if cells.has("stated_whole_name"):
        implied = arithmetic.implied_whole(
            cells.number("part"), rate=cells.number("stated"), per=cells.whole("per")
        )
        return _("Divided by something else: the stated number needs %(implied)s %(name)s.") % {
            "implied": written(implied),
            "name": cells.text("stated_whole_name"),
        }
    return _("Another definition or another denominator; the source does not say which.")
