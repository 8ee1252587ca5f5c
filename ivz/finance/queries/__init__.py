"""What pages, exports and the API ask about contributions."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.finance import findings as sentences
from ivz.finance import recomputed as figures
from ivz.finance.contributions import Line, Table, Terms, table_of
from ivz.finance.models import (
    CapacityTask,
    ContributionChoice,
    HourPrice,
    PublishedContribution,
    RateDecision,
    Scheme,
)
from ivz.finance.overview import Capacity, Overview
from ivz.finance.recomputed import RecomputedFigure
from ivz.finance.states import Basis
from ivz.insight.findings import Finding
from ivz.insight.queries import CheckedClaim
from ivz.network.models import Area, AreaPopulation, Network, Person
from ivz.network.queries.areas import municipalities_in


def latest_scheme(network: Network, *, actor: Actor) -> Scheme | None:
    """Give the scheme of the last year that ``actor`` may see, None where there is none."""
    visible = Scheme.objects.visible_to(actor).filter(network=network)
    return visible.select_related("network").order_by("-year").first()


def newest_overview(
    actor: Actor, *, network: str | None = None, year: int | None = None
) -> Overview | None:
    """Give the last scheme with contributions that ``actor`` may see, None where there is none.

    Where ``network`` (its slug) or ``year`` is given, only of that network or year.
    """
    asked = {"network__slug": network, "year": year}
    known = {path: value for path, value in asked.items() if value is not None}
    visible = Scheme.objects.visible_to(actor).filter(**known)
    newest = visible.select_related("network__area").order_by("-year", "network__slug")
    return next((found for scheme in newest if (found := overview_of(scheme)).tables), None)


def overview_of(scheme: Scheme) -> Overview:
    """Read a scheme and compute its tables on both bases; eight queries."""
    new_year = date(scheme.year, 1, 1)
    tiers = list(scheme.tiers.all())
    rates = list(RateDecision.objects.filter(network=scheme.network_id).order_by("valid_from"))
    prices = HourPrice.objects.filter(network=scheme.network_id)
    rate = next((rate for rate in rates if rate.is_in_force(new_year)), None)
    price = next((price for price in prices if price.is_in_force(new_year)), None)
    missing = [
        name
        for name, found in [
            (_("the tiers"), tiers),
            (_("the rate per inhabitant"), rate),
            (_("the price of a full-time year"), price),
        ]
        if not found
    ]
    return Overview(
        scheme=scheme,
        tables=_tables(scheme, terms=Terms(tiers=tiers, rate=rate, price=price))
        if tiers and rate and price
        else {},
        rates=rates,
        capacity=capacity_in(scheme.network, scheme.year),
        missing=missing,
    )


def _tables(scheme: Scheme, *, terms: Terms) -> dict[Basis, Table]:
    printed = PublishedContribution.objects.filter(scheme=scheme).select_related("area")
    published = {row.area_id: row for row in printed}
    areas = _areas(scheme, {row.area for row in published.values()})
    counts = AreaPopulation.objects.filter(area__in=areas, on=scheme.population_on)
    counted = dict(counts.values_list("area_id", "inhabitants"))
    return {
        basis: table_of(areas, basis=basis, terms=terms, published=published, counted=counted)
        for basis in Basis
    }


def _areas(scheme: Scheme, published: set[Area]) -> list[Area]:
    lying_in = municipalities_in(scheme.network.area, on=date(scheme.year, 1, 1))
    return sorted(published | set(lying_in), key=lambda area: area.name)


def capacity_in(network: Network, year: int) -> Capacity | None:
    """Give the latest capacity table up to a year; the caller saw to who reads it."""
    known = CapacityTask.objects.filter(network=network, year__lte=year)
    tasks = list(known.order_by("-year", "position"))
    if not tasks:
        return None
    latest = tasks[0].year
    return Capacity(year=latest, tasks=[task for task in tasks if task.year == latest])


def line_of(scheme: Scheme, area: Area) -> Line | None:
    """Give what one municipality owes on the basis that its page shows first."""
    overview = overview_of(scheme)
    if not overview.tables:
        return None
    return overview.tables[overview.default_basis()].line_of(area.code)


def choices_for(scheme: Scheme, *, actor: Actor) -> dict[int, ContributionChoice] | None:
    """Give what the municipalities chose, by area; None for people outside the network."""
    if scheme.network_id not in actor.network_ids:
        return None
    return {choice.area_id: choice for choice in scheme.choices.all()}


def own_municipality(actor: Actor) -> int | None:
    """Give the area of the organisation where ``actor`` works, None where there is none."""
    if actor.person_id is None:
        return None
    own = Person.objects.filter(pk=actor.person_id).values_list("organisation__area_id", flat=True)
    return own.first()


def findings(scheme: Scheme, *, actor: Actor) -> list[Finding]:
    """Give the findings on a scheme; none where ``actor`` may not see it."""
    if not Scheme.objects.visible_to(actor).filter(pk=scheme.pk).exists():
        return []
    return sentences.findings_of(overview_of(scheme))


def recomputed(scheme: Scheme, stated: Iterable[CheckedClaim] = ()) -> list[RecomputedFigure]:
    """Give every figure of a scheme beside the published one, for ``bin/ivz figures``.

    ``stated`` is what papers of the network state, as far as the reader may read them.
    """
    return figures.rows_of(overview_of(scheme), stated)
