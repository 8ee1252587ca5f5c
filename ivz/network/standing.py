"""Answering the kernel who holds which seats."""

from datetime import date

from ivz.authorization.seats import HeldSeat, Standing
from ivz.network.models import Person, Seat, in_force


def standing_of_account(user_id: int, on: date) -> Standing:
    """Give the person behind an account and the seats in force on a day; at most two queries.

    A body that ended takes its seats with it.
    """
    person = Person.objects.filter(user_id=user_id).only("pk", "function").first()
    if person is None:
        return Standing()
    seats = Seat.objects.filter(
        in_force(on), in_force(on, prefix="body__"), person=person, is_revoked=False
    ).values_list("role", "body_id", "body__kind", "body__network_id")
    return Standing(
        person_id=person.pk,
        function=person.function,
        seats=tuple(
            HeldSeat(role=role, body_id=body_id, body_kind=kind, network_id=network_id)
            for role, body_id, kind, network_id in seats
        ),
    )
