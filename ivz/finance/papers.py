"""Budgets as papers, to print or to write on."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ivz.documents.papers import Paper, Part
from ivz.finance.models import BudgetPost
from ivz.finance.queries.budgets import BudgetSheet
from ivz.web.exports import Export
from ivz.web.templatetags.ivz import money


def budget_paper(sheet: BudgetSheet, *, export: Export) -> Paper:
    """Give a budget as a paper: income and expenses with their grounds."""
    row = sheet.budget
    explained = [Part(heading=_("What is new"), paragraphs=[row.reason])] if row.reason else []
    return Paper(
        kicker=row.network.name,
        title=row.title,
        foot=foot(row.title, export=export),
        facts=[
            (_("State"), row.get_state_display()),
            (_("Income"), money(sheet.income_cents)),
            (_("Expenses"), money(sheet.expense_cents)),
            (_("Left"), money(sheet.balance_cents)),
        ],
        parts=[
            *explained,
            _posts(_("Income"), sheet.income),
            _posts(_("Expenses"), sheet.expenses),
        ],
    )


def _posts(heading: str, posts: Sequence[BudgetPost]) -> Part:
    return Part(
        heading=heading,
        columns=[_("Post"), _("Amount"), _("Where it comes from")],
        rows=[[post.title, money(post.amount_cents), post.ground] for post in posts],
    )


def foot(title: str, *, export: Export) -> str:
    """Give what stands under every page: who kept it, when, and how open it is."""
    facts = "; ".join(f"{name}: {value}" for name, value in export.facts())
    return f"{title}. {facts}"
