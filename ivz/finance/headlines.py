"""What the page says in its title, its lead and its chart: computed from the table."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ivz.finance import wording
from ivz.finance.contributions import Table
from ivz.web.templatetags.ivz import number

MOST_NAMES = 4


def lead_of(table: Table) -> str:
    """Say in two sentences what the table comes down to."""
    facts = {
        "count": len(table.lines),
        "hours": number(table.totals.hours),
        "cheaper": len(table.cheaper),
    }
    if 2 * len(table.cheaper) > len(table.lines):
        text = _(
            "The %(count)s municipalities deliver %(hours)s hours a week together. Buying off is "
            "cheaper than delivering for %(cheaper)s of them; that works against the aim."
        )
    else:
        text = _(
            "The %(count)s municipalities deliver %(hours)s hours a week together. Buying off is "
            "cheaper than delivering for %(cheaper)s of them."
        )
    return text % facts


def chart_title_of(table: Table) -> str:
    """Say who pays more by buying off."""
    dearer = [line.area.name for line in table.dearer]
    if not dearer:
        return _("Nobody pays more by buying off than the hours are worth")
    if len(dearer) <= MOST_NAMES < len(table.lines):
        return ngettext(
            "Only %(names)s pays more by buying off",
            "Only %(names)s pay more by buying off",
            len(dearer),
        ) % {"names": wording.listed(dearer)}
    return _("Buying off costs more for %(dearer)s of the %(count)s municipalities") % {
        "dearer": len(dearer),
        "count": len(table.lines),
    }


def chart_description_of(table: Table) -> str:
    """Say what the drawing shows, for who cannot see it; the table has every amount."""
    return _(
        "For each municipality the value of the hours asked and the surcharge. Buying off is "
        "cheaper for %(cheaper)s and dearer for %(dearer)s of %(count)s municipalities. The table "
        "below has every amount."
    ) % {
        "cheaper": len(table.cheaper),
        "dearer": len(table.dearer),
        "count": len(table.lines),
    }
