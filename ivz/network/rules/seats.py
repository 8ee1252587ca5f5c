"""When a seat is right, and when its turn is over.

Policy: docs/policy/time.md#periods
"""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ivz.authorization.roles import Role
from ivz.errors import RuleBroken
from ivz.network.models import Body, Dated, Seat

Row = TypeVar("Row", bound=Model)
SINGLE_HOLDER = frozenset({Role.CHAIR, Role.SECRETARY})


def rotation_due(seat: Seat) -> date | None:
    """Give the day on which the seat goes to another, None where it does not rotate.

    Policy: docs/policy/registers.md#rotation
    """
    if seat.rotates_every_years is None or seat.valid_from is None:
        return None
    year = seat.valid_from.year + seat.rotates_every_years
    if year > date.max.year:
        return None
    is_leap_day = (seat.valid_from.month, seat.valid_from.day) == (2, 29)
    if is_leap_day:
        return date(year, 3, 1)
    return seat.valid_from.replace(year=year)


def check_seat(seat: Seat) -> None:
    """Refuse a seat outside its body's life, or beside another one that only one may hold."""
    if not seat.is_revoked:  # taking rights away always works
        check_seat_within_body(seat, body=seat.body)
    check_single_holder(seat)


def check_seat_within_body(seat: Seat, *, body: Body) -> None:
    """Refuse a seat that starts before its body or lasts beyond it."""
    starts_early = bool(
        body.valid_from and (seat.valid_from is None or seat.valid_from < body.valid_from)
    )
    ends_late = bool(
        body.valid_until and (seat.valid_until is None or seat.valid_until > body.valid_until)
    )
    if not (starts_early or ends_late):
        return
    what = _("The seat “%(seat)s” must lie within the life of %(body)s.")
    refused = [what % {"seat": seat.shown_role, "body": body.name}]
    if starts_early:
        refused.append(_("Let it start on %(day)s or later.") % {"day": shown_day(body.valid_from)})
    if ends_late:
        refused.append(
            _("Let its last day be %(day)s or earlier.") % {"day": shown_day(body.last_day)}
        )
    raise RuleBroken(" ".join(refused), field="valid_from" if starts_early else "valid_until")


def overlapping(row: Dated, rows: QuerySet[Row]) -> QuerySet[Row]:
    """Narrow rows down to those in force on some day of ``row``'s period."""
    if row.valid_until is not None:
        rows = rows.filter(Q(valid_from=None) | Q(valid_from__lt=row.valid_until))
    if row.valid_from is not None:
        rows = rows.filter(Q(valid_until=None) | Q(valid_until__gt=row.valid_from))
    return rows


def shares_a_day(one: Dated, other: Dated) -> bool:
    """Tell whether both are in force on some day; ``overlapping`` asks the database."""
    starts = max(one.valid_from or date.min, other.valid_from or date.min)
    return starts < min(one.valid_until or date.max, other.valid_until or date.max)


def check_single_holder(seat: Seat) -> None:
    """Refuse a second chair or secretary of one body on one day; see ``check_alone``."""
    if seat.role in SINGLE_HOLDER:
        others = Seat.objects.filter(body=seat.body_id, role=seat.role, is_revoked=False)
        beside = overlapping(seat, others.exclude(pk=seat.pk)).select_related("person")
        check_alone(seat, beside=beside)


def check_alone(seat: Seat, *, beside: Iterable[Seat]) -> None:
    """Refuse a second chair or secretary on a day, ``beside`` the other seats of the body.

    A deputy chair is a member with that title, or the deputy of the chair's seat. A secretary
    with a task of its own as title, such as the report, may sit beside the secretary.
    """
    if seat.role not in SINGLE_HOLDER or seat.is_revoked:
        return
    alike = (each for each in beside if each.role == seat.role and shares_a_day(seat, each))
    first = next((other for other in alike if _is_same_task(seat, other)), None)
    if first is not None:
        raise RuleBroken(
            _(
                "%(body)s has one %(role)s at a time, and on these days it is %(holder)s. "
                "End that seat first, or name a successor on it."
            )
            % {
                "body": seat.body.name,
                "role": seat.get_role_display().lower(),
                "holder": first.holder,
            },
            field="role",
        )


def _is_same_task(seat: Seat, other: Seat) -> bool:
    is_chair = seat.role == Role.CHAIR
    return is_chair or seat.shown_role.casefold() == other.shown_role.casefold()


def shown_day(day: date | None) -> str:
    """Write ``10 oktober 2016``."""
    return date_format(day, "j F Y") if day else ""
