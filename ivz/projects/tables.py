"""The portfolio as a table for a spreadsheet."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from ivz.network.models import Network
from ivz.projects.queries.portfolio import Place, PortfolioRow
from ivz.projects.states import Aspect
from ivz.tabular.writing import Table, Value


def portfolio(rows: Iterable[PortfolioRow], *, network: Network, on: date) -> Table:
    """Write one line per project, a light and its reason in cells of their own."""
    lights = [heading for aspect in Aspect for heading in (aspect.label, _("reason"))]
    return Table(
        title=_("Projects"),
        columns=[
            _("address"),
            _("project"),
            _("kind"),
            _("phase"),
            _("theme"),
            _("portfolio holder"),
            _("project leader"),
            _("first day"),
            _("last day"),
            _("priority"),
            *map(str, lights),
            _("reported on"),
            _("report overdue"),
            _("next decision"),
            _("body"),
            _("day"),
            _("hours a week asked"),
            _("hours a week promised"),
            _("hours promised so far"),
            _("hours delivered"),
            _("invented example"),
        ],
        rows=[_line(row) for row in rows],
        facts=[
            (_("Network"), network.name),
            (_("Reference date"), on),
            (_("Source"), _("Projects of %(network)s") % {"network": network.name}),
        ],
    )


def _line(row: PortfolioRow) -> Sequence[Value]:
    project, awaited = row.project, row.next_decision
    lights: list[Value] = []
    for _aspect, light in row.aspects:
        lights += [light.get_colour_display(), light.reason] if light else ["", ""]
    return [
        project.slug,
        project.title,
        project.get_kind_display(),
        str(row.phase.label),
        project.theme.name if project.theme else "",
        _function(row.holder),
        _function(row.leader),
        project.starts_on,
        project.ends_on,
        row.priority,
        *lights,
        row.reported_on,
        row.is_report_due,
        awaited.question if awaited else "",
        awaited.body if awaited else "",
        awaited.on if awaited else None,
        row.asked,
        row.promised,
        row.owed,
        row.delivered,
        project.is_invented,
    ]


def _function(place: Place | None) -> str:
    return place.function if place else ""
