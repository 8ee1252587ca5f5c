"""Claims about what a paper mentions: dates, names, references and lists."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ivz.insight.claims.cells import Cells, Outcome, Value, decimals_of, written
from ivz.insight.numerals import enumerated
from safetystats import arithmetic, checks


def same_value(cells: Cells) -> Outcome:
    """Check whether several places state one fact alike."""
    stated = {row.text("place"): row.value("value") for row in cells.rows("values")}
    first = next(iter(stated.values()))
    different = checks.contradictions(stated)
    groups = different or {first: tuple(stated)}
    texts = {
        True: _("On %(subject)s the paper says the same everywhere: %(values)s."),
        False: _("On %(subject)s the paper contradicts itself: %(values)s."),
    }
    listed = [
        _("%(value)s (%(places)s)") % {"value": written(value), "places": "; ".join(places)}
        for value, places in groups.items()
    ]
    others = [value for value in groups if value != first]
    return Outcome(
        sentence=texts[not different]
        % {"subject": cells.text("subject"), "values": enumerated(listed)},
        published=written(first),
        recomputed=enumerated(written(value) for value in others or [first]),
        verdict="differs" if different else "agrees",
        cause=_cause(
            cells, _("Two places in the paper differ; which is right, only the author knows.")
        ),
    )


def is_about_figures(cells: Cells) -> bool:
    """Tell whether the values compared are measured figures, so with decimals."""
    values: list[Value] = [row.value("value") for row in cells.rows("values")]
    return all(isinstance(value, Decimal) and decimals_of(value) > 0 for value in values)


def years_between(cells: Cells) -> Outcome:
    """Check a stated number of years against its first and last day."""
    start, until = cells.day("from"), cells.day("until")
    stated = cells.whole("stated_years")
    incomplete = (until.month, until.day) < (start.month, start.day)
    check = arithmetic.years_between(start.year + incomplete, until.year, published=stated)
    texts = {
        True: _("For %(subject)s %(stated)s years is right: from %(start)s to %(until)s."),
        False: _(
            "For %(subject)s the paper states %(stated)s years; from %(start)s to %(until)s is "
            "%(years)s years."
        ),
    }
    years = _("%(count)s years")
    return Outcome(
        sentence=texts[check.agrees]
        % {
            "subject": cells.text("subject"),
            "stated": stated,
            "start": written(start),
            "until": written(until),
            "years": written(check.recomputed),
        },
        published=years % {"count": stated},
        recomputed=years % {"count": written(check.recomputed)},
        verdict="agrees" if check.agrees else "differs",
        cause=_cause(cells, _("Counted in full years.")),
    )


def listed_all(cells: Cells) -> Outcome:
    """Check whether a list names everything it should."""
    listed = [str(name) for name in cells.items("listed")]
    expected = [str(name) for name in cells.items("should_list")]
    missing = [name for name in expected if name not in listed]
    lacking = ngettext(
        "The list of %(subject)s lacks %(missing)s.",
        "The list of %(subject)s lacks these: %(missing)s.",
        len(missing),
    )
    complete = _("The list of %(subject)s is complete: all %(count)s stand in it.")
    return Outcome(
        sentence=(lacking if missing else complete)
        % {
            "subject": cells.text("subject"),
            "count": len(expected),
            "missing": enumerated(missing),
        },
        published=_("%(count)s named") % {"count": len(set(listed) & set(expected))},
        recomputed=_("%(count)s expected") % {"count": len(expected)},
        verdict="differs" if missing else "agrees",
        cause=_cause(cells, _("Compared with what stands elsewhere in the paper.")),
    )


def _cause(cells: Cells, usual: str) -> str:
    return cells.text("possible_cause") if cells.has("possible_cause") else usual
