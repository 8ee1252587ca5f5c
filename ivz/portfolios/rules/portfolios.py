"""When a portfolio is right: a lasting theme, a holder who decides, nobody else that day.

Policy: docs/policy/registers.md#portfolios
"""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ivz.errors import RuleBroken
from ivz.network.models import Dated, Theme
from ivz.portfolios.models import Portfolio
from ivz.portfolios.rules.holders import check_decides
from ivz.web.templatetags.ivz import day_date


def check_portfolio(portfolio: Portfolio) -> None:
    """Refuse a portfolio that cannot stand; the message says what to do."""
    check_period(portfolio)
    check_theme_lasts(portfolio.theme, period=portfolio)
    check_nobody_else_holds(portfolio)
    if portfolio.holder is not None:
        check_decides(portfolio.holder, network=portfolio.network, period=portfolio)


def check_period(row: Dated) -> None:
    """Refuse a period that ends before it starts."""
    if row.valid_from and row.valid_until and row.valid_until <= row.valid_from:
        raise RuleBroken(_("The last day lies before the first day. Choose a later last day."))


def check_theme_lasts(theme: Theme, *, period: Dated) -> None:
    """Refuse a start after the end of a theme, naming the theme that took its place."""
    if not (theme.valid_until and period.valid_from and period.valid_from >= theme.valid_until):
        return
    facts = {"theme": theme.name, "day": day_date(theme.last_day)}
    if theme.successor:
        raise RuleBroken(
            _("The theme “%(theme)s” lasted until %(day)s. Choose “%(successor)s”, its successor.")
            % {**facts, "successor": theme.successor.name}
        )
    raise RuleBroken(_("The theme “%(theme)s” lasted until %(day)s. Choose another theme.") % facts)


def check_nobody_else_holds(portfolio: Portfolio) -> None:
    """Refuse a second line for a theme in a network on one day."""
    others = overlapping(
        Portfolio.objects.filter(network=portfolio.network, theme=portfolio.theme), portfolio
    )
    other = others.select_related("holder", "theme").first()
    if other is None:
        return
    who = other.holder.function if other.holder else other.get_state_display()
    raise RuleBroken(
        _(
            "“%(theme)s” already stands as: %(who)s, %(period)s. End that first, or name a "
            "successor there."
        )
        % {"theme": other.theme.name, "who": who, "period": _period(other)}
    )


def overlapping(rows: "QuerySet[Portfolio]", period: Dated) -> "QuerySet[Portfolio]":
    """Narrow ``rows`` down to those that share a day with ``period``, without itself."""
    return rows.filter(shares_a_day(period)).exclude(pk=period.pk)


def shares_a_day(period: Dated) -> Q:
    """Narrow down to rows in force on at least one day of ``period``."""
    condition = Q()
    if period.valid_from:
        condition &= Q(valid_until=None) | Q(valid_until__gt=period.valid_from)
    if period.valid_until:
        condition &= Q(valid_from=None) | Q(valid_from__lt=period.valid_until)
    return condition


def _period(row: Dated) -> str:
    return period_in_words(row.valid_from, row.last_day)


def period_in_words(first: date | None, last: date | None) -> str:
    """Write a period as people say it: from its first up to and including its last day."""
    if first and last:
        return _("%(first)s up to and including %(last)s") % {
            "first": day_date(first),
            "last": day_date(last),
        }
    if first:
        return _("since %(first)s") % {"first": day_date(first)}
    if last:
        return _("up to and including %(last)s") % {"last": day_date(last)}
    return _("without dates")
