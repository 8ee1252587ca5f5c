"""Budgets and accounts of a year as papers, to print or to write on."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ivz.documents.papers import Paper, Part
from ivz.finance.models import BudgetPost
from ivz.finance.queries.annual_accounts import AccountSheet
from ivz.finance.queries.budgets import BudgetSheet
from ivz.finance.standing import Standing
from ivz.finance.wording import signed_money
from ivz.web.exports import Export
from ivz.web.templatetags.ivz import day_date, money, number


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


def account_paper(sheet: AccountSheet, *, export: Export) -> Paper:
    """Give the account of a year as a paper: posts with reasons, then hours where one may know."""
    account = sheet.account
    signed = account.signed_by.function if account.signed_by else "…"
    hours = sheet.hours
    told = [
        [_("Owed"), number(hours.owed)],
        [_("Promised"), number(hours.promised)],
        [_("Delivered"), number(hours.delivered)],
    ]
    beside = [Part(heading=_("Hours beside the money"), columns=[_("Hours"), "#"], rows=told)]
    return Paper(
        kicker=account.network.name,
        title=account.title,
        foot=foot(account.title, export=export),
        facts=[
            (_("State"), account.get_state_display()),
            (_("Signed by"), f"{signed}, {day_date(account.signed_on) or '…'}"),
            (_("Result"), signed_money(sheet.result_cents)),
        ],
        parts=[
            Part(heading=_("What the chair tells"), paragraphs=[account.words or "…"]),
            _outcome(_("Income"), sheet.outcome.income),
            _outcome(_("Expenses"), sheet.outcome.expenses),
            *(beside if hours.partners else []),
        ],
    )


def _outcome(heading: str, standings: Sequence[Standing]) -> Part:
    return Part(
        heading=heading,
        columns=[_("Post"), _("Budgeted"), _("Booked"), _("Difference"), _("Why")],
        rows=[
            [
                each.post.title,
                money(each.post.amount_cents),
                money(each.booked_cents),
                signed_money(each.result_cents),
                each.explanation,
            ]
            for each in standings
        ],
    )


def foot(title: str, *, export: Export) -> str:
    """Give what stands under every page: who kept it, when, and how open it is."""
    return f"{title}. {export.told}"
