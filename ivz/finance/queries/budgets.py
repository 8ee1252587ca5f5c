"""What pages, exports and the API ask about budgets."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, Sum

from ivz.accounts.actors import Actor
from ivz.decisions.addresses import addresses_of
from ivz.decisions.models import Decision
from ivz.finance.models import Budget, BudgetPost
from ivz.finance.states import PostKind
from ivz.network.models import Network
from ivz.projects.models import Project

IS_EXPENSE = Q(posts__kind=PostKind.EXPENSE)


@dataclass(frozen=True, kw_only=True)
class Change:
    """A post as it was and as it becomes, in cents; None where it does not stand there."""

    title: str
    was_cents: int | None
    becomes_cents: int | None

    @property
    def difference_cents(self) -> int:
        """How much more it becomes, or less."""
        return (self.becomes_cents or 0) - (self.was_cents or 0)


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What a budget changes in the edition or the year before it."""

    before: Budget
    changes: Sequence[Change]


@dataclass(frozen=True, kw_only=True)
class BudgetSheet:
    """A budget with its posts, income before expenses; a project only where one may read it."""

    budget: Budget
    income: Sequence[BudgetPost]
    expenses: Sequence[BudgetPost]

    @property
    def posts(self) -> list[BudgetPost]:
        """Income, then expenses."""
        return [*self.income, *self.expenses]

    @property
    def income_cents(self) -> int:
        """All income together."""
        return sum(post.amount_cents for post in self.income)

    @property
    def expense_cents(self) -> int:
        """All expenses together."""
        return sum(post.amount_cents for post in self.expenses)

    @property
    def balance_cents(self) -> int:
        """What is left, below zero what is short."""
        return self.income_cents - self.expense_cents

    @property
    def short_cents(self) -> int:
        """What is short."""
        return max(-self.balance_cents, 0)


def budgets_of(network: Network, *, actor: Actor) -> list[Budget]:
    """Give the budgets of a network that ``actor`` may read, the newest first, with totals."""
    return list(
        Budget.objects.visible_to(actor)
        .filter(body__network=network)
        .select_related("body__network")
        .annotate(
            income_cents=Sum("posts__amount_cents", filter=~IS_EXPENSE, default=0),
            expense_cents=Sum("posts__amount_cents", filter=IS_EXPENSE, default=0),
        )
        .order_by("-year", "-edition")
    )


def sheet_of(budget: Budget, *, actor: Actor) -> BudgetSheet:
    """Give the posts of a budget with the projects ``actor`` may read; two queries."""
    posts = list(BudgetPost.objects.filter(budget=budget))
    asked = {post.project_id for post in posts if post.project_id}
    known = Project.objects.visible_to(actor).in_bulk(asked) if asked else {}
    for post in posts:
        post.project = known.get(post.project_id or 0)
    return BudgetSheet(
        budget=budget,
        income=[post for post in posts if post.is_income],
        expenses=[post for post in posts if not post.is_income],
    )


def adopting(budget: Budget, *, actor: Actor) -> tuple[str, str]:
    """Give the decision that adopted a budget and its address; empty where one may not read it."""
    found = Decision.objects.visible_to(actor).filter(pk=budget.decision_id or 0)
    decision = found.select_related("body").first()
    if decision is None:
        return "", ""
    return str(decision), addresses_of([decision], actor=actor).get(decision.pk, "")


def comparison_of(sheet: BudgetSheet, *, actor: Actor) -> Comparison | None:
    """Give what a budget changes in the edition before, else in last year; only what differs."""
    before = _before(sheet.budget, actor=actor)
    if before is None:
        return None
    is_edition = before.year == sheet.budget.year
    old, new = list(before.posts.all()), sheet.posts
    names = {_key(post, is_edition=is_edition): post.title for post in [*old, *new]}
    was = {_key(post, is_edition=is_edition): post.amount_cents for post in old}
    becomes = {_key(post, is_edition=is_edition): post.amount_cents for post in new}
    changes = [
        Change(title=title, was_cents=was.get(key), becomes_cents=becomes.get(key))
        for key, title in names.items()
    ]
    return Comparison(
        before=before, changes=[each for each in changes if each.was_cents != each.becomes_cents]
    )


def _key(post: BudgetPost, *, is_edition: bool) -> tuple[bool, int | str]:
    """Give by what the same post is known: within a year itself, across years by its name."""
    return post.is_income, post.root_id if is_edition else post.title


def _before(budget: Budget, *, actor: Actor) -> Budget | None:
    rows = Budget.objects.visible_to(actor).filter(body=budget.body_id)
    if budget.edition > 1:
        rows = rows.filter(year=budget.year, edition=budget.edition - 1)
    else:
        rows = rows.filter(year=budget.year - 1).in_force()
    return rows.select_related("body__network").first()
