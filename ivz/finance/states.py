"""Which inhabitants count, and why a computed amount can differ from a published one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Basis(models.TextChoices):
    """Where the number of inhabitants comes from (Dutch: *telling*).

    Policy: docs/policy/contributions.md#inhabitants-and-the-reference-date
    """

    IMPLIED = "implied", _("Derived from the published amounts")
    CBS = "cbs", _("Counted by CBS")


class Cause(models.TextChoices):
    """Why a published amount and a computed one agree or differ (Dutch: *oorzaak*).

    Policy: docs/policy/contributions.md#causes-of-a-difference
    """

    EQUAL = "equal", _("equal")
    ROUNDED_DOWN = "rounded_down", _("rounding down")
    ROUNDED_UP = "rounded_up", _("rounding up")
    BOUNDARY = "boundary", _("boundary: another tier")
    POPULATION = "population", _("population: another count of inhabitants")
    UNEXPLAINED = "unexplained", _("unexplained")

    @property
    def is_rounding(self) -> bool:
        """Tell whether the two differ by rounding only."""
        return self in {Cause.ROUNDED_DOWN, Cause.ROUNDED_UP}


class Choice(models.TextChoices):
    """How a municipality meets its obligation."""

    HOURS = "hours", _("Hours")
    MONEY = "money", _("Money")


class BudgetState(models.TextChoices):
    """How far a budget is."""

    DRAFT = "draft", _("Being drafted")
    PROPOSED = "proposed", _("With the deciding body")
    ADOPTED = "adopted", _("Adopted")


class AccountState(models.TextChoices):
    """How far the account of a year is."""

    DRAFT = "draft", _("Being written")
    SIGNED = "signed", _("Signed by the chair")
    ADOPTED = "adopted", _("Adopted")


class PostKind(models.TextChoices):
    """What a post of a budget is: a sort of income, or an expense."""

    CONTRIBUTIONS = "contributions", _("Contributions of municipalities")
    GRANT = "grant", _("Grant")
    RESERVE = "reserve", _("Out of the reserve")
    OTHER_INCOME = "other_income", _("Other income")
    EXPENSE = "expense", _("Expense")


class BookingKind(models.TextChoices):
    """Whether money moved, or will."""

    BOOKED = "booked", _("Booked")
    COMMITTED = "committed", _("Agreed, not booked yet")


class Event(models.TextChoices):
    """What the audit trail records about budgets; the values are stored."""

    BUDGET_WRITTEN = "budget.written", _("Budget written")
    BUDGET_MOVED = "budget.moved", _("Budget proposed or decided")
    BOOKED = "budget.booked", _("Amount booked")
    BOOKING_CORRECTED = "budget.booking_corrected", _("Booking put right by an entry against it")
    BOOKINGS_IMPORTED = "budget.bookings_imported", _("Bookings read in")
    OUTLOOK_WRITTEN = "budget.outlook_written", _("Expectation of a post written")
    ACCOUNT_WRITTEN = "account.written", _("Account of a year written")
    ACCOUNT_MOVED = "account.moved", _("Account of a year signed or decided")
    ACCOUNT_OPENED = "account.opened", _("Account of a year made public")
    BUDGET_OPENED = "budget.opened", _("Budget made public")
