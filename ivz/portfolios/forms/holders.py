"""The choice of a holder: who may hold something of a network, and no one else.

Policy: docs/policy/registers.md#portfolios
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ivz.network.models import Network, Person, Seat
from ivz.portfolios.queries.portfolios import possible_holders
from ivz.portfolios.rules.holders import deciding_seats


def offer_holders(
    field: Any,
    network: Network,
    *,
    on: date,
    now: Person | None = None,
    of_period: bool = True,
) -> None:
    """Let a field offer who decides on a day, after them who does so on other days only.

    Beside it stands who that is, and in which bodies. ``now`` is who holds it already; with
    ``of_period`` it is held from a first day on.
    """
    seats = list(deciding_seats(network).select_related("person", "body").order_by("person"))
    today = [seat for seat in seats if seat.is_in_force(on)]
    deciding = {seat.person_id for seat in today}
    others = [seat for seat in seats if seat.person_id not in deciding]
    field.queryset = possible_holders(network)
    if now is not None:
        field.queryset = (field.queryset.order_by() | Person.objects.filter(pk=now.pk)).distinct()
    choices: list[Any] = [
        ("", field.empty_label),
        *_named([*_people(today), *([now] if now else [])]),
    ]
    if others:
        choices.append((_("Only on other days"), _named(_people(others))))
    field.choices = choices
    field.help_text = _told(today, of_period=of_period)


def _people(seats: Iterable[Seat]) -> list[Person]:
    return [seat.person for seat in seats if seat.person]


def _named(people: Iterable[Person]) -> list[tuple[int, str]]:
    """Give each once, by function."""
    named = {person.pk: person.function for person in people}
    return sorted(named.items(), key=lambda pair: pair[1].casefold())


def _told(seats: Iterable[Seat], *, of_period: bool) -> str:
    bodies = sorted({seat.body.short_name for seat in seats})
    if not bodies:
        return _("Nobody decides in this network today. Add a seat in the body that decides first.")
    if not of_period:
        return _("Who decides in %(bodies)s.") % {"bodies": ", ".join(bodies)}
    return _(
        "Who decides on the first day in %(bodies)s: chair and members, and who sits there for "
        "police or prosecutor."
    ) % {"bodies": ", ".join(bodies)}
