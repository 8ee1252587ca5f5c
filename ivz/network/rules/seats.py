"""When a seat is right.

Policy: docs/policy/time.md#periods
"""

from django.utils.translation import gettext as _

from ivz.errors import RuleBroken
from ivz.network.models import Body, Seat


def check_seat_within_body(seat: Seat, *, body: Body) -> None:
    """Refuse a seat that starts before its body or lasts beyond it."""
    starts_early = bool(
        body.valid_from and (seat.valid_from is None or seat.valid_from < body.valid_from)
    )
    ends_late = bool(
        body.valid_until and (seat.valid_until is None or seat.valid_until > body.valid_until)
    )
    if starts_early or ends_late:
        raise RuleBroken(
            _("The seat “%(seat)s” must lie within the life of %(body)s.")
            % {"seat": seat.shown_role, "body": body.name}
        )
