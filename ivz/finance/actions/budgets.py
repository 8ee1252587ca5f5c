"""Drafting a budget, proposing it, and what the decision of the body does to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.decisions.actions import papers
from ivz.decisions.effects import Trace
from ivz.decisions.models import Decision
from ivz.finance.drafting import contribution_posts, first_posts
from ivz.finance.models import Budget, BudgetPost
from ivz.finance.rules import budgets as rules
from ivz.finance.states import BudgetState, Event, PostKind
from ivz.network.models import Network
from ivz.projects.models import Project
from ivz.projects.rules.requests import commissioning_body
from ivz.workflow.versions import lock_version


@dataclass(frozen=True, kw_only=True)
class PostDetails:
    """An amount, what it is for and where it comes from."""

    kind: PostKind
    title: str
    amount_cents: int
    ground: str
    project: Project | None = None
    coordination_hundredths: int = 0


@transaction.atomic
def begin(network: Network, year: int, *, by: Actor) -> Budget:
    """Begin a budget: filled from the edition before, else from last year and the contributions."""
    body = commissioning_body(network)
    rules.check_may_begin(body, year, by=by)
    editions = Budget.objects.filter(body=body, year=year)
    last = editions.aggregate(last=Max("edition"))["last"] or 0
    earlier = Budget.objects.filter(body=body, year__in=[year, year - 1]).in_force()
    before = earlier.order_by("-year").first()
    budget = Budget(body=body, year=year, edition=last + 1)
    if before is not None:
        budget.tolerance_percent = before.tolerance_percent
    budget.save()
    _put(budget, first_posts(budget, before))
    record(Event.BUDGET_WRITTEN, subject=budget, by=by)
    return budget


def _put(budget: Budget, posts: Iterable[BudgetPost]) -> None:
    last = budget.posts.aggregate(last=Max("position"))["last"] or 0
    for position, post in enumerate(posts, start=last + 1):
        post.budget, post.position = budget, position
        post.save()


@transaction.atomic
def change(
    budget: Budget, *, reason: str, tolerance_percent: int, version: int, by: Actor
) -> Budget:
    """Save why this edition is needed, and how much a post may deviate unexplained."""
    budget = lock_version(budget, version=version)
    rules.check_may_write(budget, by=by)
    budget.reason, budget.tolerance_percent = reason.strip(), tolerance_percent
    rules.check_budget(budget)
    budget.save()
    record(Event.BUDGET_WRITTEN, subject=budget, by=by)
    return budget


@transaction.atomic
def add_post(budget: Budget, details: PostDetails, *, by: Actor) -> BudgetPost:
    """Put an amount in a budget, after those that stand there."""
    budget = papers.lock(budget)
    rules.check_may_write(budget, by=by)
    post = BudgetPost(budget=budget, **vars(details))
    rules.check_post(post)
    _put(budget, [post])
    record(Event.BUDGET_WRITTEN, subject=budget, by=by)
    return post


@transaction.atomic
def change_post(post: BudgetPost, details: PostDetails, *, version: int, by: Actor) -> BudgetPost:
    """Save the amount of a post, what it is for and where it comes from."""
    budget = papers.lock(post.budget)
    rules.check_may_write(budget, by=by)
    post = lock_version(post, version=version)
    for name, value in vars(details).items():
        setattr(post, name, value)
    rules.check_post(post)
    post.save()
    record(Event.BUDGET_WRITTEN, subject=budget, by=by)
    return post


@transaction.atomic
def remove_post(post: BudgetPost, *, by: Actor) -> None:
    """Take a post out of a budget."""
    budget = papers.lock(post.budget)
    rules.check_may_write(budget, by=by)
    rules.check_may_remove_post(post)
    post.delete()
    record(Event.BUDGET_WRITTEN, subject=budget, by=by)


@transaction.atomic
def compute_contributions(budget: Budget, *, by: Actor) -> None:
    """Put the contributions as they are known now in the posts of that name."""
    budget = papers.lock(budget)
    rules.check_may_write(budget, by=by)
    known = {post.title: post for post in budget.posts.filter(kind=PostKind.CONTRIBUTIONS)}
    new = []
    for computed in contribution_posts(budget.network, budget.year):
        post = known.get(computed.title)
        if post is None:
            rules.check_post(_in(budget, computed))
            new.append(computed)
            continue
        post.amount_cents, post.ground = computed.amount_cents, computed.ground
        post.version += 1
        post.save()
    _put(budget, new)
    record(Event.BUDGET_WRITTEN, subject=budget, by=by)


def _in(budget: Budget, post: BudgetPost) -> BudgetPost:
    post.budget = budget
    return post


def remove(budget: Budget, *, by: Actor) -> None:
    """Throw away a budget that no body judged yet."""
    papers.remove(budget, check=rules.check_may_write, event=Event.BUDGET_WRITTEN, by=by)


def propose(budget: Budget, *, by: Actor) -> Budget:
    """Propose a budget to the deciding body; from then on nobody writes in it."""
    check, event = rules.check_may_propose, Event.BUDGET_MOVED
    return papers.send(
        budget, BudgetState.PROPOSED, day="proposed_on", check=check, event=event, by=by
    )


def note_adopted(
    budget: Budget, *, decision: Decision | None = None, origin: str = "", by: Actor
) -> Budget:
    """Note that a budget was adopted before it stood here, by a decision or says a paper."""
    check, event = rules.check_may_note_adopted, Event.BUDGET_MOVED
    return papers.note_adopted(budget, (decision, origin), check=check, event=event, by=by)


def make_public(budget: Budget, *, by: Actor) -> Budget:
    """Let everyone read an adopted budget."""
    return papers.make_public(budget, check=rules.check_may_open, event=Event.BUDGET_OPENED, by=by)


def adopt(budget: Budget, decision: Decision, *, by: Actor) -> None:
    """Let the decision of the deciding body adopt the budget."""
    budget.decision = decision
    _move(budget, BudgetState.ADOPTED, by=by)


def send_back(budget: Budget, _decision: Decision, *, by: Actor) -> None:
    """Let a decision give the budget back to the coordinator."""
    _move(budget, BudgetState.DRAFT, by=by)


def restore(budget: Budget, _decision: Decision, *, before: Trace, by: Actor) -> None:
    """Put a budget back before the deciding body, as it lay before a decision."""
    budget.decision = None
    _move(budget, BudgetState(before["state"]), by=by)


def _move(budget: Budget, state: BudgetState, *, by: Actor) -> None:
    papers.move(budget, state, event=Event.BUDGET_MOVED, by=by)
