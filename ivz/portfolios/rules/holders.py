"""Who may hold a portfolio or a project: who decides in the deciding body on its first day.

Policy: docs/policy/roles.md, docs/policy/registers.md#portfolios
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ivz.authorization.roles import DECIDING_ROLES
from ivz.errors import RuleBroken
from ivz.network.models import Body, Dated, Network, Person, Seat
from ivz.network.models.bodies import BodyStatus, RelationKind
from ivz.web.templatetags.ivz import day_date


def deciding_bodies(network: Network) -> list[Body]:
    """Give the bodies whose members may hold a portfolio.

    The deciding body of the network and of its parent, with the bodies they came from and those
    that watch progress on its behalf. Where the network notes none, its bodies that decide.
    """
    parent = network.parent
    noted = [network.deciding_body_id, parent.deciding_body_id if parent else None]
    known = [pk for pk in noted if pk]
    watches = Q(relations__kind=RelationKind.WATCHES_FOR, relations__other__in=known)
    decide = Q(pk__in=known) | Q(successor__in=known) | watches
    if network.deciding_body_id is None:
        decide |= Q(network=network, status=BodyStatus.DECIDING)
    return list(Body.objects.filter(decide).distinct().order_by("pk"))


def deciding_seats(network: Network) -> QuerySet[Seat]:
    """Give the seats from which one may hold a portfolio: of who decides in those bodies.

    On whatever day they are in force; a revoked one never.
    """
    taken = Seat.objects.filter(person__isnull=False, is_revoked=False)
    return taken.filter(body__in=deciding_bodies(network), role__in=DECIDING_ROLES)


def check_decides(
    holder: Person, *, network: Network, period: Dated | None, seats: Iterable[Seat] | None = None
) -> None:
    """Refuse a holder who has none of the deciding seats on the first day of a period.

    Where that day is not known, one day in common is enough; without a period any day.
    ``seats`` are those of the network, where the caller fetched them.
    """
    found = deciding_seats(network).filter(person=holder) if seats is None else seats
    if any(seat.person_id == holder.pk and _counts(seat, period) for seat in found):
        return
    bodies = deciding_bodies(network)
    if not bodies:
        raise RuleBroken(
            _("%(network)s has no deciding body on record. Note first which body decides.")
            % {"network": network.name}
        )
    raise RuleBroken(
        _(
            "%(person)s does not decide in %(bodies)s on %(day)s. Choose a holder who is chair or "
            "member there, or sits there for police or prosecutor; or add that seat first."
        )
        % {
            "person": holder.function,
            "bodies": ", ".join(body.short_name for body in bodies),
            "day": (day_date(period.valid_from) if period else "") or _("any day"),
        }
    )


def _counts(seat: Seat, period: Dated | None) -> bool:
    if period is None:
        return True
    if period.valid_from is not None:
        return seat.is_in_force(period.valid_from)
    until = period.valid_until
    return seat.valid_from is None or until is None or seat.valid_from < until
