"""How a budget stands in its year: booked, agreed and expected per post, with a light."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.finance.models import Booking, Budget, BudgetPost, Outlook
from ivz.finance.models.budgets import BudgetPostQuerySet
from ivz.finance.queries.budgets import BudgetSheet, sheet_of
from ivz.finance.rules.bookings import remainder
from ivz.finance.states import BookingKind, PostKind
from ivz.network.models import Network

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


@dataclass(frozen=True, kw_only=True)
class BudgetWatch:
    """How a budget stands on a day, income before expenses."""

    sheet: BudgetSheet
    income: Sequence[Standing]
    expenses: Sequence[Standing]

    @property
    def standings(self) -> list[Standing]:
        """Income, then expenses."""
        return [*self.income, *self.expenses]

    @property
    def unexplained(self) -> list[Standing]:
        """What deviates and nobody explained."""
        return [each for each in self.standings if each.lacks_explanation]

    @property
    def with_agreements(self) -> list[Standing]:
        """What still has agreements that nobody booked or took off."""
        return [each for each in self.standings if each.agreed_cents]

    @property
    def expected_balance_cents(self) -> int:
        """What is expected to be left, below zero short."""
        came = sum(each.expected_cents for each in self.income)
        return came - sum(each.expected_cents for each in self.expenses)


def held_budget(network: Network, year: int, *, actor: Actor) -> Budget | None:
    """Give the budget that holds for a year, for who sits in the network and may read it."""
    if network.pk not in actor.network_ids:
        return None
    held = Budget.objects.visible_to(actor).filter(body__network=network, year=year).in_force()
    return held.select_related("body__network__area").first()


def watch_of(budget: Budget, *, actor: Actor) -> BudgetWatch:
    """Give how the posts of a budget stand; six queries at most."""
    sheet = sheet_of(budget, actor=actor)
    roots = [post.root_id for post in sheet.posts]
    rows = list(Booking.objects.visible_to(actor).filter(post__in=roots).order_by("pk"))
    outlooks = Outlook.objects.visible_to(actor).filter(post__in=roots)
    noted = {row.post_id: row for row in outlooks}
    booked, agreed = _sums(rows)

    def standing(post: BudgetPost) -> Standing:
        return Standing(
            post=post,
            booked_cents=booked.get(post.root_id, 0),
            agreed_cents=agreed.get(post.root_id, 0),
            noted=noted.get(post.root_id),
            tolerance_percent=budget.tolerance_percent,
            is_over=actor.today >= date(budget.year + 1, 1, 1),
        )

    return BudgetWatch(
        sheet=sheet,
        income=[standing(post) for post in sheet.income],
        expenses=[standing(post) for post in sheet.expenses],
    )


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


def bookings_on(post: BudgetPost, *, actor: Actor) -> list[Booking]:
    """Give what is booked on a post, the newest first; corrections know what they correct."""
    rows = Booking.objects.visible_to(actor).filter(post=post.root_id)
    return list(rows.select_related("corrects", "settles", "corrected_by"))


def bookings_of(budget: Budget, *, actor: Actor) -> list[Booking]:
    """Give what is booked in the year of a budget, the oldest first."""
    rows = Booking.objects.visible_to(actor).filter(
        post__budget__body=budget.body_id, post__budget__year=budget.year
    )
    return list(rows.select_related("post", "corrects").order_by("booked_on", "pk"))


def over_budget(actor: Actor) -> BudgetPostQuerySet:
    """Give the expenses of this year on which too much is booked and nobody said why.

    Of networks whose budget ``actor`` keeps: for *Vandaag*, which counts them.
    """
    kept = sorted(actor.networks_with(Permission.KEEP_BUDGET))
    held = Budget.objects.visible_to(actor).filter(body__network__in=kept, year=actor.today.year)
    root = Coalesce(OuterRef("first"), OuterRef("pk"))
    booked = Booking.objects.filter(post=root, kind=BookingKind.BOOKED).order_by()
    explained = Outlook.objects.filter(post=root).exclude(explanation="")
    total = booked.values("post").annotate(total=Sum("amount_cents")).values("total")
    allowed = F("amount_cents") * (F("budget__tolerance_percent") + 100)
    return BudgetPost.objects.filter(
        ~Exists(explained),
        budget__in=held.in_force().order_by().values("pk"),
        kind=PostKind.EXPENSE,
    ).filter(GreaterThan(Coalesce(Subquery(total), 0) * 100, allowed))
