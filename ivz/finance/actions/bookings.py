"""Booking amounts on a budget, putting them right, and saying what is expected."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.finance.models import Booking, Budget, BudgetPost, Outlook
from ivz.finance.rules import bookings as rules
from ivz.finance.states import BookingKind, Event
from ivz.workflow.versions import lock_version


@dataclass(frozen=True, kw_only=True)
class BookingDetails:
    """An amount that came, went or was agreed; ``settles`` is the agreement it is booked on."""

    kind: BookingKind
    booked_on: date
    words: str
    amount_cents: int
    reference: str = ""
    settles: Booking | None = None


@transaction.atomic
def book(post: BudgetPost, details: BookingDetails, *, by: Actor) -> Booking:
    """Book an amount on a post of the budget that holds."""
    root = _lock(post)
    rules.check_may_book(root, by=by)
    booking = Booking(post=root, recorded_by=by.user, **vars(details))
    rules.check_booking(booking, by=by)
    booking.save()
    record(Event.BOOKED, subject=booking, by=by)
    return booking


@transaction.atomic
def correct(booking: Booking, *, words: str, by: Actor) -> Booking:
    """Book the same amount against a booking; of an agreement what is left of it."""
    root = _lock(booking.post)
    booking = Booking.objects.select_related("settles").get(pk=booking.pk)
    booking.post = root
    rules.check_may_correct(booking, by=by)
    is_agreement = booking.kind == BookingKind.COMMITTED
    entry = Booking(
        post=root,
        kind=booking.kind,
        booked_on=min(by.today, date(root.budget.year, 12, 31)),
        words=words.strip(),
        reference=booking.reference,
        amount_cents=-(rules.remaining_cents(booking) if is_agreement else booking.amount_cents),
        settles=booking.settles,
        corrects=booking,
        recorded_by=by.user,
    )
    rules.check_booking(entry, by=by)
    entry.save()
    record(Event.BOOKING_CORRECTED, subject=entry, by=by)
    return entry


@transaction.atomic
def expect(
    post: BudgetPost, *, expected_cents: int | None, explanation: str, version: int, by: Actor
) -> Outlook:
    """Say what a post is expected to come to, and why it deviates."""
    root = _lock(post)
    rules.check_may_book(root, by=by)
    outlook = Outlook.objects.filter(post=root).first()
    outlook = Outlook(post=root) if outlook is None else lock_version(outlook, version=version)
    outlook.expected_cents, outlook.explanation = expected_cents, explanation.strip()
    outlook.save()
    record(Event.OUTLOOK_WRITTEN, subject=outlook, by=by)
    return outlook


def _lock(post: BudgetPost) -> BudgetPost:
    """Lock the post where it stood first, and its budget: the sums of a year change in turn."""
    list(Budget.objects.select_for_update(of=("self",)).filter(posts=post.root_id))
    rows = BudgetPost.objects.select_related("budget__body__network")
    return rows.select_for_update(of=("self",)).get(pk=post.root_id)
