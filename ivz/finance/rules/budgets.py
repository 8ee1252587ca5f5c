"""Who may keep the budget, and when it can be written, proposed, judged and opened.

Policy: docs/policy/budget.md
"""

from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.authorization.permissions import Permission
from ivz.errors import RuleBroken
from ivz.finance.models import AnnualAccount, Booking, Budget, BudgetPost
from ivz.finance.states import BudgetState, PostKind
from ivz.network.models import Body, Network
from ivz.web.templatetags.ivz import money

LARGEST_TOLERANCE = 100
YEARS_AHEAD = 5
FIRST_YEAR = 2000


def check_may_keep(network: Network, *, by: Actor) -> None:
    """Let the coordinator of the network through, who drafts the budget and keeps the books."""
    if by.origin != "command" and not by.may(Permission.KEEP_BUDGET, within=network):
        raise PermissionDenied(Permission.KEEP_BUDGET)


def check_books_are_open(body: Body, year: int) -> None:
    """Refuse to touch a year for which the chair answered."""
    if AnnualAccount.objects.closing(body, year).exists():
        raise RuleBroken(
            _("The chair signed the account of %(year)s. The budget and the books are closed.")
            % {"year": year}
        )


def check_may_begin(body: Body, year: int, *, by: Actor) -> None:
    """Refuse a second draft for a year, and a year that nobody can budget for."""
    check_may_keep(body.network, by=by)
    if not FIRST_YEAR <= year <= by.today.year + YEARS_AHEAD:
        raise RuleBroken(
            _("Choose a year from %(first)s up to and including %(last)s.")
            % {"first": FIRST_YEAR, "last": by.today.year + YEARS_AHEAD},
            field="year",
        )
    check_books_are_open(body, year)
    if Budget.objects.filter(body=body, year=year).exclude(state=BudgetState.ADOPTED).exists():
        raise RuleBroken(
            _("A budget for %(year)s is being drafted or decided already. Go on with that one.")
            % {"year": year},
            field="year",
        )


def check_may_write(budget: Budget, *, by: Actor) -> None:
    """Let the coordinator write a budget until it lies before the deciding body."""
    check_may_keep(budget.network, by=by)
    if budget.state == BudgetState.PROPOSED:
        raise RuleBroken(
            _("The budget lies before the deciding body and cannot change. A decision returns it.")
        )
    if budget.state == BudgetState.ADOPTED:
        raise RuleBroken(
            _("What was adopted does not change. Make a new edition; the body adopts that one.")
        )


def check_budget(budget: Budget) -> None:
    """Refuse a share of deviation that means nothing."""
    if budget.tolerance_percent > LARGEST_TOLERANCE:
        raise RuleBroken(_("Choose a share from 0 to 100 percent."), field="tolerance_percent")


def check_post(post: BudgetPost) -> None:
    """Refuse a post that nobody can trace, or that stands in the budget already."""
    if not post.title.strip():
        raise RuleBroken(_("Say what the amount is for."), field="title")
    if not post.ground.strip():
        raise RuleBroken(_("Say where the amount comes from."), field="ground")
    if post.is_income and post.coordination_hundredths:
        raise RuleBroken(_("Only an expense pays coordination."), field="coordination")
    others = BudgetPost.objects.filter(budget=post.budget, title=post.title).exclude(pk=post.pk)
    if others.exists():
        raise RuleBroken(_("This budget has a post with that name already."), field="title")


def check_may_remove_post(post: BudgetPost) -> None:
    """Refuse to drop a post on which something was booked."""
    if Booking.objects.filter(post=post.root_id).exists():
        raise RuleBroken(
            _("Something was booked on “%(title)s”. Set its amount to 0 instead.")
            % {"title": post.title}
        )


def check_keeps_what_was_booked(budget: Budget) -> None:
    """Refuse an edition without a post on which something was booked since."""
    kept = [post.root_id for post in budget.posts.all()]
    dropped = BudgetPost.objects.filter(
        budget__body=budget.body_id, budget__year=budget.year, bookings__isnull=False
    ).exclude(pk__in=kept)
    names = sorted(set(dropped.values_list("title", flat=True)))
    if names:
        raise RuleBroken(
            _("Something was booked on posts that this edition does not have: %(names)s.")
            % {"names": ", ".join(names)}
        )


def totals(budget: Budget) -> tuple[int, int]:
    """Give the income and the expenses of a budget in cents; one query."""
    sums = dict(
        BudgetPost.objects.filter(budget=budget)
        .order_by()
        .values_list("kind")
        .annotate(total=Sum("amount_cents"))
    )
    expenses = sums.pop(PostKind.EXPENSE, 0)
    return sum(sums.values()), expenses


def missing_for_the_body(budget: Budget) -> list[str]:
    """Give in words what a budget still needs before a body can decide on it."""
    income, expenses = totals(budget)
    missing = []
    if not expenses:
        missing.append(_("expenses"))
    if income < expenses:
        missing.append(
            _("%(amount)s more income, or less expenses") % {"amount": money(expenses - income)}
        )
    if budget.edition > 1 and not budget.reason.strip():
        missing.append(_("why this edition is needed"))
    return missing


def check_may_propose(budget: Budget, *, by: Actor) -> None:
    """Refuse to propose a budget that does not balance."""
    check_may_write(budget, by=by)
    check_keeps_what_was_booked(budget)
    missing = missing_for_the_body(budget)
    if missing:
        raise RuleBroken(
            _("Before the budget can go to the deciding body it needs: %(missing)s.")
            % {"missing": ", ".join(missing)}
        )


def check_may_be_judged(budget: Budget) -> None:
    """Refuse a judgement on a budget that does not lie before the body."""
    if budget.state == BudgetState.DRAFT:
        raise RuleBroken(_("The budget was not proposed yet. Propose it first."))
    if budget.state == BudgetState.ADOPTED:
        raise RuleBroken(_("The budget is adopted already."))


def check_may_note_adopted(budget: Budget, *, by: Actor) -> None:
    """Let the coordinator note a budget that was adopted before it stood here."""
    check_may_propose(budget, by=by)
    if budget.decision is None and not budget.origin.strip():
        raise RuleBroken(_("Name the decision that adopted the budget, or the paper that says so."))
    if budget.decision is not None and budget.decision.body_id != budget.body_id:
        raise RuleBroken(
            _("%(body)s did not take that decision. Name one of its own.")
            % {"body": budget.body.short_name}
        )
    if budget.decision is None and budget.year > by.today.year:
        raise RuleBroken(_("This year is yet to begin. Propose the budget, or name the decision."))


def check_may_open(budget: Budget, *, by: Actor) -> None:
    """Let the coordinator make an adopted budget public, as long as it is not closed."""
    check_may_keep(budget.network, by=by)
    if budget.state != BudgetState.ADOPTED:
        raise RuleBroken(_("Only a budget that was adopted can be made public."))
    if budget.openness != Openness.NETWORK:
        raise RuleBroken(_("This budget is public already, or closed by a restriction."))
