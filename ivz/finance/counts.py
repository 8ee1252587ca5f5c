"""Where the inhabitants that the published amounts imply differ from those that CBS counted.

Policy: docs/policy/contributions.md#inhabitants-and-the-reference-date
"""

from collections.abc import Iterator
from fractions import Fraction

from django.utils.translation import gettext as _

from ivz.finance import amounts, wording
from ivz.finance.contributions import Line, Pair
from ivz.finance.overview import Overview
from ivz.finance.states import Cause
from ivz.insight.findings import Finding
from ivz.web.templatetags.ivz import day_date, number


def findings_on_counts(overview: Overview) -> Iterator[Finding]:
    """Give a finding per municipality in another tier, and one on the widest difference."""
    yield from _other_count(overview)
    yield from _largest_difference(overview)


def _other_count(overview: Overview) -> Iterator[Finding]:
    for pair in overview.pairs:
        if pair.is_other_tier:
            yield Finding(
                code=f"contributions-count-{pair.derived.area.code}",
                sentence=_(
                    "With the %(counted)s inhabitants that CBS counted on %(day)s, %(name)s falls "
                    "in the tier of %(hours)s hours; the published amount implies %(derived)s "
                    "inhabitants and %(published)s hours."
                )
                % {
                    "counted": number(pair.counted.inhabitants),
                    "day": day_date(overview.scheme.population_on),
                    "name": pair.derived.area.name,
                    "hours": pair.counted.tier.hours_per_week,
                    "derived": number(pair.derived.inhabitants),
                    "published": pair.derived.tier.hours_per_week,
                },
                published=_in_tier(pair.derived),
                recomputed=_in_tier(pair.counted),
                verdict="differs",
                cause=str(Cause.BOUNDARY.label),
                place=overview.scheme.source,
                url=f"{overview.url(pair.derived)}#tellingen",
            )


def _in_tier(line: Line) -> str:
    return _("%(inhabitants)s inhabitants, %(hours)s hours, %(surcharge)s") % {
        "inhabitants": number(line.inhabitants),
        "hours": line.tier.hours_per_week,
        "surcharge": wording.euros(line.surcharge_cents),
    }


def _largest_difference(overview: Overview) -> Iterator[Finding]:
    widest = max(
        overview.pairs,
        key=lambda pair: Fraction(abs(pair.inhabitants_difference), pair.counted.inhabitants),
        default=None,
    )
    if widest is None or widest.inhabitants_difference == 0:
        return
    yield Finding(
        code="contributions-widest-count",
        sentence=_widest_sentence(widest),
        published=_in_tier(widest.derived),
        recomputed=_in_tier(widest.counted),
        verdict="differs",
        cause=str(Cause.POPULATION.label),
        place=overview.scheme.source,
        url=f"{overview.url(widest.derived)}#tellingen",
    )


def _widest_sentence(pair: Pair) -> str:
    facts = {
        "name": pair.derived.area.name,
        "derived": number(pair.derived.inhabitants),
        "counted": number(pair.counted.inhabitants),
        "difference": number(abs(pair.inhabitants_difference)),
        "published": wording.euros(pair.derived.surcharge_cents),
    }
    slip = amounts.one_digit_off(
        pair.derived.surcharge_shown // amounts.EURO,
        wanted_euros=Fraction(pair.counted.surcharge_cents, amounts.EURO),
    )
    if slip is None:
        return (
            _(
                "The two counts differ most for %(name)s: the published %(published)s implies "
                "%(derived)s inhabitants, CBS counted %(counted)s, a difference of %(difference)s."
            )
            % facts
        )
    return _(
        "The two counts differ most for %(name)s: the published %(published)s implies %(derived)s "
        "inhabitants, CBS counted %(counted)s; %(slip)s, one digit away, would fit."
    ) % {**facts, "slip": wording.euros(slip * amounts.EURO)}
