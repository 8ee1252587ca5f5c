"""When an amount can be booked, put right, and expected.

Policy: docs/policy/budget.md#guarding
"""

from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.errors import RuleBroken
from ivz.finance.models import Booking, Budget, BudgetPost
from ivz.finance.rules.budgets import check_books_are_open, check_may_keep
from ivz.finance.standing import remainder
from ivz.finance.states import BookingKind


def budget_in_force(post: BudgetPost) -> Budget:
    """Give the budget that holds for the year of a post, which has to have that post.

    Raises:
        RuleBroken: none was adopted, or it has no such post.
    """
    mine = post.budget
    held = Budget.objects.filter(body=mine.body_id, year=mine.year).in_force()
    found = held.select_related("body__network").first()
    if found is None:
        raise RuleBroken(_("No budget was adopted for this year, so nothing can be booked."))
    if post.root_id not in [row.root_id for row in found.posts.all()]:
        raise RuleBroken(_("The budget that holds has no such post. Book on a post that it has."))
    return found


def check_may_book(post: BudgetPost, *, by: Actor) -> None:
    """Let the coordinator book on posts of the budget that holds."""
    check_may_keep(post.budget.network, by=by)
    check_books_are_open(post.budget.body, post.budget.year)
    budget_in_force(post)


def check_booking(booking: Booking, *, by: Actor) -> None:
    """Refuse an amount outside the year, without words, or on a commitment that is used up."""
    year = booking.post.budget.year
    if not booking.words.strip():
        raise RuleBroken(_("Say what it is."), field="words")
    if booking.booked_on.year != year:
        raise RuleBroken(_("Choose a day in %(year)s.") % {"year": year}, field="booked_on")
    if booking.booked_on > by.today:
        raise RuleBroken(_("This day is still to come. Choose one that was."), field="booked_on")
    if booking.amount_cents <= 0 and booking.corrects_id is None:
        raise RuleBroken(
            _("Give an amount above zero. Put a wrong one right with an entry against it."),
            field="amount",
        )
    if booking.settles is not None:
        _check_settles(booking, booking.settles)


def _check_settles(booking: Booking, settled: Booking) -> None:
    if settled.kind != BookingKind.COMMITTED or settled.post_id != booking.post_id:
        raise RuleBroken(_("That agreement stands on another post."), field="settles")
    if booking.kind != BookingKind.BOOKED:
        raise RuleBroken(_("Only a booked amount settles an agreement."), field="settles")
    if booking.corrects_id is None and not remaining_cents(settled):
        raise RuleBroken(_("Nothing of that agreement is left."), field="settles")


def remaining_cents(commitment: Booking) -> int:
    """Give what is left of an agreement: less what was booked on it and taken off it."""
    entries = commitment.settled_by.all()
    taken_off = getattr(commitment, "corrected_by", None)
    return remainder(commitment, entries, taken_off)


def check_may_correct(booking: Booking, *, by: Actor) -> None:
    """Refuse to put right what was put right, or an agreement of which nothing is left."""
    check_may_book(booking.post, by=by)
    if booking.corrects_id is not None:
        raise RuleBroken(_("This entry puts another right. Book the amount anew instead."))
    if Booking.objects.filter(corrects=booking).exists():
        raise RuleBroken(_("This booking was put right already."))
    if booking.kind == BookingKind.COMMITTED and not remaining_cents(booking):
        raise RuleBroken(_("Nothing of that agreement is left."))
