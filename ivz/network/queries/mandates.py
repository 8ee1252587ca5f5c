"""Which bodies may decide on something, and what they need first.

Policy: docs/policy/registers.md#who-decides
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from ivz.network.models import Body, BodyRelation, Mandate, Network, Theme, in_force
from ivz.network.models.bodies import MandateSubject, RelationKind

_NEEDED = [RelationKind.ADVISES, RelationKind.PREPARES]


@dataclass(frozen=True, kw_only=True)
class MandateFound:
    """A body that may decide, the bodies that advise it, and those that prepare its meetings."""

    mandate: Mandate
    advised_by: Sequence[Body]
    prepared_by: Sequence[Body]

    @property
    def needs(self) -> list[str]:
        """What is needed first in words, one per line."""
        return [line for line in self.mandate.needs_first.splitlines() if line.strip()]


def mandates_about(
    *,
    on: date,
    network: Network | None = None,
    subject: MandateSubject | None = None,
    theme: Theme | None = None,
) -> list[MandateFound]:
    """Give who may decide on ``subject`` on a day; three queries.

    Args:
        on: the day on which mandate, body and advice are in force.
        network: only its bodies, and those of the network it is part of; a paper can go there.
        subject: what the decision is about; None for everything.
        theme: a mandate for another theme does not count, one without a theme does; neither
            does the advice of a body that is there for another theme.

    Returns:
        By subject, then bodies of ``network`` first, then by name.
    """
    mandates = (
        Mandate.objects.filter(in_force(on), in_force(on, prefix="body__"))
        .select_related("body__network", "theme")
        .prefetch_related(_needed_first(on))
        .order_by("body__name", "pk")
    )
    if network is not None:
        mandates = mandates.filter(body__network__in={network.pk, network.parent_id or network.pk})
    if subject is not None:
        mandates = mandates.filter(subject=subject)
    if theme is not None:
        mandates = mandates.filter(Q(theme=None) | Q(theme=theme))
    order = list(MandateSubject)
    return sorted(
        (_found(mandate, theme) for mandate in mandates),
        key=lambda found: (
            order.index(MandateSubject(found.mandate.subject)),
            network is not None and found.mandate.body.network_id != network.pk,
        ),
    )


def _needed_first(on: date) -> "Prefetch[str]":
    relations = (
        BodyRelation.objects.filter(in_force(on), in_force(on, prefix="body__"), kind__in=_NEEDED)
        .select_related("body__network")
        .order_by("body__name", "pk")
    )
    return Prefetch("body__relations_from", queryset=relations, to_attr="needed_in_force")


def _found(mandate: Mandate, theme: Theme | None) -> MandateFound:
    relations: list[BodyRelation] = mandate.body.needed_in_force  # type: ignore[attr-defined]
    about = theme.pk if theme else mandate.theme_id
    counting = [each for each in relations if about is None or each.body.theme_id in {None, about}]
    return MandateFound(
        mandate=mandate,
        advised_by=[each.body for each in counting if each.kind == RelationKind.ADVISES],
        prepared_by=[each.body for each in counting if each.kind == RelationKind.PREPARES],
    )
