"""The results of a network: whether what was agreed is reached."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from ivz.authorization.openness import Openness, most_closed
from ivz.projects import result_tables
from ivz.projects.changing import PROJECT
from ivz.projects.discussing import DISCUSS
from ivz.projects.forms.results import ResultForm
from ivz.projects.queries import results as queries
from ivz.projects.queries.portfolio_choices import choices
from ivz.projects.results import interpretation
from ivz.projects.states import ResultStanding
from ivz.projects.views.shared import network_of, trail, without_page
from ivz.web.requests import Request
from ivz.web.tables import table_response

ON_A_PAGE = 25
MOST_NAMED = 10


@require_safe
def page(request: Request) -> HttpResponse:
    """Show every indicator that was chosen: where it should go, how it stands and why."""
    network, actor = network_of(request), request.actor
    form = ResultForm(request.GET, choices=choices(network, actor=actor))
    chosen = form.chosen()
    found = queries.results(network, chosen, actor=actor)
    page = Paginator(found.stands, ON_A_PAGE).get_page(request.GET.get("pagina"))
    unmeasured = queries.without_indicator(network, chosen, actor=actor)
    context = {
        "network": network,
        "heading": _("Results"),
        "lead": told(found),
        "interpretation": interpretation(found.moved),
        "form": form,
        "is_narrowed": chosen.is_narrowed,
        "page": page,
        "rows": queries.rows_of(found, list(page.object_list), actor=actor),
        "unmeasured": unmeasured[:MOST_NAMED],
        "more_unmeasured": len(unmeasured) - MOST_NAMED,
        "sits": network.pk in actor.network_ids,
        "question": {"kind": PROJECT, "key": DISCUSS},
        "asked": without_page(request),
        "trail": trail((_("Results"), "")),
    }
    return render(request, "projects/results.html", context)


def told(found: queries.Results) -> str:
    """Answer in a sentence whether the results are reached."""
    counts, total = found.counts, len(found.stands)
    if not total:
        return _("No indicator stands here.")
    if total > 1 and all(stand.facts.target is None for stand in found.stands):
        words = _("Of none of the %(count)s indicators a target is agreed.")
        return words % {"count": total}
    begin = ngettext("One indicator: ", "%(count)s indicators: ", total) % {"count": total}
    parts = [f"{counts[each]} {str(each.label).lower()}" for each in ResultStanding if counts[each]]
    return begin + ", ".join(parts) + "."


@require_safe
def file(request: Request, suffix: str) -> HttpResponse:
    """Give every indicator that was chosen as a file."""
    network, actor = network_of(request), request.actor
    chosen = ResultForm(request.GET, choices=choices(network, actor=actor)).chosen()
    found = queries.results(network, chosen, actor=actor)
    rows = queries.rows_of(found, found.stands, actor=actor)
    table = result_tables.results(
        rows, network=network, note=interpretation(found.moved), on=actor.today
    )
    levels = [row.project.openness for row in rows] or [Openness.PUBLIC]
    name = f"resultaten-{network.slug}-{actor.today}"
    return table_response(request, table, name=name, suffix=suffix, openness=most_closed(*levels))
