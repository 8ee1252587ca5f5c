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


class PostKind(models.TextChoices):
    """What a post of a budget is: a sort of income, or an expense."""

    CONTRIBUTIONS = "contributions", _("Contributions of municipalities")
    GRANT = "grant", _("Grant")
    RESERVE = "reserve", _("Out of the reserve")
    OTHER_INCOME = "other_income", _("Other income")
    EXPENSE = "expense", _("Expense")


class Event(models.TextChoices):
    """What the audit trail records about budgets; the values are stored."""

    BUDGET_WRITTEN = "budget.written", _("Budget written")
    BUDGET_MOVED = "budget.moved", _("Budget proposed or decided")
    BUDGET_OPENED = "budget.opened", _("Budget made public")
