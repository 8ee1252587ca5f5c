"""The budgets of the example, with the amounts that the papers give."""

from typing import Any

from ivz.accounts.actors import Actor
from ivz.example.files import records
from ivz.example.network import Region
from ivz.finance.actions import budgets as actions
from ivz.finance.actions.bookings import BookingDetails, book
from ivz.finance.actions.budgets import PostDetails
from ivz.finance.models import Budget
from ivz.finance.states import BookingKind, PostKind

CENTS = 100


def load_budgets(region: Region, *, by: Actor) -> None:
    """Load the budgets year by year; those with a paper as adopted and public."""
    for row in records("budgets.toml")["budgets"]:
        budget = actions.begin(region.networks[row["network"]], row["year"], by=by)
        _fill(budget, row["posts"], by=by)
        if "reason" in row:
            actions.change(
                budget,
                reason=row["reason"],
                tolerance_percent=budget.tolerance_percent,
                version=budget.version,
                by=by,
            )
        if "origin" in row:
            actions.note_adopted(budget, origin=row["origin"], by=by)
            actions.make_public(budget, by=by)
        for booked in row.get("bookings", []):
            _book(budget, booked, by=by)


def _fill(budget: Budget, rows: list[dict[str, Any]], *, by: Actor) -> None:
    """Replace the posts it was begun with by those of the file."""
    for post in budget.posts.all():
        actions.remove_post(post, by=by)
    for row in rows:
        details = PostDetails(
            kind=PostKind(row["kind"]),
            title=row["title"],
            amount_cents=int(row["euros"] * CENTS),
            ground=row["ground"],
            coordination_hundredths=round(row.get("coordination_fte", 0) * 100),
        )
        actions.add_post(budget, details, by=by)


def _book(budget: Budget, row: dict[str, Any], *, by: Actor) -> None:
    details = BookingDetails(
        kind=BookingKind.BOOKED,
        booked_on=row["on"],
        words=row["words"],
        amount_cents=int(row["euros"] * CENTS),
        reference=row.get("reference", ""),
    )
    book(budget.posts.get(title=row["post"]), details, by=by)
