"""Who writes and signs the account of a year, and what has to be in order first.

Policy: docs/policy/budget.md#account
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.authorization.permissions import Permission
from ivz.errors import RuleBroken
from ivz.finance.models import AnnualAccount, Booking, Budget, Outlook
from ivz.finance.standing import standings
from ivz.finance.states import AccountState, BudgetState
from ivz.network.models import Network


def check_may_write(network: Network, *, by: Actor) -> None:
    """Let coordinator and chair of the network through."""
    wanted = [Permission.KEEP_BUDGET, Permission.SIGN_ACCOUNT]
    if by.origin != "command" and not any(by.may(each, within=network) for each in wanted):
        raise PermissionDenied(Permission.KEEP_BUDGET)


def check_may_sign_for(network: Network, *, by: Actor) -> None:
    """Let the chair of the network through, who answers for the means."""
    if by.origin != "command" and not by.may(Permission.SIGN_ACCOUNT, within=network):
        raise PermissionDenied(Permission.SIGN_ACCOUNT)


def budget_of(account: AnnualAccount) -> Budget | None:
    """Give the budget that held in the year of an account."""
    held = Budget.objects.filter(body=account.body_id, year=account.year).in_force()
    return held.select_related("body__network").first()


def check_may_begin(budget: Budget, *, by: Actor) -> None:
    """Let an account be begun once for the year of a budget that holds."""
    check_may_write(budget.network, by=by)
    if AnnualAccount.objects.filter(body=budget.body_id, year=budget.year).exists():
        raise RuleBroken(_("There is an account of %(year)s already.") % {"year": budget.year})


def check_is_draft(account: AnnualAccount) -> None:
    """Refuse to change what was signed."""
    if account.state == AccountState.SIGNED:
        raise RuleBroken(
            _("The chair signed this account. Take the signature back first, or wait for the body.")
        )
    if account.state == AccountState.ADOPTED:
        raise RuleBroken(_("The account is adopted and does not change any more."))


def missing_for_signing(account: AnnualAccount, *, on: date) -> list[str]:
    """Give in words what stands between an account and the signature of the chair."""
    budget = budget_of(account)
    if budget is None:
        return [_("a budget that was adopted")]
    missing = []
    if on < date(account.year + 1, 1, 1):
        missing.append(_("the end of the year %(year)s") % {"year": account.year})
    pending = Budget.objects.filter(body=account.body_id, year=account.year)
    if pending.exclude(state=BudgetState.ADOPTED).exists():
        missing.append(_("a decision on the edition of the budget that is still open"))
    if not account.words.strip():
        missing.append(_("what the chair tells about the year"))
    return [*missing, *_open_posts(budget)]


def _open_posts(budget: Budget) -> list[str]:
    """Give which posts deviate unexplained, and which still have agreements."""
    posts = list(budget.posts.all())
    roots = [post.root_id for post in posts]
    rows = list(Booking.objects.filter(post__in=roots))
    outlooks = Outlook.objects.filter(post__in=roots)
    closing = date(budget.year + 1, 1, 1)
    found = standings(budget, posts, rows=rows, outlooks=outlooks, on=closing)
    unexplained = [
        _("why “%(post)s” deviates") % {"post": each.post.title}
        for each in found
        if each.lacks_explanation
    ]
    agreed = [
        _("an end to what is agreed on “%(post)s”") % {"post": each.post.title}
        for each in found
        if each.agreed_cents
    ]
    return [*unexplained, *agreed]


def check_may_sign(account: AnnualAccount, *, by: Actor) -> None:
    """Refuse the signature as long as a post is open."""
    check_may_sign_for(account.network, by=by)
    check_is_draft(account)
    missing = missing_for_signing(account, on=by.today)
    if missing:
        raise RuleBroken(
            _("Before the chair can sign, this is needed: %(missing)s.")
            % {"missing": ", ".join(missing)}
        )


def check_may_take_back(account: AnnualAccount, *, by: Actor) -> None:
    """Let the chair take the signature back until the body decided."""
    check_may_sign_for(account.network, by=by)
    if account.state != AccountState.SIGNED:
        raise RuleBroken(_("There is no signature to take back."))


def check_may_be_judged(account: AnnualAccount) -> None:
    """Refuse a judgement on an account that the chair did not sign."""
    if account.state == AccountState.DRAFT:
        raise RuleBroken(_("The chair did not sign this account yet."))
    if account.state == AccountState.ADOPTED:
        raise RuleBroken(_("The account is adopted already."))


def check_may_open(account: AnnualAccount, *, by: Actor) -> None:
    """Let coordinator or chair make an adopted account public, after its budget."""
    check_may_write(account.network, by=by)
    if account.state != AccountState.ADOPTED:
        raise RuleBroken(_("Only an account that was adopted can be made public."))
    if account.openness != Openness.NETWORK:
        raise RuleBroken(_("This account is public already, or closed by a restriction."))
    budget = budget_of(account)
    if budget is None or budget.openness != Openness.PUBLIC:
        raise RuleBroken(_("Make the budget of this year public first."))
