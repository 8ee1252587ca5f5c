"""Pages on themes, and on which theme plays in which municipality."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.errors import RuleBroken, passes
from ivz.network.as_of import day_of_file
from ivz.network.models import Area, Network, Theme
from ivz.network.queries.upkeep_history import history
from ivz.network.rules.rights import check_may_manage
from ivz.portfolios import tables
from ivz.portfolios.actions import municipalities as actions
from ivz.portfolios.forms.municipalities import PrioritiesForm, ticked
from ivz.portfolios.queries import changes
from ivz.portfolios.queries import priorities as queries
from ivz.portfolios.queries.themes import fields_with_themes, themes_to_choose
from ivz.portfolios.rules.municipalities import ChangedSince
from ivz.portfolios.rules.rights import check_may_fill_in, own_municipality_id
from ivz.portfolios.views.shared import (
    form_page,
    municipality_or_404,
    network_or_404,
    page_context,
    undo_and_return,
    with_newer,
)
from ivz.web.requests import Request
from ivz.web.tables import table_response

MOST = 7  # the number that makes a theme one of the region


@require_safe
def themes(request: Request, network_slug: str) -> HttpResponse:
    """Show the five fields with their themes."""
    network = network_or_404(network_slug)
    context = page_context(request, network, (_("Themes"), ""))
    context["fields"] = fields_with_themes(network, on=context["as_of"].day)
    if passes(check_may_manage, network, by=request.actor):
        context["manages"] = True
        context["history"] = history({Theme: Theme.objects.values_list("pk", flat=True)})
    return render(request, "portfolios/themes.html", context)


@require_safe
def themes_file(request: Request, network_slug: str, suffix: str) -> HttpResponse:
    """Give the five fields with their themes as a file."""
    network = network_or_404(network_slug)
    day = day_of_file(request)
    table = tables.themes(fields_with_themes(network, on=day), network=network, on=day)
    return table_response(request, table, name=f"themas-{network.slug}-{day}", suffix=suffix)


@require_safe
def matrix(request: Request, network_slug: str) -> HttpResponse:
    """Show municipalities against themes."""
    network = network_or_404(network_slug)
    context = page_context(request, network, (_("Municipal priorities"), ""))
    found = queries.matrix(network, on=context["as_of"].day)
    own_id = own_municipality_id(request.actor)
    context |= {
        "matrix": found,
        "own": next((row for row in found.rows if row.municipality.pk == own_id), None),
        "most": MOST,
    }
    return render(request, "portfolios/priorities.html", context)


@require_safe
def matrix_file(request: Request, network_slug: str, suffix: str) -> HttpResponse:
    """Give the priorities as a file."""
    network = network_or_404(network_slug)
    day = day_of_file(request)
    table = tables.priorities(queries.matrix(network, on=day), network=network, on=day)
    return table_response(request, table, name=f"prioriteiten-{network.slug}-{day}", suffix=suffix)


@require_safe
def frequent(request: Request, network_slug: str) -> HttpResponse:
    """Show which themes play in at least so many municipalities; ``?thema=`` with its sources."""
    network = network_or_404(network_slug)
    trail = (_("Municipal priorities"), reverse("portfolios:priorities", args=[network.slug]))
    context = page_context(request, network, trail, (_("What plays in many places"), ""))
    at_least = _at_least(request)
    context |= {
        "at_least": at_least,
        "opened": request.GET.get("thema", ""),
        "columns": queries.frequent(network, on=context["as_of"].day, at_least=at_least),
    }
    return render(request, "portfolios/frequent.html", context)


@require_safe
def frequent_file(request: Request, network_slug: str, suffix: str) -> HttpResponse:
    """Give the themes that play in many places as a file."""
    network = network_or_404(network_slug)
    day, least = day_of_file(request), _at_least(request)
    columns = queries.frequent(network, on=day, at_least=least)
    table = tables.frequent(columns, network=network, on=day, least=least)
    return table_response(request, table, name=f"vaak-{network.slug}-{day}", suffix=suffix)


def _at_least(request: Request) -> int:
    asked = request.GET.get("minstens", "")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 5 else MOST


@require_http_methods(["GET", "HEAD", "POST"])
def municipality(request: Request, network_slug: str, code: str) -> HttpResponse:
    """Show what plays in a municipality, and let its coordinator fill it in."""
    network = network_or_404(network_slug)
    area = municipality_or_404(request, network, code)
    may_fill_in = passes(check_may_fill_in, area, by=request.actor)
    trail = (_("Municipal priorities"), reverse("portfolios:priorities", args=[network.slug]))
    context = page_context(request, network, trail, (area.name, ""))
    rows = list(queries.own_priorities(area))
    day = context["as_of"].day
    context |= {
        "area": area,
        "current": [row for row in rows if row.is_in_force(day)],
        "other": [row for row in rows if not row.is_in_force(day)],
    }
    if request.method == "POST":
        check_may_fill_in(area, by=request.actor)
        return _save(request, network, context)
    if may_fill_in:
        context["form"] = PrioritiesForm(
            initial=_as_kept(area, request), themes=themes_to_choose(on=request.actor.today)
        )
        context["changes"] = changes.about_priorities(area, actor=request.actor)
    return render(request, "portfolios/municipality.html", context)


def _as_kept(area: Area, request: Request) -> dict[str, object]:
    rows = queries.own_priorities(area)
    today = request.actor.today
    chosen = {row.theme_id for row in rows if row.is_in_force(today)}
    return ticked(chosen) | {"seen": actions.state_of(rows), "valid_from": today}


def _save(request: Request, network: Network, context: dict[str, Any]) -> HttpResponse:
    area: Area = context["area"]
    form = PrioritiesForm(request.POST, themes=themes_to_choose(on=request.actor.today))
    context["form"] = form
    if form.is_valid():
        try:
            actions.choose_priorities(
                area,
                form.choice(),
                seen=form.cleaned_data["seen"],
                reason=form.cleaned_data["reason"],
                by=request.actor,
            )
        except ChangedSince:
            context |= _both_texts(request, form, area)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(
                request,
                _("The priorities of %(municipality)s are kept.") % {"municipality": area.name},
            )
            return redirect("portfolios:municipality", network.slug, area.code)
    return form_page(request, "portfolios/municipality.html", context)


def _both_texts(request: Request, form: PrioritiesForm, area: Area) -> dict[str, Any]:
    """Give the themes that stand there now beside those that were ticked."""
    rows = queries.own_priorities(area)
    today = request.actor.today
    kept = [row.theme.name for row in rows if row.is_in_force(today)]
    mine = [theme.name for theme in form.choice().themes]
    form.data = with_newer(request, seen=actions.state_of(rows))
    return {
        "theirs": [(_("Themes"), "\n".join(kept))],
        "mine": [(_("Themes"), "\n".join(mine))],
    }


@require_POST
def undo(request: Request, network_slug: str, code: str, change_id: int) -> HttpResponse:
    """Take a change to a priority back."""
    network = network_or_404(network_slug)
    area = municipality_or_404(request, network, code)
    to = reverse("portfolios:municipality", args=[network.slug, area.code])
    return undo_and_return(request, change_id, to=to)
