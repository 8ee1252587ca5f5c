"""What partners owe, promised and have left, in hours a week."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ivz.accounts.actors import Actor
from ivz.effort.models import Obligation
from ivz.effort.promises import promised_hours
from ivz.network.models import Network, Organisation, in_force


@dataclass(frozen=True, kw_only=True)
class PartnerHours:
    """What one partner owes and promised, in hours a week."""

    organisation: Organisation
    owed: Decimal
    promised: Decimal

    @property
    def free(self) -> Decimal:
        """What is left; a partner that promised more than it owes has nothing left."""
        return max(self.owed - self.promised, Decimal(0))


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """The hours a week of a network: per partner of which is known what it owes."""

    partners: list[PartnerHours]

    @property
    def owed(self) -> Decimal:
        """What all partners owe together."""
        return sum((partner.owed for partner in self.partners), Decimal(0))

    @property
    def promised(self) -> Decimal:
        """What all partners promised together."""
        return sum((partner.promised for partner in self.partners), Decimal(0))

    @property
    def free(self) -> Decimal:
        """What is left, surplus of one partner not counted for another."""
        return sum((partner.free for partner in self.partners), Decimal(0))


def capacity(network: Network, *, on: date, actor: Actor) -> Capacity:
    """Give what each partner owes and promised on a day; two queries.

    Policy: docs/policy/effort.md
    """
    promised = promised_hours(network, on=on)
    owed: dict[Organisation, Decimal] = {}
    rows = Obligation.objects.visible_to(actor).filter(in_force(on), network=network)
    for row in rows.select_related("organisation").order_by("organisation__name"):
        owed[row.organisation] = owed.get(row.organisation, Decimal(0)) + row.hours_per_week
    return Capacity(
        partners=[
            PartnerHours(
                organisation=organisation,
                owed=hours,
                promised=promised.get(organisation.pk, Decimal(0)),
            )
            for organisation, hours in owed.items()
        ]
    )
