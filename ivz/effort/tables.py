"""The ledger of effort as a table for a spreadsheet."""

from decimal import Decimal

from django.utils.translation import gettext as _

from ivz.effort.ledger import Ledger
from ivz.network.models import Network
from ivz.tabular.writing import Table

TENTH = Decimal("0.1")


def ledger_table(ledger: Ledger, *, network: Network) -> Table:
    """Write one line per partner, hours with one decimal; empty where nothing was agreed."""
    return Table(
        title=_("Effort %(year)s") % {"year": ledger.year.year},
        columns=[
            _("address"),
            _("partner"),
            _("kind"),
            _("hours owed"),
            _("hours promised"),
            _("hours delivered"),
            _("difference"),
        ],
        rows=[
            [
                row.organisation.slug,
                row.organisation.name,
                row.organisation.get_kind_display(),
                *(
                    None if hours is None else hours.quantize(TENTH)
                    for hours in (row.owed, row.promised, row.delivered, row.difference)
                ),
            ]
            for row in ledger.partners
        ],
        facts=[
            (_("Network"), network.name),
            (_("From"), ledger.year.first),
            (_("Up to and including"), ledger.year.last),
        ],
    )
