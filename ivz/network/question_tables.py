"""The answers to the questions as tables for a spreadsheet."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from ivz.network.models import Network
from ivz.network.queries.mandates import MandateFound
from ivz.network.queries.turnover import Turnover
from ivz.tabular.writing import Table, Value


def mandates_table(
    rows: Sequence[MandateFound], *, network: Network, on: date, asked: str
) -> Table:
    """Write who may decide, one row per mandate."""
    return Table(
        title=_("Who decides"),
        columns=[
            _("On"),
            _("Theme"),
            _("Who decides"),
            _("Network"),
            _("Mandate"),
            _("Legal ground"),
            _("Needed first"),
            _("Advice of"),
            _("Prepared by"),
            _("Source"),
        ],
        rows=[_mandate_row(row) for row in rows],
        facts=[*_facts(network, on), (_("Asked"), asked)],
    )


def _mandate_row(row: MandateFound) -> list[Value]:
    mandate = row.mandate
    return [
        mandate.get_subject_display(),
        mandate.theme.name if mandate.theme else "",
        mandate.body.name,
        mandate.body.network.name,
        mandate.text,
        mandate.legal_ground,
        "; ".join(row.needs),
        "; ".join(body.name for body in row.advised_by),
        "; ".join(body.name for body in row.prepared_by),
        mandate.source,
    ]


def turnover_table(
    rows: Sequence[Turnover], *, network: Network, on: date, first_day: date, last_day: date
) -> Table:
    """Write who leaves or rotates, one row per seat; people by function."""
    return Table(
        title=_("Who leaves or rotates"),
        columns=[
            _("Day"),
            _("What happens"),
            _("This body"),
            _("Who"),
            _("As"),
            _("On behalf of"),
        ],
        rows=[
            [
                row.on,
                str(row.kind.label),
                row.seat.body.name,
                row.seat.holder,
                row.seat.shown_role,
                row.seat.organisation.name if row.seat.organisation else "",
            ]
            for row in rows
        ],
        facts=[*_facts(network, on), (_("From"), first_day), (_("Up to and including"), last_day)],
    )


def _facts(network: Network, on: date) -> list[tuple[str, Value]]:
    return [
        (_("Reference date"), on),
        (_("Network"), network.name),
        (_("Source"), _("Registers of the Platform IVZ")),
    ]
