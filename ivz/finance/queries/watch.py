"""How a budget stands in its year: booked, agreed and expected per post, with a light."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.finance.models import AnnualAccount, Booking, Budget, BudgetPost, Outlook
from ivz.finance.models.budgets import BudgetPostQuerySet
from ivz.finance.queries.budgets import BudgetSheet, sheet_of
from ivz.finance.standing import Standing, standings
from ivz.finance.states import BookingKind, PostKind
from ivz.network.models import Network


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


def account_beside(budget: Budget, *, actor: Actor) -> AnnualAccount | None:
    """Give the account of the year of a budget, where ``actor`` may read it."""
    found = AnnualAccount.objects.visible_to(actor).filter(body=budget.body_id, year=budget.year)
    return found.select_related("body__network").first()


def watch_of(budget: Budget, *, actor: Actor) -> BudgetWatch:
    """Give how the posts of a budget stand to who sits in its network; five queries at most."""
    roots = [post.root_id for post in budget.posts.all()]
    rows = Booking.objects.visible_to(actor).filter(post__in=roots).order_by("pk")
    outlooks = Outlook.objects.visible_to(actor).filter(post__in=roots)
    return _watch(budget, rows=list(rows), outlooks=outlooks, actor=actor)


def outcome_of(budget: Budget, *, actor: Actor) -> BudgetWatch:
    """Give what came of a budget as its account tells it: sums and reasons, no single booking.

    The caller has seen to it that ``actor`` may read the budget and the account.
    """
    roots = [post.root_id for post in budget.posts.all()]
    rows = list(Booking.objects.filter(post__in=roots).order_by("pk"))
    outlooks = Outlook.objects.filter(post__in=roots)
    return _watch(budget, rows=rows, outlooks=outlooks, actor=actor)


def _watch(
    budget: Budget, *, rows: Sequence[Booking], outlooks: Iterable[Outlook], actor: Actor
) -> BudgetWatch:
    sheet = sheet_of(budget, actor=actor)
    found = standings(budget, sheet.posts, rows=rows, outlooks=outlooks, on=actor.today)
    return BudgetWatch(
        sheet=sheet,
        income=[each for each in found if each.post.is_income],
        expenses=[each for each in found if not each.post.is_income],
    )


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
