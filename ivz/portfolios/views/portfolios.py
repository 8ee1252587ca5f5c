"""Pages on portfolios: the overview, one theme through the years, and changing them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.authorization.openness import Openness, most_closed
from ivz.decisions.models import Decision
from ivz.decisions.queries import decisions_about
from ivz.errors import RuleBroken, passes
from ivz.network.as_of import day_of_file
from ivz.network.models import Network, Theme
from ivz.portfolios import tables
from ivz.portfolios.actions import portfolios as actions
from ivz.portfolios.forms.portfolios import (
    AssignForm,
    AssignmentForm,
    ChangeForm,
    EndForm,
    SucceedForm,
    filled_in,
)
from ivz.portfolios.models import Portfolio
from ivz.portfolios.queries import changes
from ivz.portfolios.queries import portfolios as queries
from ivz.portfolios.rules.rights import check_may_assign
from ivz.portfolios.states import PORTFOLIO
from ivz.portfolios.views.shared import (
    form_page,
    network_or_404,
    page_context,
    theme_or_404,
    undo_and_return,
    with_newer,
)
from ivz.web.comparison import differences
from ivz.web.requests import Request
from ivz.web.tables import table_response
from ivz.workflow.versions import StaleEdit

_FORM = "portfolios/portfolio_form.html"


@require_safe
def overview(request: Request, network_slug: str) -> HttpResponse:
    """Show who holds what on a day; what nobody holds first."""
    network = network_or_404(network_slug)
    context = page_context(request, network, (_("Portfolios"), ""))
    context |= {
        "overview": queries.overview(network, on=context["as_of"].day, actor=request.actor),
        "may_assign": passes(check_may_assign, network, by=request.actor),
    }
    return render(request, "portfolios/overview.html", context)


@require_safe
def overview_file(request: Request, network_slug: str, suffix: str) -> HttpResponse:
    """Give the overview, or with ``?thema=`` one theme through the years, as a file."""
    network = network_or_404(network_slug)
    day = day_of_file(request)
    name = f"portefeuilles-{network.slug}-{day}"
    if request.GET.get("thema"):
        theme = theme_or_404(request.GET["thema"])
        rows = queries.history(network, theme, actor=request.actor)
        name = f"portefeuille-{network.slug}-{theme.code}"
    else:
        found = queries.portfolios_on(network, on=day)
        rows = queries.readable_rows(found, actor=request.actor)
    rows = list(rows)
    told = [row.decision.openness for row in rows if row.decision]
    return table_response(
        request,
        tables.portfolios(rows, network=network, on=day),
        name=name,
        suffix=suffix,
        openness=most_closed(Openness.PUBLIC, *told),
    )


@require_safe
def theme_page(request: Request, network_slug: str, theme: str) -> HttpResponse:
    """Show who held a theme on a day and by which decision, and everyone before and after."""
    network, found = network_or_404(network_slug), theme_or_404(theme)
    if found.code != theme:
        return redirect(_theme_url(network, found))
    return _theme(request, network, found)


def _theme(request: Request, network: Network, theme: Theme) -> HttpResponse:
    context = page_context(request, network, _portfolios(network), (theme.name, ""))
    rows = queries.history(network, theme, actor=request.actor)
    may_assign = passes(check_may_assign, network, by=request.actor)
    context |= {
        "theme": theme,
        "rows": rows,
        "current": queries.in_force_among(rows, on=context["as_of"].day),
        "may_assign": may_assign,
    }
    latest = context["current"] or next(iter(rows), None)
    if latest is not None:
        context["about"] = decisions_about(
            PORTFOLIO,
            [row.portfolio.pk for row in rows],
            subject_id=latest.portfolio.pk,
            network=network,
            actor=request.actor,
        )
    if may_assign:
        context["changes"] = changes.about_theme(network, theme, actor=request.actor)
    return render(request, "portfolios/theme.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: Request, network_slug: str) -> HttpResponse:
    """Assign a theme that nobody holds."""
    network = network_or_404(network_slug)
    check_may_assign(network, by=request.actor)
    initial = {"theme": request.GET.get("thema", ""), "valid_from": request.actor.today}
    form = AssignForm(request.POST or None, initial=initial, network=network, actor=request.actor)
    context = page_context(request, network, _portfolios(network), (_("Assign a portfolio"), ""))
    context |= {"form": form, "heading": _("Assign a portfolio"), "button": _("Assign")}
    context["back"] = _portfolios(network)[1]

    def save() -> Portfolio:
        return actions.assign(form.details(), by=request.actor)

    return _answer(request, context, save)


@require_http_methods(["GET", "HEAD", "POST"])
def succeed(request: Request, network_slug: str, theme: str, portfolio_id: int) -> HttpResponse:
    """Let somebody take a portfolio over."""
    network, portfolio = _changeable(request, network_slug, theme, portfolio_id)
    leader = portfolio.project_leader_id
    initial = {
        "version": portfolio.version,
        "valid_from": request.actor.today,
        "project_leader": leader,
    }
    form = SucceedForm(
        request.POST or None,
        initial=initial,
        network=network,
        actor=request.actor,
        portfolio=portfolio,
    )
    context = _form_context(request, portfolio, form, heading=_("Name a successor"))
    context["button"] = _("Name the successor")

    def save() -> Portfolio:
        return actions.succeed(
            portfolio,
            form.assignment(),
            version=form.cleaned_data["version"] or 0,
            reason=form.cleaned_data["reason"],
            by=request.actor,
        )

    return _answer(request, context, save)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, network_slug: str, theme: str, portfolio_id: int) -> HttpResponse:
    """Put right what is noted about a portfolio."""
    network, portfolio = _changeable(request, network_slug, theme, portfolio_id)

    def make(data: Any, row: Portfolio) -> ChangeForm:
        decision = Decision.objects.visible_to(request.actor).filter(pk=row.decision_id or 0)
        initial = filled_in(row, decision=decision.select_related("body").first())
        return ChangeForm(
            data, initial=initial, network=network, actor=request.actor, portfolio=row
        )

    form = make(request.POST or None, portfolio)
    context = _form_context(request, portfolio, form, heading=_("Put a portfolio right"))
    context |= {"button": _("Put right"), "as_stored": lambda row: make(None, row)}

    def save() -> Portfolio:
        return actions.change(
            portfolio,
            form.assignment(),
            version=form.cleaned_data["version"] or 0,
            reason=form.cleaned_data["reason"],
            by=request.actor,
        )

    return _answer(request, context, save)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, network_slug: str, theme: str, portfolio_id: int) -> HttpResponse:
    """End a portfolio, or leave it vacant."""
    _network, portfolio = _changeable(request, network_slug, theme, portfolio_id)
    initial = {"version": portfolio.version, "then": "vacant"}
    form = EndForm(request.POST or None, initial=initial)
    context = _form_context(request, portfolio, form, heading=_("End a portfolio"))
    context["button"] = _("End")

    def save() -> Portfolio:
        given: dict[str, Any] = {
            "valid_until": form.valid_until,
            "version": form.cleaned_data["version"],
            "reason": form.cleaned_data["reason"],
            "by": request.actor,
        }
        if form.vacancy is None:
            return actions.end(portfolio, **given)
        return actions.vacate(portfolio, state=form.vacancy, **given)

    return _answer(request, context, save)


@require_POST
def undo(request: Request, network_slug: str, theme: str, change_id: int) -> HttpResponse:
    """Take a change to a portfolio back."""
    network, found = network_or_404(network_slug), theme_or_404(theme)
    return undo_and_return(request, change_id, to=_theme_url(network, found))


def _changeable(
    request: Request, network_slug: str, theme: str, portfolio_id: int
) -> tuple[Network, Portfolio]:
    network = network_or_404(network_slug)
    check_may_assign(network, by=request.actor)
    rows = Portfolio.objects.select_related(
        "theme__successor", "network__parent", "network__deciding_body", "holder"
    )
    portfolio = get_object_or_404(rows, pk=portfolio_id, network=network, theme__code=theme)
    return network, portfolio


def _form_context(
    request: Request, portfolio: Portfolio, form: AssignmentForm | EndForm, *, heading: str
) -> dict[str, Any]:
    network, theme = portfolio.network, portfolio.theme
    back = _theme_url(network, theme)
    context = page_context(
        request, network, _portfolios(network), (theme.name, back), (heading, "")
    )
    return context | {"form": form, "portfolio": portfolio, "heading": heading, "back": back}


def _answer(
    request: Request, context: dict[str, Any], save: Callable[[], Portfolio]
) -> HttpResponse:
    """Save what was filled in and go to the theme, or show the form with what is wrong."""
    form = context["form"]
    if request.method == "POST" and form.is_valid():
        try:
            saved = save()
        except StaleEdit as stale:
            context |= _both_texts(request, context, stale)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(
                request, _("The portfolio %(theme)s is kept.") % {"theme": saved.theme.name}
            )
            return redirect(_theme_url(saved.network, saved.theme))
    return form_page(request, _FORM, context)


def _both_texts(request: Request, context: dict[str, Any], stale: StaleEdit) -> dict[str, Any]:
    """Give the form with the typed text and the newer version, and what stands there now."""
    current = Portfolio.objects.select_related("holder", "project_leader").get(pk=stale.current.pk)
    context["form"].data = with_newer(request, version=str(current.version))
    if "as_stored" in context:
        theirs, mine = differences(context["as_stored"](current), context["form"])
        return {"theirs": theirs, "mine": mine}
    held = current.holder.function if current.holder else current.get_state_display()
    return {"theirs": [(_("Portfolio"), held), (_("Last day"), current.last_day)], "mine": []}


def _portfolios(network: Network) -> tuple[str, str]:
    return _("Portfolios"), reverse("portfolios:overview", args=[network.slug])


def _theme_url(network: Network, theme: Theme) -> str:
    return reverse("portfolios:theme", args=[network.slug, theme.code])
