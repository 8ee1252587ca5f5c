"""Pages that guard a budget: how it stands, what is booked on a post, and what is expected."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ivz.accounts.actors import Actor
from ivz.errors import passes
from ivz.finance import budget_tables
from ivz.finance.actions import bookings as actions
from ivz.finance.forms.bookings import (
    BookingForm,
    CorrectionForm,
    OutlookForm,
    outlook_as_stored,
)
from ivz.finance.forms.budgets import cents
from ivz.finance.models import Booking, Budget, BudgetPost, Outlook
from ivz.finance.queries import watch as queries
from ivz.finance.rules.annual_accounts import check_may_begin
from ivz.finance.rules.budgets import check_may_keep
from ivz.finance.standing import agreements
from ivz.finance.views.shared import form_page, stale_page, trail
from ivz.network.models import Network
from ivz.web.requests import Request
from ivz.web.tables import table_response
from ivz.workflow.versions import StaleEdit


def held_or_404(actor: Actor, network: str, year: int) -> Budget:
    """Give the budget that holds for a year, where ``actor`` sits in its network."""
    known = Network.objects.filter(pk__in=sorted(actor.network_ids))
    found = queries.held_budget(get_object_or_404(known, slug=network), year, actor=actor)
    if found is None:
        raise Http404
    return found


def watch_url(budget: Budget) -> str:
    """Give the address of the page that guards a budget."""
    return reverse("budgets:watch", args=[budget.network.slug, budget.year])


def _way(budget: Budget, *steps: tuple[str, str]) -> list[tuple[str, str]]:
    here = (budget.title, budget.get_absolute_url())
    return trail(here, (_("How the budget stands"), watch_url(budget) if steps else ""), *steps)


def _post_url(budget: Budget, post: BudgetPost) -> str:
    return reverse("budgets:post", args=[budget.network.slug, budget.year, post.pk])


@require_safe
def page(request: Request, network: str, year: int) -> HttpResponse:
    """Show how each post stands: budgeted, booked, agreed, expected, with a light."""
    budget = held_or_404(request.actor, network, year)
    context = {
        "budget": budget,
        "network": budget.network,
        "watch": queries.watch_of(budget, actor=request.actor),
        "keeps": passes(check_may_keep, budget.network, by=request.actor),
        "account": queries.account_beside(budget, actor=request.actor),
        "accounts_for": passes(check_may_begin, budget, by=request.actor),
        "trail": _way(budget),
    }
    return render(request, "finance/watch.html", context)


@require_safe
def file(request: Request, network: str, year: int, suffix: str) -> HttpResponse:
    """Give how the posts stand, as a table."""
    budget = held_or_404(request.actor, network, year)
    watch = queries.watch_of(budget, actor=request.actor)
    table = budget_tables.watch(watch, on=request.actor.today)
    name = f"stand-van-de-begroting-{network}-{year}"
    return table_response(request, table, name=name, suffix=suffix, openness=_openness(budget))


@require_safe
def bookings_file(request: Request, network: str, year: int, suffix: str) -> HttpResponse:
    """Give what is booked in a year, as a table."""
    budget = held_or_404(request.actor, network, year)
    rows = queries.bookings_of(budget, actor=request.actor)
    table = budget_tables.bookings(budget, rows)
    name = f"boekingen-{network}-{year}"
    return table_response(request, table, name=name, suffix=suffix, openness=_openness(budget))


def _openness(budget: Budget) -> str:
    """Give how open the books are: never more than to the network."""
    return "network" if budget.openness == "public" else budget.openness


def _post_or_404(budget: Budget, post: int) -> BudgetPost:
    found = get_object_or_404(BudgetPost.objects.select_related("first"), budget=budget, pk=post)
    found.budget = budget
    return found


@require_safe
def post(request: Request, network: str, year: int, post: int) -> HttpResponse:
    """Show what is booked and agreed on a post, the newest first."""
    actor = request.actor
    budget = held_or_404(actor, network, year)
    row = _post_or_404(budget, post)
    found = queries.bookings_on(row, actor=actor)
    left = {each.pk: cents_left for each, cents_left in agreements(found)}
    watch = queries.watch_of(budget, actor=actor)
    context = {
        "budget": budget,
        "network": budget.network,
        "post": row,
        "standing": next(each for each in watch.standings if each.post.pk == row.pk),
        "bookings": [(each, left.get(each.pk)) for each in found],
        "keeps": passes(check_may_keep, budget.network, by=actor),
        "trail": _way(budget, (row.title, "")),
    }
    return render(request, "finance/post.html", context)


def _around(budget: Budget, row: BudgetPost, heading: str, *, button: str) -> dict[str, Any]:
    return {
        "network": budget.network,
        "heading": heading,
        "lead": row.title,
        "button": button,
        "back": _post_url(budget, row),
        "trail": _way(budget, (row.title, _post_url(budget, row)), (heading, "")),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def book(request: Request, network: str, year: int, post: int) -> HttpResponse:
    """Book an amount on a post, or note what was agreed."""
    actor = request.actor
    budget = held_or_404(actor, network, year)
    check_may_keep(budget.network, by=actor)
    row = _post_or_404(budget, post)
    left = agreements(queries.bookings_on(row, actor=actor))
    form = BookingForm(request.POST or None, agreements=left, initial={"booked_on": actor.today})
    context = _around(budget, row, _("Book an amount"), button=_("Book it")) | {"form": form}

    def save() -> str:
        actions.book(row, form.details(), by=actor)
        return _post_url(budget, row)

    return form_page(request, context, save, done=_("It is booked."))


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: Request, network: str, year: int, booking: int) -> HttpResponse:
    """Put a booking right with an entry against it."""
    actor = request.actor
    budget = held_or_404(actor, network, year)
    check_may_keep(budget.network, by=actor)
    rows = Booking.objects.visible_to(actor).select_related("post__budget__body__network")
    found = get_object_or_404(
        rows, pk=booking, post__budget__body=budget.body, post__budget__year=year
    )
    roots = {each.root_id: each for each in budget.posts.all()}
    row = roots.get(found.post_id, found.post)
    form = CorrectionForm(request.POST or None)
    context = _around(budget, row, _("Put a booking right"), button=_("Book against it"))
    context |= {"form": form, "lead": found.words}

    def save() -> str:
        actions.correct(found, words=form.cleaned_data["words"], by=actor)
        return _post_url(budget, row)

    return form_page(request, context, save, done=_("The booking is put right."))


@require_http_methods(["GET", "HEAD", "POST"])
def expect(request: Request, network: str, year: int, post: int) -> HttpResponse:
    """Say what a post comes to, and why it deviates; a stale save shows both texts."""
    actor = request.actor
    budget = held_or_404(actor, network, year)
    check_may_keep(budget.network, by=actor)
    row = _post_or_404(budget, post)
    known = Outlook.objects.filter(post=row.root_id)
    form = OutlookForm(request.POST or None, initial=outlook_as_stored(known.first()))
    context = _around(budget, row, _("Expectation and explanation"), button=_("Save"))
    context["form"] = form

    def save() -> str:
        given = form.cleaned_data
        expected = given["expected"]
        actions.expect(
            row,
            expected_cents=None if expected is None else cents(expected),
            explanation=given["explanation"],
            version=given["version"] or 0,
            by=actor,
        )
        return _post_url(budget, row)

    try:
        return form_page(request, context, save, done=_("Saved."))
    except StaleEdit:
        current = known.get()
        stored = OutlookForm(initial=outlook_as_stored(current))
        return stale_page(request, context, stored=stored, current=current)
