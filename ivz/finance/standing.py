"""How the posts of a budget stand: booked, agreed and expected, with a light.

Put together from rows that were read elsewhere; nothing here asks the database.
Policy: docs/policy/budget.md#guarding
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ivz.finance.models import Booking, Budget, BudgetPost, Outlook
from ivz.finance.states import BookingKind

GOOD, WATCH, BAD = "good", "watch", "bad"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How one post stands, in cents; ``noted`` is what somebody expects of it, where noted."""

    post: BudgetPost
    booked_cents: int
    agreed_cents: int
    noted: Outlook | None
    tolerance_percent: int
    is_over: bool

    @property
    def expected_cents(self) -> int:
        """What it comes to in the year: as noted, else as booked, agreed and budgeted."""
        if self.is_over:
            return self.booked_cents
        if self.noted is not None and self.noted.expected_cents is not None:
            return self.noted.expected_cents
        return max(self.post.amount_cents, self.booked_cents + self.agreed_cents)

    @property
    def deviation_cents(self) -> int:
        """How much more than budgeted, below zero less."""
        return self.expected_cents - self.post.amount_cents

    @property
    def result_cents(self) -> int:
        """How much more was booked than budgeted, below zero less."""
        return self.booked_cents - self.post.amount_cents

    @property
    def explanation(self) -> str:
        """Why it deviates, empty where nobody said."""
        return self.noted.explanation if self.noted is not None else ""

    @property
    def deviates(self) -> bool:
        """Whether it deviates more than goes unexplained."""
        allowed = self.tolerance_percent * self.post.amount_cents
        return abs(self.deviation_cents) * 100 > allowed

    @property
    def lacks_explanation(self) -> bool:
        """Whether it deviates and nobody said why."""
        return self.deviates and not self.explanation

    @property
    def light(self) -> str:
        """Green within the budget, amber where it deviates, red where nobody said why."""
        if not self.deviates:
            return GOOD
        return BAD if self.lacks_explanation else WATCH

    @property
    def told(self) -> str:
        """The light in words."""
        if not self.deviates:
            return _("Within the budget")
        return _("Deviates: explain") if self.lacks_explanation else _("Deviates, explained")


def standings(
    budget: Budget,
    posts: Iterable[BudgetPost],
    *,
    rows: Sequence[Booking],
    outlooks: Iterable[Outlook],
    on: date,
) -> list[Standing]:
    """Give how each of ``posts`` stands on a day, from what was booked and noted on them."""
    booked, agreed = _sums(rows)
    noted = {row.post_id: row for row in outlooks}
    return [
        Standing(
            post=post,
            booked_cents=booked.get(post.root_id, 0),
            agreed_cents=agreed.get(post.root_id, 0),
            noted=noted.get(post.root_id),
            tolerance_percent=budget.tolerance_percent,
            is_over=on >= date(budget.year + 1, 1, 1),
        )
        for post in posts
    ]


def _sums(rows: Sequence[Booking]) -> tuple[dict[int, int], dict[int, int]]:
    """Give per post what was booked, and what is left of its agreements."""
    booked: dict[int, int] = {}
    agreed: dict[int, int] = {}
    for row in rows:
        if row.kind == BookingKind.BOOKED:
            booked[row.post_id] = booked.get(row.post_id, 0) + row.amount_cents
    for row, left in agreements(rows):
        agreed[row.post_id] = agreed.get(row.post_id, 0) + left
    return booked, agreed


def agreements(rows: Sequence[Booking]) -> list[tuple[Booking, int]]:
    """Give the agreements among ``rows`` with what is left of each; no query."""
    settling: dict[int, list[Booking]] = {}
    for row in rows:
        if row.settles_id:
            settling.setdefault(row.settles_id, []).append(row)
    correcting = {row.corrects_id: row for row in rows if row.corrects_id}
    return [
        (row, remainder(row, settling.get(row.pk, []), correcting.get(row.pk)))
        for row in rows
        if row.kind == BookingKind.COMMITTED and row.corrects_id is None
    ]


def remainder(commitment: Booking, entries: Iterable[Booking], taken_off: Booking | None) -> int:
    """Give what is left of an agreement, never below zero."""
    left = commitment.amount_cents - sum(entry.amount_cents for entry in entries)
    return max(left + (taken_off.amount_cents if taken_off else 0), 0)
