"""Numbers of decisions: per body, year and series without a gap.

Policy: docs/policy/decisions.md#recording
"""

from collections.abc import Iterator

from django.db.models import Count, F, Max, Min

from ivz.decisions.models import Decision
from ivz.home.queries.integrity.finding import Finding, each


def numbering_findings() -> Iterator[Finding]:
    """Find series with a gap, and decisions numbered in another year than their own."""
    registered = Decision.objects.filter(is_practice=False)
    series = (
        registered.order_by("body_id", "year", "series")
        .values_list("body_id", "year", "series")
        .annotate(count=Count("pk"), lowest=Min("number"), highest=Max("number"))
    )
    for body, year, name, count, lowest, highest in series:
        if (lowest, highest) != (1, count):
            said = (
                f"{count} decisions of {year} in the {name} series, numbered {lowest} to {highest}"
            )
            yield Finding(f"network.Body {body}", said)
    yield from each(
        registered.exclude(decided_on__year=F("year")), "numbered in another year than it was taken"
    )
