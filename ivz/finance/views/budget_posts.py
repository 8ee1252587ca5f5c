"""Pages that write the posts of a budget."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ivz.finance.actions import budgets as actions
from ivz.finance.forms.budgets import PostForm, post_as_stored
from ivz.finance.models import BudgetPost
from ivz.finance.rules import budgets as rules
from ivz.finance.views.shared import act, below, budget_or_404, form_page, stale_page
from ivz.web.requests import Request
from ivz.workflow.versions import StaleEdit


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, network: str, year: int, edition: int) -> HttpResponse:
    """Put an amount in a budget."""
    actor = request.actor
    found = budget_or_404(actor, network, year, edition)
    rules.check_may_keep(found.network, by=actor)
    form = PostForm(request.POST or None, network=found.network, actor=actor)
    context = below(found, _("Add a post"), button=_("Add the post")) | {"form": form}

    def save() -> str:
        actions.add_post(found, form.details(), by=actor)
        return found.get_absolute_url()

    return form_page(request, context, save, done=_("The post stands in the budget."))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, network: str, year: int, edition: int, post: int) -> HttpResponse:
    """Change an amount or where it comes from; a stale save shows both texts."""
    actor = request.actor
    found = budget_or_404(actor, network, year, edition)
    rules.check_may_keep(found.network, by=actor)
    row = get_object_or_404(BudgetPost.objects.select_related("project"), budget=found, pk=post)
    row.budget = found
    form = PostForm(
        request.POST or None, initial=post_as_stored(row), network=found.network, actor=actor
    )
    context = below(found, row.title, button=_("Save")) | {"form": form}

    def save() -> str:
        version = form.cleaned_data["version"] or 0
        actions.change_post(row, form.details(), version=version, by=actor)
        return found.get_absolute_url()

    try:
        return form_page(request, context, save, done=_("Saved."))
    except StaleEdit:
        current = BudgetPost.objects.select_related("project").get(pk=row.pk)
        stored = PostForm(initial=post_as_stored(current), network=found.network, actor=actor)
        return stale_page(request, context, stored=stored, current=current)


@require_POST
def remove(request: Request, network: str, year: int, edition: int, post: int) -> HttpResponse:
    """Take a post out of a budget."""
    found = budget_or_404(request.actor, network, year, edition)
    rules.check_may_keep(found.network, by=request.actor)
    row = get_object_or_404(BudgetPost, budget=found, pk=post)
    return act(
        request,
        lambda: actions.remove_post(row, by=request.actor),
        done=_("The post is out of the budget."),
        to=found.get_absolute_url(),
    )
