"""Dutch notation of dates, money and numbers, and icons."""

from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any, Protocol

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ivz.web import comparison
from ivz.web.comparison import Pair

register = template.Library()

NO_BREAK = "\u00a0"


@register.filter
def long_date(value: date | None) -> str:
    """Write ``maandag 10 oktober 2016``; day and month stay on one line."""
    if value is None:
        return ""
    weekday = formats.date_format(value, "l")
    return f"{weekday} {day_date(value)}"


@register.filter
def day_date(value: date | None) -> str:
    """Write ``10 oktober 2016`` without a break."""
    return _day_in(value, get_language()) if value else ""


@lru_cache(maxsize=5_000)
def _day_in(value: date, _language: str | None) -> str:
    """Write a day in the language of the moment; long lists name the same days again and again."""
    return formats.date_format(value, "j F Y").replace(" ", NO_BREAK)


class Lasting(Protocol):
    """Something that holds from a day, up to and including another."""

    @property
    def valid_from(self) -> date | None:
        """The first day, None where nobody noted it."""

    @property
    def last_day(self) -> date | None:
        """The last day, None where it has no end."""


@register.filter
def validity(row: Lasting) -> str:
    """Write ``Van 1 maart 2016 t/m 31 december 2017``, or ``Sinds 1 maart 2016``."""
    return _period_in(row.valid_from, row.last_day, get_language())


@lru_cache(maxsize=5_000)
def _period_in(since: date | None, until: date | None, _language: str | None) -> str:
    first, last = day_date(since), day_date(until)
    if first and last:
        return _("From %(first)s up to and including %(last)s") % {"first": first, "last": last}
    if first:
        return _("Since %(day)s") % {"day": first}
    return _("Up to and including %(day)s") % {"day": last} if last else ""


@register.filter
def clock_time(value: time | None) -> str:
    """Write ``10.30``."""
    return value.strftime("%H.%M") if value else ""


@register.filter
def moment(value: datetime) -> str:
    """Write ``14.05 uur``, after its day unless that is today by the real clock."""
    local = timezone.localtime(value)
    at = _("%(start)s h") % {"start": clock_time(local.time())}
    is_today = local.date() == timezone.localdate()
    return at if is_today else f"{long_date(local.date())}, {at}"


@register.filter
def money(amount_cents: int | Decimal | None) -> str:
    """Write an amount in cents as ``€ 1.743,00``."""
    if amount_cents is None:
        return ""
    return f"€{NO_BREAK}{number(Decimal(amount_cents) / 100, 2)}"


@register.filter
def whole_euros(amount_cents: int | Decimal | None) -> str:
    """Write an amount in cents as ``€ 1.743``, for tables that leave cents out."""
    if amount_cents is None:
        return ""
    return f"€{NO_BREAK}{number(Decimal(amount_cents) / 100, 0)}"


@register.filter
def number(value: float | Decimal | None, decimals: int = 0) -> str:
    """Write a number with the separators of the language, ``1.743`` or ``2,79``; halves go up."""
    return "" if value is None else _number_in(value, decimals, get_language())


@lru_cache(maxsize=5_000)
def _number_in(value: float | Decimal, decimals: int, _language: str | None) -> str:
    """Write a number in the language of the moment; tables hold the same ones again and again."""
    last_digit = Decimal(1).scaleb(-decimals)
    rounded = Decimal(str(value)).quantize(last_digit, ROUND_HALF_UP)
    separators = formats.get_format("THOUSAND_SEPARATOR"), formats.get_format("DECIMAL_SEPARATOR")
    return f"{rounded:,}".translate(dict(zip(map(ord, ",."), separators, strict=True)))


ICONS = {
    "done": '<circle cx="8" cy="8" r="7" fill="currentColor"/>'
    '<path class="ivz-icon__cut" d="m4.6 8.3 2.3 2.3 4.5-5" fill="none" stroke-width="1.9"/>',
    "attention": '<path d="M8 1.2 15.3 14.4H.7Z" fill="currentColor"/>'
    '<path class="ivz-icon__cut" d="M8 6v4M8 11.4v1.5" stroke-width="1.8"/>',
    "bad": '<path d="M4.9.9h6.2l4 4v6.2l-4 4H4.9l-4-4V4.9Z" fill="currentColor"/>'
    '<path class="ivz-icon__cut" d="m5.2 5.2 5.6 5.6m0-5.6-5.6 5.6" stroke-width="1.8"/>',
    "none": '<circle cx="8" cy="8" r="6.3" fill="none" stroke="currentColor" stroke-width="1.5" '
    'stroke-dasharray="2.6 2"/>',
    "differs": '<path d="M2 6h12M2 10.4h12M11 2.5 5 13.8" fill="none" stroke="currentColor" '
    'stroke-width="1.7"/>',
    "public": '<circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" '
    'stroke-width="1.5"/><path d="M1.8 8h12.4M8 1.8c4.4 4 4.4 8.4 0 12.4M8 1.8c-4.4 4-4.4 8.4 0 '
    '12.4" fill="none" stroke="currentColor" stroke-width="1.3"/>',
    "network": '<circle cx="3.2" cy="12" r="2" fill="currentColor"/><circle cx="12.8" cy="12" '
    'r="2" fill="currentColor"/><circle cx="8" cy="3.6" r="2" fill="currentColor"/>'
    '<path d="M8 3.6 3.2 12h9.6Z" fill="none" stroke="currentColor" stroke-width="1.3"/>',
    "body": '<path d="M2 6.5h12v5H2Z" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    '<path d="M4.5 4v1.5M8 3.2v2.3M11.5 4v1.5M4.5 14v-1.5M11.5 14v-1.5" stroke="currentColor" '
    'stroke-width="1.5"/>',
    "restricted": '<rect x="3" y="7" width="10" height="7" rx="1.2" fill="currentColor"/>'
    '<path d="M5 7V5a3 3 0 0 1 6 0v2" fill="none" stroke="currentColor" stroke-width="1.6"/>',
    "example": '<path d="M8 1.6a4.4 4.4 0 0 0-2.4 8.1V12h4.8V9.7A4.4 4.4 0 0 0 8 1.6ZM6 14.2h4" '
    'fill="none" stroke="currentColor" stroke-width="1.5"/>',
    "person": '<circle cx="8" cy="4.6" r="3.1" fill="currentColor"/>'
    '<path d="M2 14.6c0-3.4 2.6-5.4 6-5.4s6 2 6 5.4Z" fill="currentColor"/>',
    "paper": '<path d="M3.5 1.5h6l3 3v10h-9Z" fill="none" stroke="currentColor" '
    'stroke-width="1.3"/><path d="M5.5 7h5M5.5 9.5h5M5.5 12h3" stroke="currentColor" '
    'stroke-width="1.2"/>',
}

_DRAWN = {
    name: SafeString(
        '<svg class="ivz-icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        f"{shapes}</svg>"
    )
    for name, shapes in ICONS.items()
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon; a word always stands beside it, so it is hidden from screen readers."""
    return _DRAWN[name]


@register.simple_tag(takes_context=True)
def side_by_side(context: dict[str, Any]) -> list[Pair]:
    """Give what ``theirs`` and ``mine`` say per label, for the form of the page."""
    return comparison.side_by_side(context["theirs"], context["mine"], context.get("form"))


@register.simple_tag
def example_badge(what: str = "") -> SafeString:
    """Mark what was made up; without a template of its own, as long tables hold hundreds."""
    return _example_badge(str(what or _("Example")))


@lru_cache(maxsize=100)
def _example_badge(what: str) -> SafeString:
    return format_html(
        '<span class="ivz-badge ivz-badge--example">{}{}</span>', icon("example"), what
    )


@register.simple_tag
def period(start: time | None, end: time | None) -> str:
    """Write ``10.30 - 12.00 uur``, or that no time was chosen."""
    if start is None:
        return _("Time not chosen yet")
    if end is None:
        return _("%(start)s h") % {"start": clock_time(start)}
    return _("%(start)s to %(end)s h") % {"start": clock_time(start), "end": clock_time(end)}


@register.filter
def every(value: timedelta) -> str:
    """Write how often: ``24 uur``, ``1 minuut``."""
    minutes = int(value.total_seconds() // 60)
    if minutes < 60:
        return ngettext("%(minutes)s minute", "%(minutes)s minutes", minutes) % {"minutes": minutes}
    hours = int(value.total_seconds() // 3600)
    return ngettext("%(hours)s hour", "%(hours)s hours", hours) % {"hours": hours}
