"""Pages on areas: the municipalities of a network, and one area."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ivz.errors import passes
from ivz.network.areas_map import NEIGHBOURHOOD_SIZES, QUARTER_SIZES, AreaMap, Place, area_map
from ivz.network.as_of import as_of, day_of_file
from ivz.network.models import Area, Network
from ivz.network.models.areas import AreaKind
from ivz.network.queries import areas_pages as queries
from ivz.network.queries.areas_pages import AreaPage, AreaRegister
from ivz.network.rules.areas import check_may_import_areas
from ivz.tabular.writing import Table
from ivz.web.requests import Request
from ivz.web.tables import table_response

_LARGER = (AreaKind.COUNTRY, AreaKind.UNIT, AreaKind.DISTRICT, AreaKind.POLICE_TEAM)


@require_safe
def areas(request: Request, network_slug: str) -> HttpResponse:
    """Show the municipalities of the network's area on the reference date."""
    network = _network(network_slug)
    chosen = as_of(request)
    register = queries.register_of(network.area, on=chosen.day)
    context = {
        "network": network,
        "as_of": chosen,
        "register": register,
        "map": _map_of(register),
        "may_import": passes(check_may_import_areas, by=request.actor),
    }
    return render(request, "network/areas/areas.html", context)


@require_safe
def area(request: Request, network_slug: str, code: str) -> HttpResponse:
    """Show one area: what it lies in and holds, its mergers and its inhabitants."""
    network = _network(network_slug)
    shown = get_object_or_404(Area, code=code)
    chosen = as_of(request)
    page = queries.area_page(shown, on=chosen.day)
    register = queries.register_of(shown, on=chosen.day) if shown.kind in _LARGER else None
    context = {
        "network": network,
        "as_of": chosen,
        "area": shown,
        "page": page,
        "register": register,
        "is_there": shown.is_in_force(chosen.day),
        "map": _map_of(register) if register else _map_of_parts(page),
    }
    return render(request, "network/areas/area.html", context)


@require_safe
def download(request: Request, network_slug: str, suffix: str) -> HttpResponse:
    """Give the municipalities on the reference date as a table to keep."""
    network = _network(network_slug)
    day = day_of_file(request)
    register = queries.register_of(network.area, on=day)
    table = Table(
        title=_("Municipalities"),
        columns=[
            _("Code"),
            _("Municipality"),
            _("District"),
            _("Police team"),
            _("Inhabitants"),
            _("Dwellings"),
            _("Counted on"),
            _("Source"),
        ],
        rows=[
            [
                each.area.code,
                each.area.name,
                each.district.name if each.district else None,
                each.team.name if each.team else None,
                each.population.inhabitants if each.population else None,
                each.population.dwellings if each.population else None,
                each.population.on if each.population else None,
                each.population.source if each.population else None,
            ]
            for each in register.municipalities
        ],
        facts=[(_("Network"), network.name), (_("Reference date"), day)],
    )
    return table_response(request, table, name=f"gebieden-{network.slug}-{day}", suffix=suffix)


def _network(slug: str) -> Network:
    return get_object_or_404(Network.objects.select_related("area", "parent"), slug=slug)


def _map_of(register: AreaRegister) -> AreaMap | None:
    places = [
        Place(
            area=each.area,
            inhabitants=each.population.inhabitants if each.population else None,
            group=each.district,
        )
        for each in register.municipalities
    ]
    return area_map(places, queries.outlines_of([place.area.pk for place in places]))


def _map_of_parts(page: AreaPage) -> AreaMap | None:
    places = [
        Place(
            area=part.area,
            inhabitants=part.population.inhabitants if part.population else None,
            label=part.area.name.removesuffix(f" van {page.area.name}"),
        )
        for part in page.parts
        if part.area.kind in queries.SMALLER_THAN_MUNICIPALITY
    ]
    outlines = queries.outlines_of([place.area.pk for place in places])
    is_municipality = page.area.kind == AreaKind.MUNICIPALITY
    sizes = QUARTER_SIZES if is_municipality else NEIGHBOURHOOD_SIZES
    return area_map(places, outlines, sizes=sizes) if outlines else None
