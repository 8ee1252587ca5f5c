"""What the published contributions say, held against what follows from their own rules.

Every finding is computed: change an input and it appears or goes.
Policy: docs/policy/figures.md#findings
"""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ivz.finance import amounts, wording
from ivz.finance.contributions import Line
from ivz.finance.counts import findings_on_counts
from ivz.finance.overview import Overview
from ivz.finance.states import Cause
from ivz.insight.findings import Finding
from ivz.web.templatetags.ivz import number


def findings_of(overview: Overview) -> list[Finding]:
    """Give every finding on one scheme, what contradicts the rules first."""
    if not overview.tables:
        return []
    return [
        *_other_tiers(overview),
        *_printed_values(overview),
        *_buying_off(overview),
        *_rates(overview),
        *findings_on_counts(overview),
        *_near_boundaries(overview),
        *_open_boundaries(overview),
    ]


def _other_tiers(overview: Overview) -> Iterator[Finding]:
    for line in overview.derived.lines:
        if line.published and Cause.BOUNDARY in {line.hours_cause, line.surcharge_cause}:
            yield Finding(
                code=f"contributions-tier-{line.area.code}",
                sentence=_(
                    "The table asks %(published)s hours of %(name)s; with %(inhabitants)s "
                    "inhabitants the tier is %(hours)s hours at %(rate)s per inhabitant."
                )
                % {
                    "published": line.published.hours_per_week,
                    "name": line.area.name,
                    "inhabitants": number(line.inhabitants),
                    "hours": line.tier.hours_per_week,
                    "rate": wording.exact_euros(line.tier.surcharge_cents),
                },
                published=_hours_at(
                    line.published.hours_per_week, line.published.surcharge_rate_cents
                ),
                recomputed=_hours_at(line.tier.hours_per_week, line.tier.surcharge_cents),
                verdict="differs",
                cause=str(Cause.BOUNDARY.label),
                place=overview.scheme.source,
                url=overview.url(line),
            )


def _hours_at(hours: int, rate_cents: int) -> str:
    return _("%(hours)s hours, %(rate)s per inhabitant") % {
        "hours": hours,
        "rate": wording.exact_euros(rate_cents),
    }


def _printed_values(overview: Overview) -> Iterator[Finding]:
    groups: defaultdict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in overview.derived.lines:
        if line.published and line.value_cause not in {Cause.EQUAL, Cause.BOUNDARY}:
            groups[line.tier.hours_per_week, line.published.value_of_hours_cents].append(line)
    for (hours, published), lines in sorted(groups.items()):
        cause = lines[0].value_cause
        yield Finding(
            code=f"contributions-value-{hours}-{published // amounts.EURO}",
            sentence=_printed_value_sentence(lines),
            published=wording.euros(published),
            recomputed=wording.exact_euros(lines[0].value),
            verdict="differs",
            cause=str(cause.label) if cause else "",
            place=overview.scheme.source,
            url=overview.url(lines[0]),
        )


def _printed_value_sentence(lines: list[Line]) -> str:
    published = lines[0].published
    return ngettext(
        "%(hours)s hours a week are worth %(exact)s, so %(rounded)s; the table prints "
        "%(published)s for %(names)s.",
        "%(hours)s hours a week are worth %(exact)s, so %(rounded)s; the table prints "
        "%(published)s for %(count)s municipalities: %(names)s.",
        len(lines),
    ) % {
        "hours": lines[0].tier.hours_per_week,
        "exact": wording.exact_euros(lines[0].value),
        "rounded": wording.euros(lines[0].value),
        "published": wording.euros(published.value_of_hours_cents if published else 0),
        "count": len(lines),
        "names": wording.listed([line.area.name for line in lines]),
    }


def _buying_off(overview: Overview) -> Iterator[Finding]:
    table = overview.derived
    if not table.cheaper:
        return
    facts = {
        "cheaper": len(table.cheaper),
        "count": len(table.lines),
        "names": wording.listed([line.area.name for line in table.dearer]),
    }
    sentence = (
        ngettext(
            "Buying off costs less than delivering the hours for %(cheaper)s of the %(count)s "
            "municipalities; only %(names)s would pay more.",
            "Buying off costs less than delivering the hours for %(cheaper)s of the %(count)s "
            "municipalities; only %(names)s would pay more.",
            len(table.dearer),
        )
        if table.dearer
        else _(
            "Buying off costs less than delivering the hours for %(cheaper)s of the %(count)s "
            "municipalities, and more for none."
        )
    ) % facts
    totals = table.totals
    yield Finding(
        code="contributions-buying-off",
        sentence=sentence,
        published=_("value of the hours %(amount)s")
        % {"amount": wording.euros(totals.published_value)},
        recomputed=_("surcharge %(amount)s") % {"amount": wording.euros(totals.surcharge_shown)},
        verdict="differs",
        cause=_("the surcharge does not follow the cost of labour"),
        place=overview.scheme.source,
        url=overview.url(),
    )


def _rates(overview: Overview) -> Iterator[Finding]:
    rates = [tier.surcharge_cents for tier in overview.derived.terms.tiers]
    if not amounts.rises_and_falls(rates):
        return
    yield Finding(
        code="contributions-rates",
        sentence=_(
            "From the smallest to the largest tier the surcharge per inhabitant is %(rates)s: "
            "it goes up and down again."
        )
        % {"rates": wording.listed([wording.exact_euros(rate) for rate in rates])},
        published=wording.listed([wording.exact_euros(rate) for rate in sorted(set(rates))]),
        recomputed=wording.listed([wording.exact_euros(rate) for rate in rates]),
        verdict="unclear",
        cause=_("the source gives no reason for this order"),
        place=overview.scheme.source,
        url=overview.url(),
    )


def _near_boundaries(overview: Overview) -> Iterator[Finding]:
    for line in overview.derived.lines:
        if line.boundary is not None:
            counted = overview.counted.line_of(line.area.code)
            yield Finding(
                code=f"contributions-near-{line.area.code}",
                sentence=_near_sentence(line),
                published=_("%(inhabitants)s inhabitants, derived")
                % {"inhabitants": number(line.inhabitants)},
                recomputed=_("%(inhabitants)s inhabitants, CBS")
                % {"inhabitants": number(counted.inhabitants)}
                if counted
                else _("not counted"),
                verdict="unclear",
                cause=_("within one per cent of a boundary"),
                place=overview.scheme.source,
                url=overview.url(line),
            )


def _near_sentence(line: Line) -> str:
    text = (
        _(
            "%(name)s has %(inhabitants)s inhabitants by the published amount: %(distance)s below "
            "the boundary of %(boundary)s, where more hours begin."
        )
        if line.from_boundary < 0
        else _(
            "%(name)s has %(inhabitants)s inhabitants by the published amount: %(distance)s above "
            "the boundary of %(boundary)s, where more hours begin."
        )
    )
    return text % {
        "name": line.area.name,
        "inhabitants": number(line.inhabitants),
        "distance": number(abs(line.from_boundary)),
        "boundary": number(line.boundary),
    }


def _open_boundaries(overview: Overview) -> Iterator[Finding]:
    starts = amounts.boundaries(overview.derived.terms.tiers)
    if not overview.scheme.boundary_choice or not starts:
        return
    yield Finding(
        code="contributions-open-boundary",
        sentence=_(
            "The source does not say in which tier a municipality with exactly %(boundaries)s "
            "inhabitants falls; here it is the higher one."
        )
        % {"boundaries": wording.either([number(start) for start in starts])},
        published=_("open"),
        recomputed=_("from the boundary on: the higher tier"),
        verdict="unclear",
        cause=_("the source writes “up to” and “above”"),
        place=overview.scheme.source,
        url=f"{overview.url()}#klassen",
    )
