"""Amounts, counts and lists as sentences write them, in the language of the reader."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from ivz.finance import amounts
from ivz.finance.models import Tier
from ivz.web.templatetags.ivz import NO_BREAK, money, number, whole_euros

MINUS = "\u2212"


def euros(cents: Fraction | int) -> str:
    """Write an amount in whole euros, half up: ``€ 3.889``."""
    return whole_euros(amounts.half_up(cents, to=amounts.EURO))


def exact_euros(cents: Fraction | int) -> str:
    """Write an amount to the cent, half up: ``€ 3.888,89``."""
    return money(amounts.half_up(cents))


def signed_euros(cents: Fraction | int) -> str:
    """Write a difference in whole euros with its sign: minus € 1.369, or + € 3."""
    sign = MINUS if cents < 0 else "+"
    return f"{sign}{NO_BREAK}{euros(cents if cents >= 0 else -cents)}"


def signed_money(cents: int) -> str:
    """Write a difference in euros and cents with its sign, ``€ 0,00`` without one."""
    sign = {True: f"+{NO_BREAK}", False: f"{MINUS}{NO_BREAK}"}[cents > 0] if cents else ""
    return f"{sign}{money(abs(cents))}"


def signed_number(value: int) -> str:
    """Write a difference of whole numbers with its sign, ``0`` without one."""
    sign = {True: "+", False: MINUS}[value > 0] if value else ""
    return f"{sign}{number(abs(value))}"


def fte(value: Decimal) -> str:
    """Write a post without needless zeros: ``0,9`` or ``1,71``."""
    shortest = value.normalize()
    return number(shortest, max(0, -int(shortest.as_tuple().exponent)))


def listed(names: Sequence[str]) -> str:
    """Write names as a list: ``Dinkelland, Enschede and Hengelo``."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def either(names: Sequence[str]) -> str:
    """Write names as a choice: ``26.000, 38.000 or 85.000``."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s or %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def tier_range(tier: Tier) -> str:
    """Write which inhabitants a tier holds: ``26.000 up to 38.000``."""
    if tier.until_inhabitants is None:
        return _("%(from)s or more") % {"from": number(tier.from_inhabitants)}
    return _("%(from)s up to %(until)s") % {
        "from": number(tier.from_inhabitants),
        "until": number(tier.until_inhabitants),
    }


def boundary_remark(distance: int) -> str:
    """Write how near a boundary is: ``53 below the boundary``."""
    text = _("%(count)s below the boundary") if distance < 0 else _("%(count)s above the boundary")
    return text % {"count": number(abs(distance))}
