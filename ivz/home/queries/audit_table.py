"""A selection of the audit trail as a table to keep."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit import queries
from ivz.home.queries.audit_trail import ReadableEntry
from ivz.tabular.writing import Table

LARGEST_EXPORT = 10_000


def audit_table(search: queries.Search, *, asked: Sequence[tuple[str, str]], by: Actor) -> Table:
    """Give the newest entries that are looked for as a table.

    It says who made it, when, and what was ``asked``, as label and text.
    """
    found = [ReadableEntry(entry) for entry in queries.newest(search, limit=LARGEST_EXPORT)]
    return Table(
        title=_("Audit trail"),
        columns=[
            _("Number"),
            _("When"),
            _("Action"),
            _("Object"),
            _("Result"),
            _("Actor"),
            _("Looks along as"),
            _("Origin"),
            _("Network address"),
        ],
        rows=[row.cells for row in found],
        facts=[
            (_("Made by"), by.name),
            (_("Made on"), timezone.localtime().isoformat(timespec="seconds")),
            (_("Number of lines"), len(found)),
            (_("Openness"), _("For auditors; not for others")),
            (_("At most this many lines, the newest"), LARGEST_EXPORT),
            *asked,
        ],
    )
