"""Budgets as tables for a spreadsheet; amounts in euros with a decimal point."""

from decimal import Decimal

from django.utils.translation import gettext as _

from ivz.finance.queries.budgets import BudgetSheet
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
            _("project"),
        ],
        rows=[
            [
                post.title,
                post.get_kind_display(),
                in_euros(post.amount_cents),
                post.ground,
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
