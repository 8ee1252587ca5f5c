"""What each municipality answers in the registers per municipality."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from ivz.network.models import Area, Network, in_force
from ivz.network.queries.areas import municipalities_in
from ivz.portfolios.models import LocalPolicy, LocalRegister


@dataclass(frozen=True, kw_only=True)
class LocalAnswer:
    """A municipality with its answer on a day, if it gave one."""

    municipality: Area
    policy: LocalPolicy | None


def of_network(network: Network) -> QuerySet[LocalRegister]:
    """Give the registers that the municipalities of a network answer: its own, its parent's."""
    asking = [network.pk, network.parent_id] if network.parent_id else [network.pk]
    return LocalRegister.objects.filter(network__in=asking).select_related("theme", "network")


def registers(network: Network, *, on: date) -> QuerySet[LocalRegister]:
    """Give the registers in force by name, with how many municipalities of a network answered."""
    inside = municipalities_in(network.area, on=on).order_by()
    answered = in_force(on, prefix="policies__") & Q(policies__municipality__in=inside)
    return (
        of_network(network)
        .filter(in_force(on))
        .annotate(
            answered=Count(
                "policies__municipality",
                filter=answered & Q(policies__isnull=False),
                distinct=True,
            )
        )
        .order_by("name")
    )


def registers_on(on: date, *, network: Network | None = None) -> QuerySet[LocalRegister]:
    """Give the registers in force on a day, by name: all, or those answered in one network."""
    asked = LocalRegister.objects.all() if network is None else of_network(network)
    found = asked.filter(in_force(on)).select_related("network", "theme__successor")
    return found.order_by("name", "pk")


def answers_on(on: date, *, network: Network | None = None) -> QuerySet[LocalPolicy]:
    """Give what municipalities answer on a day, register by register, by name of municipality.

    With ``network`` only what its municipalities of that day answer in its registers. An answer
    has a period of its own: it stays on record when its register is no longer asked.
    """
    given = LocalPolicy.objects.filter(in_force(on)).select_related("register", "municipality")
    if network is not None:
        inside = municipalities_in(network.area, on=on).order_by()
        given = given.filter(municipality__in=inside, register__in=of_network(network))
    return given.order_by("register__name", "municipality__name", "pk")


def answers(register: LocalRegister, network: Network, *, on: date) -> list[LocalAnswer]:
    """Give every municipality of a network with its answer on a day; two queries."""
    municipalities = list(municipalities_in(network.area, on=on))
    given = {
        policy.municipality_id: policy
        for policy in register.policies.filter(in_force(on), municipality__in=municipalities)
    }
    return [
        LocalAnswer(municipality=municipality, policy=given.get(municipality.pk))
        for municipality in municipalities
    ]


def answers_through_the_years(register: LocalRegister, municipality: Area) -> list[LocalPolicy]:
    """Give what a municipality answered, newest first."""
    rows = LocalPolicy.objects.filter(register=register, municipality=municipality)
    return list(rows.order_by("-valid_from", "-pk"))
