"""What a comparison of areas shows about itself: ranks, ties, the choice of themes, the total.

Policy: docs/policy/figures.md#ranks
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ivz.insight.comparisons import Cell, Comparison, Standing, ThemeRow
from ivz.insight.findings import Finding
from ivz.insight.numerals import enumerated, in_words
from ivz.network.models import Area
from ivz.web.templatetags.ivz import NO_BREAK, number


def check_comparison(comparison: Comparison) -> list[Finding]:
    """Check every rank, the sums and the total row; also what agrees is reported."""
    return [
        *_printed_ranks(comparison),
        *_missing_ranks(comparison),
        *_choice_of_themes(comparison),
        *_total_row(comparison),
    ]


def headline(comparison: Comparison) -> str:
    """Say in one sentence who is lowest on the priorities, and whether that holds for all."""
    lowest, lowest_of_all = (
        _lowest(comparison.priority_standings),
        _lowest(comparison.overall_standings),
    )
    if not lowest or not lowest_of_all:
        return comparison.data_set.title
    if _areas(lowest) == _areas(lowest_of_all):
        text = ngettext(
            "%(areas)s has the lowest figures, on the priorities and on all %(count)s themes",
            "%(areas)s have the lowest figures, on the priorities and on all %(count)s themes",
            len(lowest),
        )
    else:
        text = ngettext(
            "%(areas)s has the lowest figures on the priorities, but not on all %(count)s themes",
            "%(areas)s have the lowest figures on the priorities, but not on all %(count)s themes",
            len(lowest),
        )
    return text % {"areas": enumerated(_areas(lowest)), "count": len(comparison.rows)}


def theme_headline(row: ThemeRow, cell: Cell) -> str:
    """Say in one sentence where one area stands on one theme."""
    others = [other.area for other in row.cells if other.rank == cell.rank and other is not cell]
    highest = max(other.rank for other in row.cells)
    if cell.rank == 1:
        text = _("%(area)s shares the lowest figure with %(others)s")
        alone = _("%(area)s has the lowest figure")
    elif cell.rank == highest:
        text = _("%(area)s shares the highest figure with %(others)s")
        alone = _("%(area)s has the highest figure")
    else:
        text = _("%(area)s shares place %(place)s with %(others)s")
        alone = _("%(area)s is on place %(place)s")
    return (text if others else alone) % {
        "area": cell.area,
        "others": enumerated(others),
        "place": cell.rank,
    }


def _printed_ranks(comparison: Comparison) -> list[Finding]:
    printed = [cell for row in comparison.rows for cell in row.cells if cell.published_rank]
    if not printed:
        return []
    wrong = [finding for row in comparison.rows for finding in _wrong_ranks(row)]
    right = sum(not cell.deviates for cell in printed)
    text = ngettext(
        "%(right)s of the %(count)s printed rank follows from the figures.",
        "%(right)s of the %(count)s printed ranks follow from the figures.",
        len(printed),
    )
    agreeing = Finding(
        code="ranks",
        sentence=text % {"right": right, "count": len(printed)},
        published=str(len(printed)),
        recomputed=str(right),
        verdict="agrees",
        cause=_("Ranks are computed: equal figures share a rank, 1 is the lowest."),
        place=comparison.data_set.source,
        url=comparison.data_set.get_absolute_url(),
    )
    return [*wrong, agreeing] if right else wrong


def _wrong_ranks(row: ThemeRow) -> list[Finding]:
    wrong = sorted((cell for cell in row.cells if cell.deviates), key=lambda cell: cell.rank)
    if len(wrong) == 2 and _are_swapped(*wrong):
        return [_swapped(*wrong)]
    return [_misplaced(cell) for cell in wrong]


def _are_swapped(first: Cell, second: Cell) -> bool:
    return (first.rank, second.rank) == (second.published_rank, first.published_rank)


def _swapped(lower: Cell, higher: Cell) -> Finding:
    text = _(
        "For “%(theme)s” two ranks were swapped: %(lower)s has %(lower_rate)s and was given "
        "rank %(lower_rank)s, %(higher)s has the higher figure %(higher_rate)s and was given "
        "rank %(higher_rank)s."
    )
    return _about_ranks(
        (lower, higher),
        sentence=text
        % {
            "theme": lower.theme,
            "lower": lower.area,
            "lower_rate": _rate(lower),
            "lower_rank": lower.published_rank,
            "higher": higher.area,
            "higher_rate": _rate(higher),
            "higher_rank": higher.published_rank,
        },
        cause=_("Swapped: rank 1 is the lowest figure."),
    )


def _misplaced(cell: Cell) -> Finding:
    text = _(
        "For “%(theme)s” %(area)s was given rank %(published)s, but %(rate)s is rank %(rank)s."
    )
    return _about_ranks(
        (cell,),
        sentence=text
        % {
            "theme": cell.theme,
            "area": cell.area,
            "published": cell.published_rank,
            "rate": _rate(cell),
            "rank": cell.rank,
        },
        cause=_("The rank does not follow from the figures."),
    )


def _about_ranks(cells: Sequence[Cell], *, sentence: str, cause: str) -> Finding:
    data_set, theme = cells[0].data_set, cells[0].theme
    where = "" if len(cells) > 1 else f"-{cells[0].area.code}"
    return Finding(
        code=f"ranks-{theme.code}{where}",
        sentence=sentence,
        published=_pairs((cell.area, cell.published_rank) for cell in cells),
        recomputed=_pairs((cell.area, cell.rank_label) for cell in cells),
        verdict="differs",
        cause=cause,
        place=data_set.source,
        url=f"{data_set.get_absolute_url()}?thema={theme.code}",
    )


def _missing_ranks(comparison: Comparison) -> list[Finding]:
    by_missing: dict[tuple[int, ...], list[ThemeRow]] = defaultdict(list)
    for row in comparison.rows:
        if row.missing_ranks:
            by_missing[row.missing_ranks].append(row)
    return [_missing(comparison, missing, rows) for missing, rows in by_missing.items()]


def _missing(comparison: Comparison, missing: tuple[int, ...], rows: Sequence[ThemeRow]) -> Finding:
    text = ngettext(
        "Rank %(missing)s does not occur for %(count)s theme, because equal figures share a "
        "rank: %(themes)s.",
        "Rank %(missing)s does not occur for %(count)s themes, because equal figures share a "
        "rank: %(themes)s.",
        len(rows),
    )
    size = len(comparison.areas)
    numbers = [str(rank) for rank in range(1, size + 1) if rank not in missing]
    return Finding(
        code="missing-rank-" + "-".join(str(rank) for rank in missing),
        sentence=text
        % {
            "missing": enumerated(missing),
            "count": in_words(len(rows)),
            "themes": enumerated(row.theme for row in rows),
        },
        published=_("ranks 1 to %(last)s") % {"last": size},
        recomputed=_("ranks %(ranks)s") % {"ranks": enumerated(numbers)},
        verdict="unclear",
        cause=_("The source gives no rule for equal figures."),
        place=comparison.data_set.source,
        url=comparison.data_set.get_absolute_url(),
    )


def _choice_of_themes(comparison: Comparison) -> list[Finding]:
    some, overall = comparison.priority_standings, comparison.overall_standings
    lowest, lowest_of_all = _lowest(some), _lowest(overall)
    if not lowest or not lowest_of_all:
        return []
    holds = _areas(lowest) == _areas(lowest_of_all)
    texts = {
        True: _(
            "%(best)s has the lowest rank sum on the %(few)s priorities together (%(sum)s), "
            "and also on all %(all)s themes (%(all_sum)s)."
        ),
        False: _(
            "“Best” holds for the %(few)s priorities, where %(best)s has the lowest rank sum "
            "(%(sum)s), but not for all %(all)s themes: there %(other)s has the lowest "
            "(%(all_sum)s)."
        ),
    }
    return [
        Finding(
            code="choice-of-themes",
            sentence=texts[holds]
            % {
                "best": enumerated(_areas(lowest)),
                "few": in_words(len(comparison.priorities)),
                "sum": lowest[0].rank_sum,
                "all": len(comparison.rows),
                "other": enumerated(_areas(lowest_of_all)),
                "all_sum": lowest_of_all[0].rank_sum,
            },
            published=_sums(some),
            recomputed=_sums(overall),
            verdict="agrees" if holds else "unclear",
            cause=_cause_of_choice(comparison),
            place=comparison.data_set.source,
            url=f"{comparison.data_set.get_absolute_url()}#rangsommen",
        )
    ]


def _cause_of_choice(comparison: Comparison) -> str:
    printed = _lowest(comparison.printed_standings(comparison.rows))
    if len(printed) > 1:
        text = _(
            "The choice of themes decides. With the ranks as printed %(areas)s are equal over "
            "all themes (%(sum)s)."
        )
        return text % {"areas": enumerated(_areas(printed)), "sum": printed[0].rank_sum}
    return _("The choice of themes decides.")


def _total_row(comparison: Comparison) -> list[Finding]:
    check, area = comparison.total_check, comparison.total_area
    if check is None or area is None:
        return []
    texts = {
        True: _(
            "The figures of %(area)s are the mean of the %(count)s areas, weighted by inhabitants."
        ),
        False: _(
            "The figures of %(area)s are not a weighted mean of the %(count)s areas: no set of "
            "weights fits all themes."
        ),
    }
    return [
        Finding(
            code="total-row",
            sentence=texts[check.agrees] % {"area": area, "count": in_words(len(comparison.areas))},
            published=_("%(count)s figures") % {"count": len(comparison.rows)},
            recomputed=_("largest difference %(difference)s")
            % {"difference": number(check.fit.max_residual, comparison.data_set.decimals + 2)},
            verdict="agrees" if check.agrees else "differs",
            cause=_("The source does not say how the row was made."),
            place=comparison.data_set.source,
            url=comparison.data_set.get_absolute_url(),
        )
    ]


def _lowest(standings: Sequence[Standing]) -> list[Standing]:
    return [standing for standing in standings if standing.place == 1]


def _areas(standings: Sequence[Standing]) -> list[str]:
    return [str(standing.area) for standing in standings]


def _sums(standings: Sequence[Standing]) -> str:
    return _pairs((standing.area, standing.rank_sum) for standing in standings)


def _pairs(pairs: Iterable[tuple[Area, object]]) -> str:
    return ", ".join(f"{area}{NO_BREAK}{value}" for area, value in pairs)


def _rate(cell: Cell) -> str:
    return number(cell.rate, cell.data_set.decimals)
