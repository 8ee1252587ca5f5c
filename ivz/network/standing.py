"""Answering the kernel who holds which seats."""

from datetime import date

from ivz.authorization.seats import HeldSeat, Standing
from ivz.network.models import Person, Seat, in_force


def standing_of_account(user_id: int, on: date) -> Standing:
    """Give the person behind an account and the seats in force on a day.

    A body that ended takes its seats with it. One query; two for a person without seats.
    """
    seats = list(
        Seat.objects.filter(
            in_force(on), in_force(on, prefix="body__"), person__user=user_id, is_revoked=False
        ).values_list(
            "person_id", "person__function", "role", "body_id", "body__kind", "body__network_id"
        )
    )
    person_id, function = seats[0][:2] if seats else _person_of(user_id)
    return Standing(
        person_id=person_id,
        function=function or "",
        seats=tuple(
            HeldSeat(role=role, body_id=body_id, body_kind=kind, network_id=network_id)
            for *_person, role, body_id, kind, network_id in seats
        ),
    )


def _person_of(user_id: int) -> tuple[int | None, str]:
    person = Person.objects.filter(user=user_id).values_list("pk", "function")
    return person.first() or (None, "")
