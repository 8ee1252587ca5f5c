"""Telling effort what a contribution scheme asks of each municipality, in hours a week.

Policy: docs/policy/effort.md
"""

from datetime import date
from decimal import Decimal

from ivz.accounts.actors import Actor
from ivz.effort import actions as effort
from ivz.effort.actions import ObligationDetails
from ivz.effort.models import Obligation
from ivz.finance import amounts
from ivz.finance.models import ContributionChoice, Scheme
from ivz.finance.states import Choice
from ivz.network.models import AreaPopulation, Organisation
from ivz.network.models.people import OrganisationKind
from ivz.network.queries.areas import municipalities_in


def oblige(scheme: Scheme, *, by: Actor) -> None:
    """Note the hours that each municipality owes from the first day of the scheme's year.

    Who bought them off owes none. Later schemes of the network are noted again after it; what is
    noted already stays as it is.
    """
    later = Scheme.objects.filter(network=scheme.network_id, year__gte=scheme.year)
    for each in later.select_related("network").order_by("year"):
        for organisation, hours in _hours_owed(each).items():
            _owe(each, organisation, hours, by=by)


def _hours_owed(scheme: Scheme) -> dict[Organisation, Decimal]:
    tiers = list(scheme.tiers.all())
    hours = {
        area_id: Decimal(tier.hours_per_week)
        for area_id, inhabitants in inhabitants_of(scheme).items()
        if (tier := amounts.tier_for(inhabitants, tiers))
    }
    bought = ContributionChoice.objects.filter(scheme=scheme, choice=Choice.MONEY)
    hours |= dict.fromkeys(bought.values_list("area_id", flat=True), Decimal(0))
    found = Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY, area__in=list(hours))
    return {each: hours[each.area_id] for each in found if each.area_id}


def inhabitants_of(scheme: Scheme) -> dict[int, int]:
    """Give who counts: as the published table has it, else as counted on the reference date."""
    published = scheme.published.all()
    if published:
        return {
            row.area_id: amounts.implied_inhabitants(
                row.surcharge_cents, rate_cents=row.surcharge_rate_cents
            )
            for row in published
        }
    areas = municipalities_in(scheme.network.area, on=date(scheme.year, 1, 1))
    counted = AreaPopulation.objects.filter(area__in=areas, on=scheme.population_on)
    return dict(counted.values_list("area_id", "inhabitants"))


def _owe(scheme: Scheme, organisation: Organisation, hours: Decimal, *, by: Actor) -> None:
    first = date(scheme.year, 1, 1)
    noted = Obligation.objects.filter(network=scheme.network_id, organisation=organisation)
    if noted.filter(valid_from=first, hours_per_week=hours).exists():
        return
    details = ObligationDetails(
        organisation=organisation, hours_per_week=hours, source=scheme.title, valid_from=first
    )
    effort.owe(scheme.network, details, by=by)
