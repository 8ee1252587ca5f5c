"""Where the bars of the drawing of effort stand, and the mark at what is owed.

Coordinates only, as texts for SVG; the template draws.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ivz.effort.ledger import Ledger, PartnerEffort

WIDTH, NAMES, NUMBERS, ROW, TOP = 760, 230, 60, 34, 8
LETTERS = 30


@dataclass(frozen=True, kw_only=True)
class Bars:
    """The bars of one partner."""

    partner: PartnerEffort
    name: str
    text_y: str
    delivered_y: str
    delivered_width: str
    promised_y: str
    promised_width: str
    owed_x: str
    owed_top: str
    owed_bottom: str


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """The whole drawing."""

    height: str
    rows: Sequence[Bars]
    left: str = str(NAMES)
    width: str = str(WIDTH)


def drawing_of(ledger: Ledger) -> Drawing | None:
    """Place the partners with any hours, in the order of the ledger; None where none has."""
    shown = [row for row in ledger.partners if row.owed or row.promised or row.delivered]
    if not shown:
        return None
    most = max(max(row.owed or Decimal(0), row.promised, row.delivered) for row in shown)
    scale = Decimal(WIDTH - NAMES - NUMBERS) / most
    return Drawing(
        height=str(TOP + ROW * len(shown)),
        rows=[_bars(row, TOP + ROW * place, scale) for place, row in enumerate(shown)],
    )


def _bars(row: PartnerEffort, top: int, scale: Decimal) -> Bars:
    name = row.organisation.name
    return Bars(
        partner=row,
        name=name if len(name) <= LETTERS else f"{name[:LETTERS]}…",
        text_y=str(top + 18),
        delivered_y=str(top + 5),
        delivered_width=f"{row.delivered * scale:.1f}",
        promised_y=str(top + 19),
        promised_width=f"{row.promised * scale:.1f}",
        owed_x=f"{NAMES + row.owed * scale:.1f}" if row.owed else "",
        owed_top=str(top + 2),
        owed_bottom=str(top + 28),
    )
