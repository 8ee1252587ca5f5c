"""When a priority or local policy of a municipality is right.

Policy: docs/policy/registers.md#what-plays-where
"""

from django.db.models import Q
from django.utils.translation import gettext as _

from ivz.errors import RuleBroken
from ivz.network.models import Area, Dated
from ivz.network.models.areas import AreaKind
from ivz.portfolios.models import LocalPolicy, LocalRegister, Priority
from ivz.portfolios.rules.portfolios import (
    check_period,
    check_theme_lasts,
    period_in_words,
    shares_a_day,
)
from ivz.web.templatetags.ivz import day_date


class ChangedSince(RuleBroken):
    """Somebody else filled in the same page first."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else changed this in the meantime. Both texts are shown; nothing is lost.")
        )


def check_priority(priority: Priority) -> None:
    """Refuse a priority that cannot stand; the message says what to do."""
    _check_source(priority.source)
    check_period(priority)
    _check_municipality(priority.municipality, period=priority)
    check_theme_lasts(priority.theme, period=priority)
    others = Priority.objects.filter(municipality=priority.municipality, theme=priority.theme)
    other = others.filter(shares_a_day(priority)).exclude(pk=priority.pk).first()
    if other:
        raise RuleBroken(
            _("“%(theme)s” is already a priority of %(municipality)s: %(period)s. End that first.")
            % {
                "theme": priority.theme.name,
                "municipality": priority.municipality.name,
                "period": period_in_words(other.valid_from, other.last_day),
            }
        )


def check_local_register(register: LocalRegister) -> None:
    """Refuse a life of a register that leaves answers outside it."""
    check_period(register)
    outside = Q(pk=None)
    if register.valid_from:
        outside |= Q(valid_from__lt=register.valid_from)
    if register.valid_until:
        outside |= Q(valid_from__gte=register.valid_until)
    answer = LocalPolicy.objects.filter(outside, register=register.pk).order_by("pk").first()
    if answer:
        raise RuleBroken(
            _(
                "%(municipality)s gave an answer that starts on %(day)s. Choose days that hold it, "
                "or take that answer back first."
            )
            % {"municipality": answer.municipality.name, "day": day_date(answer.valid_from)}
        )


def check_local_policy(policy: LocalPolicy) -> None:
    """Refuse an answer that cannot stand beside the others of its municipality."""
    _check_source(policy.source)
    check_period(policy)
    _check_register_lasts(policy)
    _check_municipality(policy.municipality, period=policy)
    same = Q(register=policy.register, municipality=policy.municipality)
    other = LocalPolicy.objects.filter(same, shares_a_day(policy)).exclude(pk=policy.pk).first()
    if other:
        raise RuleBroken(
            _("%(municipality)s already answers “%(answer)s”: %(period)s. Choose another day.")
            % {
                "municipality": policy.municipality.name,
                "answer": other.answer,
                "period": period_in_words(other.valid_from, other.last_day),
            }
        )


def _check_register_lasts(policy: LocalPolicy) -> None:
    """Refuse an answer that starts on a day on which nobody is asked."""
    register, first = policy.register, policy.valid_from
    if first and not register.is_in_force(first):
        raise RuleBroken(
            _("“%(register)s” is not asked on %(day)s: %(period)s. Choose a day within that.")
            % {
                "register": register.name,
                "day": day_date(first),
                "period": period_in_words(register.valid_from, register.last_day),
            }
        )


def _check_source(source: str) -> None:
    if not source.strip():
        raise RuleBroken(_("Say which document this comes from."))


def _check_municipality(area: Area, *, period: Dated) -> None:
    """Refuse what is no municipality, and a start on a day it did not exist."""
    if area.kind != AreaKind.MUNICIPALITY:
        raise RuleBroken(_("%(area)s is not a municipality.") % {"area": area.name})
    first = period.valid_from
    if first and not area.is_in_force(first):
        raise RuleBroken(
            _("%(area)s is not a municipality on %(day)s. Choose a day on which it exists.")
            % {"area": area.name, "day": day_date(first)}
        )
