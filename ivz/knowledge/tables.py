"""Developments as a table for a spreadsheet."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from ivz.knowledge.models import Development
from ivz.network.models import Network
from ivz.tabular.writing import Table


def developments(network: Network, found: Sequence[Development], *, on: date) -> Table:
    """Write one line per development."""
    return Table(
        title=_("Developments"),
        columns=[
            _("title"),
            _("since"),
            _("reach"),
            _("theme"),
            _("what changes"),
            _("what it means for us"),
            _("source"),
            _("address of the source"),
            _("state"),
            _("what became of it"),
            _("look at it again on"),
            _("openness"),
        ],
        rows=[
            [
                row.title,
                row.since,
                row.get_reach_display(),
                row.theme.name if row.theme else "",
                row.what,
                row.meaning,
                row.source,
                row.source_url,
                row.get_state_display(),
                row.outcome,
                row.review_on,
                row.get_openness_display(),
            ]
            for row in found
        ],
        facts=[(_("Network"), network.name), (_("Reference date"), on)],
    )
