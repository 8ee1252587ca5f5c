"""Budgets as tables for a spreadsheet; amounts in euros with a decimal point."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from ivz.finance.models import Booking, Budget
from ivz.finance.queries.budgets import BudgetSheet
from ivz.finance.queries.watch import BudgetWatch
from ivz.tabular.writing import Table


def in_euros(amount_cents: int) -> Decimal:
    """Give cents as euros with two decimals."""
    return Decimal(amount_cents) / 100


def budget(sheet: BudgetSheet) -> Table:
    """Write one line per post, income first."""
    row = sheet.budget
    return Table(
        title=row.title,
        columns=[
            _("post"),
            _("kind"),
            _("amount in euros"),
            _("where it comes from"),
            _("coordination in fte"),
            _("project"),
        ],
        rows=[
            [
                post.title,
                post.get_kind_display(),
                in_euros(post.amount_cents),
                post.ground,
                post.coordination_fte or "",
                post.project.title if post.project else "",
            ]
            for post in sheet.posts
        ],
        facts=[
            (_("Network"), row.network.name),
            (_("State"), row.get_state_display()),
            (_("Income"), in_euros(sheet.income_cents)),
            (_("Expenses"), in_euros(sheet.expense_cents)),
        ],
    )


def watch(found: BudgetWatch, *, on: date) -> Table:
    """Write one line per post: budgeted, booked, agreed, expected and why it deviates."""
    budget = found.sheet.budget
    return Table(
        title=_("How the budget stands"),
        columns=[
            _("post"),
            _("kind"),
            _("budgeted in euros"),
            _("booked in euros"),
            _("agreed in euros"),
            _("expected in euros"),
            _("deviation in euros"),
            _("light"),
            _("explanation"),
        ],
        rows=[
            [
                each.post.title,
                each.post.get_kind_display(),
                in_euros(each.post.amount_cents),
                in_euros(each.booked_cents),
                in_euros(each.agreed_cents),
                in_euros(each.expected_cents),
                in_euros(each.deviation_cents),
                each.told,
                each.explanation,
            ]
            for each in found.standings
        ],
        facts=[
            (_("Network"), budget.network.name),
            (_("Budget"), budget.title),
            (_("Reference date"), on),
        ],
    )


def bookings(budget: Budget, rows: Iterable[Booking]) -> Table:
    """Write one line per booking, the oldest first."""
    return Table(
        title=_("Bookings"),
        columns=[
            _("date"),
            _("post"),
            _("kind"),
            _("amount in euros"),
            _("what it is for"),
            _("reference"),
            _("puts right"),
        ],
        rows=[
            [
                row.booked_on,
                row.post.title,
                row.get_kind_display(),
                in_euros(row.amount_cents),
                row.words,
                row.reference,
                row.corrects.words if row.corrects else "",
            ]
            for row in rows
        ],
        facts=[(_("Network"), budget.network.name), (_("Budget"), budget.title)],
    )
