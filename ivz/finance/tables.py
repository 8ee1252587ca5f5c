"""The CSV files that people deliver: their columns, and what each cell must hold.

Read whole or refused whole. Policy: docs/policy/figures.md#import
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ivz.network.models import Area
from ivz.tabular.reading import CellRefused, Column, Parser, one_of, read_table, text

HOURS_IN_A_WEEK = 168
LARGEST_AMOUNT_EUROS = 10_000_000
LARGEST_RATE_EUROS = 100
LARGEST_PERCENT = 1_000
_AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")
_CURRENT = re.compile(rb"\bcurrent_percent_of_([0-9]{1,2}(?:\.[0-9]{1,2})?)_fte\b")
_USUAL_BASE = "0.9"


def euro_cents(text_of_cell: str) -> int:
    """Read an amount in euros with a decimal point as cents."""
    if not _AMOUNT.fullmatch(text_of_cell):
        raise CellRefused(
            _("an amount in euros such as 3888 or 0.15, not “%(value)s”") % {"value": text_of_cell}
        )
    return int(Decimal(text_of_cell) * 100)


def _amount(*, smallest: int = 0, largest: int) -> Parser:
    def parse(text_of_cell: str) -> int:
        cents = euro_cents(text_of_cell)
        if not smallest <= cents <= largest * 100:
            raise CellRefused(
                _("an amount from %(smallest)s to %(largest)s euros, not “%(value)s”")
                % {"smallest": f"{smallest / 100:g}", "largest": largest, "value": text_of_cell}
            )
        return cents

    return parse


def _whole(*, largest: int) -> Parser:
    def parse(text_of_cell: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text_of_cell) or int(text_of_cell) > largest:
            raise CellRefused(
                _("a whole number from 0 to %(largest)s, not “%(value)s”")
                % {"largest": largest, "value": text_of_cell}
            )
        return int(text_of_cell)

    return parse


def _task(text_of_cell: str) -> str:
    if len(text_of_cell) > 120:
        raise CellRefused(_("at most 120 characters"))
    return text(text_of_cell)


def read_published(content: bytes, *, areas: Sequence[Area]) -> list[dict[str, Any]]:
    """Read the published contributions of the municipalities ``areas``.

    Returns:
        Per line: ``municipality`` (an Area), hours, and amounts in cents.

    Raises:
        TableRefused: with every problem found.
    """
    known = {name: area for area in areas for name in area.names}
    columns = {
        "municipality": Column(parse=one_of(known, what=_("a municipality of this network"))),
        "hours_per_week": Column(parse=_whole(largest=HOURS_IN_A_WEEK)),
        "published_value_of_hours_eur": Column(parse=_amount(largest=LARGEST_AMOUNT_EUROS)),
        "surcharge_eur_per_inhabitant": Column(
            parse=_amount(smallest=1, largest=LARGEST_RATE_EUROS)
        ),
        "published_surcharge_eur": Column(parse=_amount(largest=LARGEST_AMOUNT_EUROS)),
    }
    return read_table(content, columns=columns, unique=["municipality"])


@dataclass(frozen=True, kw_only=True)
class CapacityRow:
    """One task and its shares of the post, in percent."""

    task: str
    current_percent: int
    needed_percent: int


def read_capacity(content: bytes) -> tuple[int, list[CapacityRow]]:
    """Read the capacity table; its header says of which post the percentages are.

    Returns:
        The post in hundredths of an fte, and one row per task in the order of the file.

    Raises:
        TableRefused: with every problem found.
    """
    stated = _CURRENT.search(content[:1_000])
    base = stated.group(1).decode() if stated else _USUAL_BASE
    current, needed = f"current_percent_of_{base}_fte", f"needed_percent_of_{base}_fte"
    percent = Column(parse=_whole(largest=LARGEST_PERCENT))
    columns = {"task": Column(parse=_task), current: percent, needed: percent}
    rows = [
        CapacityRow(task=row["task"], current_percent=row[current], needed_percent=row[needed])
        for row in read_table(content, columns=columns, unique=["task"])
    ]
    return int(Decimal(base) * 100), rows
