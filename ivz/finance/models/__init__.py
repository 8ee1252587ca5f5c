"""Contributions and budgets: what partners owe, and what the network does with it."""

from ivz.finance.models.annual_accounts import AnnualAccount
from ivz.finance.models.bookings import Booking, Outlook
from ivz.finance.models.budgets import Budget, BudgetPost
from ivz.finance.models.contributions import (
    CapacityTask,
    ContributionChoice,
    HourPrice,
    PublishedContribution,
    RateDecision,
    Scheme,
    Tier,
)

__all__ = [
    "AnnualAccount",
    "Booking",
    "Budget",
    "BudgetPost",
    "CapacityTask",
    "ContributionChoice",
    "HourPrice",
    "Outlook",
    "PublishedContribution",
    "RateDecision",
    "Scheme",
    "Tier",
]
