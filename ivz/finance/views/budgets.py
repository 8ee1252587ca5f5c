"""Pages on budgets: all of a network, one with its posts, drafting and proposing it."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.accounts.actors import Actor
from ivz.decisions.queries import DecisionsAbout, decisions_about
from ivz.documents.papers import CONTENT_TYPES, paper_response
from ivz.errors import passes
from ivz.finance import budget_tables, papers
from ivz.finance.actions import budgets as actions
from ivz.finance.deciding import BUDGET
from ivz.finance.forms.budgets import BudgetForm, YearForm, budget_as_stored
from ivz.finance.models import Budget
from ivz.finance.queries import budgets as queries
from ivz.finance.queries.coordination import coordination_of
from ivz.finance.queries.watch import account_beside
from ivz.finance.rules import budgets as rules
from ivz.finance.states import BudgetState
from ivz.finance.views.shared import act, below, budget_or_404, form_page, stale_page, trail
from ivz.network.context import network_chosen
from ivz.network.models import Network
from ivz.projects.forms.focus import AdoptedForm
from ivz.web.exports import export_by
from ivz.web.requests import Request
from ivz.web.tables import table_response
from ivz.workflow.versions import StaleEdit


@require_safe
def start(request: Request) -> HttpResponse:
    """Show the budgets of the chosen network, the newest first."""
    network, actor = network_chosen(request), request.actor
    context = {
        "network": network,
        "budgets": queries.budgets_of(network, actor=actor) if network else [],
        "keeps": network is not None and passes(rules.check_may_keep, network, by=actor),
        "trail": [*trail()[:-1], (_("Budgets"), "")],
    }
    return render(request, "finance/budgets.html", context)


@require_safe
def page(request: Request, network: str, year: int, edition: int) -> HttpResponse:
    """Show a budget: income and expenses with their grounds, and what it changes."""
    actor = request.actor
    found = budget_or_404(actor, network, year, edition)
    keeps = passes(rules.check_may_keep, found.network, by=actor)
    writes = keeps and found.state == BudgetState.DRAFT
    sheet = queries.sheet_of(found, actor=actor)
    context = {
        "budget": found,
        "network": found.network,
        "sheet": sheet,
        "coordination": coordination_of(sheet, actor=actor),
        "comparison": queries.comparison_of(sheet, actor=actor),
        "about": _about(found, actor),
        "adopted_by": queries.adopting(found, actor=actor),
        "watched": found.body.network_id in actor.network_ids and found.is_in_force,
        "account": account_beside(found, actor=actor) if found.is_in_force else None,
        "keeps": keeps,
        "writes": writes,
        "opens": passes(rules.check_may_open, found, by=actor),
        "missing": rules.missing_for_the_body(found) if writes else [],
        "trail": trail((found.title, "")),
    }
    return render(request, "finance/budget.html", context)


def _about(found: Budget, actor: Actor) -> DecisionsAbout:
    """Give the decisions on a budget, and what a body can be asked about it now."""
    about = decisions_about(
        BUDGET, [found.pk], subject_id=found.pk, network=found.network, actor=actor
    )
    askable = [each for each in about.questions if passes(each.check_may_ask, found)]
    return replace(about, questions=askable)


@require_safe
def file(request: Request, network: str, year: int, edition: int, suffix: str) -> HttpResponse:
    """Give a budget to keep: as a table, to print, or to write on."""
    found = budget_or_404(request.actor, network, year, edition)
    sheet = queries.sheet_of(found, actor=request.actor)
    name = f"begroting-{network}-{year}-{edition}"
    if suffix not in CONTENT_TYPES:
        table = budget_tables.budget(sheet)
        return table_response(request, table, name=name, suffix=suffix, openness=found.openness)
    export = export_by(request.actor, openness=found.openness)
    paper = papers.budget_paper(sheet, export=export)
    return paper_response(paper, export=export, name=name, suffix=suffix)


def _network_chosen(request: Request) -> Network:
    chosen = network_chosen(request)
    if chosen is None:
        raise Http404
    return chosen


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Begin a budget, filled with what is known."""
    network, actor = _network_chosen(request), request.actor
    rules.check_may_keep(network, by=actor)
    form = YearForm(request.POST or None, initial={"year": actor.today.year + 1})
    heading = _("New budget")
    context = {
        "form": form,
        "network": network,
        "heading": heading,
        "lead": _(
            "It starts with the posts of the year before and the contributions as known now. "
            "Choose a year that has a budget already, and you make its next edition."
        ),
        "button": _("Begin the budget"),
        "back": reverse("budgets:start"),
        "trail": trail((heading, "")),
    }

    def save() -> str:
        return actions.begin(network, form.cleaned_data["year"], by=actor).get_absolute_url()

    return form_page(request, context, save, done=_("The budget is begun. Check its posts."))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, network: str, year: int, edition: int) -> HttpResponse:
    """Change why it is needed and how much may deviate; a stale save shows both texts."""
    actor = request.actor
    found = budget_or_404(actor, network, year, edition)
    rules.check_may_keep(found.network, by=actor)
    form = BudgetForm(request.POST or None, initial=budget_as_stored(found))
    context = below(found, _("Explanation and deviation"), button=_("Save"))
    context["form"] = form

    def save() -> str:
        given = form.cleaned_data
        actions.change(
            found,
            reason=given["reason"],
            tolerance_percent=given["tolerance_percent"],
            version=given["version"] or 0,
            by=actor,
        )
        return found.get_absolute_url()

    try:
        return form_page(request, context, save, done=_("Saved."))
    except StaleEdit:
        current = Budget.objects.get(pk=found.pk)
        stored = BudgetForm(initial=budget_as_stored(current))
        return stale_page(request, context, stored=stored, current=current)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: Request, network: str, year: int, edition: int) -> HttpResponse:
    """Ask, and throw away a budget that no body judged."""
    found = budget_or_404(request.actor, network, year, edition)
    rules.check_may_keep(found.network, by=request.actor)
    if request.method == "POST":
        return act(
            request,
            lambda: actions.remove(found, by=request.actor),
            done=_("The budget is gone."),
            to=reverse("budgets:start"),
        )
    context = below(found, _("Throw the budget away"), button="")
    return render(request, "finance/budget_remove.html", context)


@require_POST
def compute(request: Request, network: str, year: int, edition: int) -> HttpResponse:
    """Compute the contributions anew."""
    found = budget_or_404(request.actor, network, year, edition)
    rules.check_may_keep(found.network, by=request.actor)
    return act(
        request,
        lambda: actions.compute_contributions(found, by=request.actor),
        done=_("The contributions stand in it as they are known now."),
        to=found.get_absolute_url(),
    )


@require_POST
def propose(request: Request, network: str, year: int, edition: int) -> HttpResponse:
    """Propose a budget to the deciding body."""
    found = budget_or_404(request.actor, network, year, edition)
    rules.check_may_keep(found.network, by=request.actor)
    return act(
        request,
        lambda: actions.propose(found, by=request.actor),
        done=_("The budget lies before the deciding body. Put it on an agenda."),
        to=found.get_absolute_url(),
    )


@require_POST
def make_public(request: Request, network: str, year: int, edition: int) -> HttpResponse:
    """Let everyone read an adopted budget."""
    found = budget_or_404(request.actor, network, year, edition)
    rules.check_may_keep(found.network, by=request.actor)
    return act(
        request,
        lambda: actions.make_public(found, by=request.actor),
        done=_("Everyone can read this budget now."),
        to=found.get_absolute_url(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def note_adopted(request: Request, network: str, year: int, edition: int) -> HttpResponse:
    """Note that a budget was adopted before it stood here."""
    actor = request.actor
    found = budget_or_404(actor, network, year, edition)
    rules.check_may_keep(found.network, by=actor)
    form = AdoptedForm(request.POST or None, network=found.network, actor=actor)
    heading = _("This budget was adopted earlier")
    context = below(found, heading, button=_("Note it as adopted")) | {"form": form}

    def save() -> str:
        given = form.cleaned_data
        actions.note_adopted(found, decision=given["reference"], origin=given["origin"], by=actor)
        return found.get_absolute_url()

    if found.state == BudgetState.ADOPTED:
        return redirect(found.get_absolute_url())
    return form_page(request, context, save, done=_("The budget counts as adopted."))
