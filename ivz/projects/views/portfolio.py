"""The portfolio of a network: every project, most attention first, and the own ones."""

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from ivz.authorization.openness import Openness, most_closed
from ivz.effort.queries import capacity
from ivz.errors import passes
from ivz.network.as_of import as_of, day_of_file
from ivz.projects import tables
from ivz.projects.forms.portfolio import FIELDS, KeepViewForm, PortfolioForm
from ivz.projects.gantt import MOST_ROWS, gantt
from ivz.projects.models import Project, SavedView
from ivz.projects.pauses import pauses_of
from ivz.projects.queries import portfolio as queries
from ivz.projects.queries.duties import led_projects
from ivz.projects.queries.overview import ahead
from ivz.projects.queries.portfolio_choices import choices
from ivz.projects.queries.reports import owed_reports
from ivz.projects.queries.requests import open_requests
from ivz.projects.rules.rights import check_may_ask, check_may_steer
from ivz.projects.views.shared import network_of, trail
from ivz.web.requests import Request
from ivz.web.tables import table_response

ON_A_PAGE = 25


@require_safe
def index(request: Request) -> HttpResponse:
    """Show the projects that were chosen with their lights, hours and next decision."""
    network, actor, day = network_of(request), request.actor, as_of(request)
    views = list(SavedView.objects.visible_to(actor).filter(network=network))
    asked = asked_or_default(request.GET, views)
    form = PortfolioForm(asked, choices=choices(network, actor=actor))
    chosen = form.chosen()
    found = queries.portfolio(network, chosen, actor=actor, on=day.day)
    together = queries.totals(found)
    page = Paginator(found.stands, ON_A_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "network": network,
        "form": form,
        "is_narrowed": chosen.is_narrowed,
        "page": page,
        "as_of": day,
        "rows": queries.rows_of(page.object_list, actor=actor, on=day.day),
        "totals": together,
        "capacity": capacity(network, on=day.day, actor=actor),
        "requests": open_requests(network, actor=actor),
        "may_ask": passes(check_may_ask, network, by=actor),
        "steers": passes(check_may_steer, network, by=actor),
        "asked": _without_page(asked),
        "saved_views": views,
        "shown_view": next((view for view in views if view.chosen == _without_page(asked)), None),
        "keep_form": KeepViewForm(),
    }
    return render(request, "projects/index.html", context)


def asked_or_default(asked: QueryDict, views: Iterable[SavedView]) -> QueryDict:
    """Give what the address chooses; an address that chooses nothing gets the default view."""
    default = next((view for view in views if view.is_default), None)
    if default is None or asked.keys() & {*FIELDS}:
        return asked
    return QueryDict(f"{default.chosen}&{asked.urlencode()}")


def _without_page(asked: QueryDict) -> str:
    kept = asked.copy()
    kept.pop("pagina", None)
    kept.pop("peildatum", None)
    return kept.urlencode()


@require_safe
def file(request: Request, suffix: str) -> HttpResponse:
    """Give every project that was chosen as a file."""
    network, actor, day = network_of(request), request.actor, day_of_file(request)
    known = choices(network, actor=actor)
    chosen = PortfolioForm(request.GET, choices=known).chosen()
    found = queries.portfolio(network, chosen, actor=actor, on=day)
    rows = queries.rows_of(found.stands, actor=actor, on=day)
    table = tables.portfolio(rows, network=network, on=day)
    levels = [row.project.openness for row in rows] or [Openness.PUBLIC]
    name = f"projecten-{network.slug}-{day}"
    return table_response(request, table, name=name, suffix=suffix, openness=most_closed(*levels))


@require_safe
def chart(request: Request) -> HttpResponse:
    """Draw the projects that were chosen from first to last day, with the table beneath."""
    network, actor, day = network_of(request), request.actor, as_of(request)
    known = choices(network, actor=actor)
    chosen = PortfolioForm(request.GET, choices=known).chosen()
    most = MOST_ROWS + 1
    keys = queries.most_attention(network, chosen, most=most, actor=actor, on=day.day)
    rows = queries.projects_of(keys[:MOST_ROWS], actor=actor, on=day.day)
    projects = [project for project, _phase in rows]
    ending = [row for row in projects if row.ends_on and row.ends_on.year == day.day.year]
    heading = _("Projects in time")
    told = ngettext(
        "One project should end in %(year)s.",
        "%(count)s projects should end in %(year)s.",
        len(ending),
    )
    finding = told if ending else _("No project should end in %(year)s.")
    context = {
        "network": network,
        "heading": heading,
        "finding": finding % {"count": len(ending), "year": day.day.year},
        "count": len(rows),
        "is_cut": len(keys) > MOST_ROWS,
        "chart": gantt(projects, on=day.day, pauses=pauses_of(keys[:MOST_ROWS])),
        "rows": rows,
        "as_of": day,
        "trail": trail((heading, "")),
    }
    return render(request, "projects/chart.html", context)


@require_safe
def mine(request: Request) -> HttpResponse:
    """Show the projects in whose group somebody is, in every network, and what comes next."""
    actor = request.actor
    rows = queries.rows_of(queries.own(actor).stands, actor=actor)
    led = Project.objects.visible_to(actor).filter(pk__in=led_projects(actor))
    context = {
        "rows": rows,
        "ahead": ahead(rows),
        "reporting": {owed.project.pk for owed in owed_reports(led, on=actor.today)},
        "trail": trail((_("My projects"), "")),
    }
    return render(request, "projects/mine.html", context)
