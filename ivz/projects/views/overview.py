"""The overview of all work: projects and everything beside them, on one page."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from ivz.authorization.openness import Openness, most_closed
from ivz.projects import overview_tables
from ivz.projects.forms.portfolio import OverviewForm
from ivz.projects.queries.overview import all_work, in_groups
from ivz.projects.queries.portfolio import Chosen
from ivz.projects.queries.portfolio_choices import choices
from ivz.projects.views.shared import network_of, trail, without_page
from ivz.web.requests import Request
from ivz.web.tables import table_response

ON_A_PAGE = 100


@require_safe
def page(request: Request) -> HttpResponse:
    """Show all work that was chosen, in groups."""
    network, actor = network_of(request), request.actor
    form = OverviewForm(request.GET, choices=choices(network, actor=actor))
    chosen = form.chosen()
    pages = Paginator(all_work(network, chosen, actor=actor), ON_A_PAGE)
    page = pages.get_page(request.GET.get("pagina"))
    count = pages.count
    heading = _("All work")
    context = {
        "network": network,
        "heading": heading,
        "lead": ngettext("One piece of work.", "%(count)s pieces of work.", count)
        % {"count": count},
        "form": form,
        "page": page,
        "groups": in_groups(page.object_list, actor=actor),
        "is_narrowed": chosen != Chosen(phase="all"),
        "asked": without_page(request),
        "trail": trail((heading, "")),
    }
    return render(request, "projects/overview.html", context)


@require_safe
def file(request: Request, suffix: str) -> HttpResponse:
    """Give all work that was chosen as a file."""
    network, actor = network_of(request), request.actor
    known = choices(network, actor=actor)
    chosen = OverviewForm(request.GET, choices=known).chosen()
    groups = in_groups(all_work(network, chosen, actor=actor), actor=actor)
    table = overview_tables.overview(groups, network=network, on=actor.today)
    levels = [work.project.openness for group in groups for work in group.rows]
    openness = most_closed(*(levels or [Openness.PUBLIC]))
    name = f"overzicht-{network.slug}-{actor.today}"
    return table_response(request, table, name=name, suffix=suffix, openness=openness)
