"""Bringing in booked amounts from a spreadsheet: tried out first, stored whole or not at all.

Policy: docs/policy/budget.md#guarding
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record_all
from ivz.errors import RuleBroken
from ivz.finance.models import Booking, Budget, BudgetPost
from ivz.finance.rules import bookings as rules
from ivz.finance.rules.budgets import check_books_are_open, check_may_keep
from ivz.finance.states import BookingKind, Event
from ivz.network.actions.naming import day_in
from ivz.tabular.reading import (
    CellRefused,
    Column,
    Parser,
    Problem,
    TableRefused,
    one_of,
    read_table,
)
from ivz.tabular.spreadsheets import as_comma_separated

DAY, POST, AMOUNT, WORDS, REFERENCE = "datum", "post", "bedrag", "omschrijving", "kenmerk"
COLUMNS = [DAY, POST, AMOUNT, WORDS, REFERENCE]
_EUROS = re.compile(r"[0-9]{1,9}([.,][0-9]{1,2})?")


class Outdated(RuleBroken):
    """The books changed since the trial; ``now`` is what the table would do."""

    def __init__(self, now: "BookingImport") -> None:
        self.now = now
        super().__init__(_("The books changed since you saw this list. Look again, then confirm."))


@dataclass(frozen=True, kw_only=True)
class BookingImport:
    """The bookings that a table holds, not stored yet, and a mark of what it would do."""

    bookings: Sequence[Booking]
    fingerprint: str

    @property
    def total_cents(self) -> int:
        """All amounts together."""
        return sum(row.amount_cents for row in self.bookings)


def _amount(cell: str) -> int:
    if not _EUROS.fullmatch(cell):
        raise CellRefused(
            _("an amount in euros such as 3888 or 0.15, not “%(value)s”") % {"value": cell[:40]}
        )
    return int(Decimal(cell.replace(",", ".")) * 100)


def _at_most(longest: int) -> Parser:
    def parse(cell: str) -> str:
        if len(cell) > longest:
            raise CellRefused(_("at most %(count)s characters") % {"count": longest})
        return cell

    return parse


@transaction.atomic
def try_out(content: bytes, *, budget: Budget, by: Actor) -> BookingImport:
    """Tell what a table would book on the budget that holds, and do nothing.

    Raises:
        TableRefused: with every cell or line that is not right.
    """
    check_may_keep(budget.network, by=by)
    check_books_are_open(budget.body, budget.year)
    list(Budget.objects.select_for_update(of=("self",)).filter(pk=budget.pk))
    columns = _columns(budget)
    known = _known(budget)
    problems: list[Problem] = []
    bookings = []
    for row in read_table(as_comma_separated(content), columns=columns, unique=COLUMNS):
        booking = _booking(row, by=by)
        problems += _problems(booking, row["line"], known=known, by=by)
        bookings.append(booking)
    if problems:
        raise TableRefused(problems)
    return BookingImport(bookings=bookings, fingerprint=_fingerprint(bookings))


def _columns(budget: Budget) -> dict[str, Column]:
    posts = BudgetPost.objects.filter(budget=budget).select_related("first__budget", "budget")
    return {
        DAY: Column(parse=day_in),
        POST: Column(
            parse=one_of(
                {post.title: post.first or post for post in posts}, what=_("a post of this budget")
            )
        ),
        AMOUNT: Column(parse=_amount),
        WORDS: Column(parse=_at_most(200)),
        REFERENCE: Column(parse=_at_most(80), is_required=False),
    }


def _booking(row: dict[str, Any], *, by: Actor) -> Booking:
    return Booking(
        post=row[POST],
        kind=BookingKind.BOOKED,
        booked_on=row[DAY],
        words=row[WORDS],
        reference=row.get(REFERENCE) or "",
        amount_cents=row[AMOUNT],
        recorded_by=by.user,
    )


Key = tuple[int, date, int, str, str]


def _key(booking: Booking) -> Key:
    return (
        booking.post_id,
        booking.booked_on,
        booking.amount_cents,
        booking.words,
        booking.reference,
    )


def _known(budget: Budget) -> set[Key]:
    """Give what is booked already and not put right, so that a list counts once."""
    rows = Booking.objects.filter(
        post__budget__body=budget.body_id,
        post__budget__year=budget.year,
        kind=BookingKind.BOOKED,
        corrects=None,
        corrected_by=None,
    )
    return {_key(row) for row in rows}


def _problems(booking: Booking, line: int, *, known: set[Key], by: Actor) -> list[Problem]:
    if _key(booking) in known:
        return [Problem(line=line, column="-", expected=_("what is not booked already"))]
    try:
        rules.check_booking(booking, by=by)
    except RuleBroken as broken:
        column = {"booked_on": DAY, "words": WORDS, "amount": AMOUNT}.get(broken.field, "-")
        return [Problem(line=line, column=column, expected=str(broken))]
    return []


def _fingerprint(bookings: Sequence[Booking]) -> str:
    written = "\n".join(repr(_key(row)) for row in bookings)
    return hashlib.sha256(written.encode()).hexdigest()


@transaction.atomic
def bring_in(content: bytes, *, fingerprint: str, budget: Budget, by: Actor) -> BookingImport:
    """Book what a table says, provided it still does what the trial showed.

    Raises:
        TableRefused: something is not right; nothing was stored.
        Outdated: it would do something else by now; nothing was stored.
    """
    outcome = try_out(content, budget=budget, by=by)
    if outcome.fingerprint != fingerprint:
        raise Outdated(outcome)
    Booking.objects.bulk_create(outcome.bookings)
    booked = [(Event.BOOKED, row) for row in outcome.bookings]
    record_all([*booked, (Event.BOOKINGS_IMPORTED, budget)], by=by)
    return outcome
