"""What the network knows of its themes: the overview, and one theme."""

from collections import Counter

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from ivz.authorization.openness import Openness, most_closed
from ivz.network.context import network_chosen
from ivz.network.models import Network, Theme
from ivz.portfolios.queries.portfolios import theme_called
from ivz.position import queries, tables
from ivz.position.queries import ThemeKnowledge, ThemeRow
from ivz.position.states import GapKind
from ivz.projects.results import interpretation, moved
from ivz.web.requests import Request
from ivz.web.tables import table_response

MOST_SHOWN = 10


@require_safe
def overview(request: Request) -> HttpResponse:
    """Show of each theme what is known, and what is missing first."""
    network, kind = _network(request), _kind(request)
    every = queries.themes_known(network, actor=request.actor)
    context = {
        "network": network,
        "lead": _told(every),
        "rows": [row for row in every if row.has(kind)],
        "kinds": _kinds(every),
        "kind": kind,
        "trail": [(_("Insight"), reverse("insight:data_sets")), (_("What we know"), "")],
    }
    return render(request, "position/overview.html", context)


@require_safe
def overview_file(request: Request, suffix: str) -> HttpResponse:
    """Give what is known of each theme as a file."""
    network, actor = _network(request), request.actor
    rows = queries.themes_known(network, actor=actor, kind=_kind(request))
    table = tables.overview(rows, network=network, on=actor.today)
    level = most_closed(Openness.PUBLIC, *(row.openness for row in rows))
    if network.pk in actor.network_ids:  # it counts what only the network may read
        level = most_closed(level, Openness.NETWORK)
    name = f"wat-we-weten-{network.slug}-{actor.today}"
    return table_response(request, table, name=name, suffix=suffix, openness=level)


@require_safe
def theme(request: Request, theme_code: str) -> HttpResponse:
    """Show what is known of a theme, and what is missing."""
    network = _network(request)
    found = queries.theme_to_tell(theme_code, network, on=request.actor.today)
    if found is None:
        return redirect("position:theme", _theme(theme_code).code)
    known = queries.theme_known(found, network, actor=request.actor)
    heading = _("What do we know of %(theme)s?") % {"theme": found.name.lower()}
    context = {
        "network": network,
        "heading": heading,
        "theme": found,
        "lead": tables.in_a_sentence(known),
        "known": known,
        "interpretation": interpretation(moved(row.facts for row in known.results)),
        "projects": known.projects[:MOST_SHOWN],
        "more_projects": len(known.projects) - MOST_SHOWN,
        "lessons": known.lessons[:MOST_SHOWN],
        "trail": [
            (_("Insight"), reverse("insight:data_sets")),
            (_("What we know"), reverse("position:overview")),
            (found.name, ""),
        ],
    }
    return render(request, "position/theme.html", context)


@require_safe
def theme_file(request: Request, theme_code: str, suffix: str) -> HttpResponse:
    """Give what is known of a theme as a file, item by item."""
    network, actor = _network(request), request.actor
    found = queries.theme_to_tell(theme_code, network, on=actor.today)
    if found is None:
        return redirect("position:theme_file", _theme(theme_code).code, suffix)
    known = queries.theme_known(found, network, actor=actor)
    table = tables.theme(known, network=network, on=actor.today)
    name = f"wat-we-weten-{network.slug}-{found.code}-{actor.today}"
    return table_response(request, table, name=name, suffix=suffix, openness=_level(known))


def _level(known: ThemeKnowledge) -> str:
    levels = [
        *(row.data_set.openness for row in known.figures),
        *(row.project.openness for row in known.results),
        *(row.openness for row in known.projects),
        *(row.openness for row in known.developments),
        *(row.openness for row in known.papers),
        *(row.project.openness for row in known.lessons),
        *(row.decision.openness for row in known.decisions),
    ]
    return most_closed(Openness.PUBLIC, *levels)


def _network(request: Request) -> Network:
    found = network_chosen(request)
    if found is None:
        raise Http404
    return found


def _theme(code: str) -> Theme:
    found = theme_called(code)
    if found is None:
        raise Http404
    return found


def _kind(request: Request) -> str:
    asked = request.GET.get("mist", "")
    return asked if asked in GapKind.values else ""


def _kinds(rows: list[ThemeRow]) -> list[tuple[GapKind, int]]:
    counted = Counter(gap.kind for row in rows for gap in row.gaps)
    return [(kind, counted[kind]) for kind in GapKind if counted[kind]]


def _told(rows: list[ThemeRow]) -> str:
    """Say in a sentence of how many themes something is missing."""
    if not rows:
        return _("No themes are in use.")
    without = sum(bool(row.gaps) for row in rows)
    blind = sum(row.figure is None for row in rows)
    return f"{_told_missing(without, of=len(rows))} {_told_blind(blind, of=len(rows))}"


def _told_missing(without: int, *, of: int) -> str:
    if not without:
        return _("Of no theme anything is missing.")
    if without == of:
        return _("Of each theme something is missing.")
    words = _("Of %(without)s of the %(count)s themes something is missing.")
    return words % {"without": without, "count": of}


def _told_blind(blind: int, *, of: int) -> str:
    if not blind:
        return _("Each theme has a figure.")
    if blind == of:
        return _("No theme has a figure.")
    words = ngettext(
        "Of %(blind)s theme there is no figure.", "Of %(blind)s themes there is no figure.", blind
    )
    return words % {"blind": blind}
