"""Pages on the account of a year: reading, writing, signing and keeping it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.accounts.actors import Actor
from ivz.decisions.queries import DecisionsAbout, decisions_about
from ivz.documents.papers import paper_response
from ivz.errors import passes
from ivz.finance import papers
from ivz.finance.accounting import ACCOUNT
from ivz.finance.actions import annual_accounts as actions
from ivz.finance.forms.annual_accounts import AccountForm
from ivz.finance.models import AnnualAccount, Budget
from ivz.finance.queries import annual_accounts as queries
from ivz.finance.rules import annual_accounts as rules
from ivz.finance.states import AccountState
from ivz.finance.views.bookings import held_or_404, watch_url
from ivz.finance.views.shared import act, form_page, stale_page, trail
from ivz.web.exports import export_by
from ivz.web.requests import Request
from ivz.workflow.versions import StaleEdit


def _account_or_404(actor: Actor, network: str, year: int) -> tuple[AnnualAccount, Budget]:
    """Give an account with the budget of its year, where ``actor`` may read both."""
    found = queries.account_of(network, year, actor=actor)
    if found is None:
        raise Http404
    return found


@require_safe
def page(request: Request, network: str, year: int) -> HttpResponse:
    """Show what the network did with its means in a year."""
    actor = request.actor
    account, budget = _account_or_404(actor, network, year)
    writes = passes(rules.check_may_write, account.network, by=actor)
    is_draft = account.state == AccountState.DRAFT
    context = {
        "account": account,
        "budget": budget,
        "network": account.network,
        "sheet": queries.sheet_of(account, budget, actor=actor),
        "about": _about(account, actor),
        "writes": writes and is_draft,
        "missing": rules.missing_for_signing(account, on=actor.today) if writes else [],
        "signs": passes(rules.check_may_sign_for, account.network, by=actor),
        "takes_back": passes(rules.check_may_take_back, account, by=actor),
        "opens": passes(rules.check_may_open, account, by=actor),
        "trail": trail((budget.title, budget.get_absolute_url()), (account.title, "")),
    }
    return render(request, "finance/account.html", context)


def _about(account: AnnualAccount, actor: Actor) -> DecisionsAbout:
    about = decisions_about(
        ACCOUNT, [account.pk], subject_id=account.pk, network=account.network, actor=actor
    )
    askable = [each for each in about.questions if passes(each.check_may_ask, account)]
    return replace(about, questions=askable)


@require_safe
def file(request: Request, network: str, year: int, suffix: str) -> HttpResponse:
    """Give an account to keep: to print, or to write on."""
    account, budget = _account_or_404(request.actor, network, year)
    export = export_by(request.actor, openness=account.openness)
    sheet = queries.sheet_of(account, budget, actor=request.actor)
    paper = papers.account_paper(sheet, export=export)
    name = f"verantwoording-{network}-{year}"
    return paper_response(paper, export=export, name=name, suffix=suffix)


@require_POST
def begin(request: Request, network: str, year: int) -> HttpResponse:
    """Begin the account of a year."""
    budget = held_or_404(request.actor, network, year)
    rules.check_may_write(budget.network, by=request.actor)
    address = AnnualAccount(body=budget.body, year=year).get_absolute_url()
    known = AnnualAccount.objects.visible_to(request.actor).filter(body=budget.body, year=year)
    return act(
        request,
        lambda: actions.begin(budget, by=request.actor),
        done=_("The account is begun."),
        to=watch_url(budget) if known.exists() else address,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, network: str, year: int) -> HttpResponse:
    """Write what the chair tells about the year; a stale save shows both texts."""
    actor = request.actor
    account, _budget = _account_or_404(actor, network, year)
    rules.check_may_write(account.network, by=actor)
    stored = {"version": account.version, "words": account.words}
    form = AccountForm(request.POST or None, initial=stored)
    heading, address = _("What the chair tells"), account.get_absolute_url()
    context: dict[str, Any] = {
        "form": form,
        "network": account.network,
        "heading": heading,
        "lead": account.title,
        "button": _("Save"),
        "back": address,
        "trail": trail((account.title, address), (heading, "")),
    }

    def save() -> str:
        given = form.cleaned_data
        actions.write(account, words=given["words"], version=given["version"] or 0, by=actor)
        return address

    try:
        return form_page(request, context, save, done=_("Saved."))
    except StaleEdit:
        current = AnnualAccount.objects.get(pk=account.pk)
        theirs = AccountForm(initial={"words": current.words})
        return stale_page(request, context, stored=theirs, current=current)


def _do(
    request: Request,
    place: tuple[str, int],
    action: Callable[..., AnnualAccount],
    *,
    check: Callable[..., None],
    done: str,
) -> HttpResponse:
    account, _budget = _account_or_404(request.actor, *place)
    check(account.network, by=request.actor)
    return act(
        request,
        lambda: action(account, by=request.actor),
        done=done,
        to=account.get_absolute_url(),
    )


@require_POST
def sign(request: Request, network: str, year: int) -> HttpResponse:
    """Let the chair answer for the year."""
    return _do(
        request,
        (network, year),
        actions.sign,
        check=rules.check_may_sign_for,
        done=_("The account is signed. Put it on an agenda of the deciding body."),
    )


@require_POST
def take_back(request: Request, network: str, year: int) -> HttpResponse:
    """Let the chair take the signature back."""
    return _do(
        request,
        (network, year),
        actions.take_back,
        check=rules.check_may_sign_for,
        done=_("The signature is taken back; the books are open again."),
    )


@require_POST
def make_public(request: Request, network: str, year: int) -> HttpResponse:
    """Let everyone read an adopted account."""
    return _do(
        request,
        (network, year),
        actions.make_public,
        check=rules.check_may_write,
        done=_("Everyone can read this account now."),
    )
