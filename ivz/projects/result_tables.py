"""The results as a table for a spreadsheet."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from ivz.network.models import Network
from ivz.projects.queries.results import ResultRow
from ivz.tabular.writing import Table, Value


def results(rows: Iterable[ResultRow], *, network: Network, note: str, on: date) -> Table:
    """Write one line per indicator, as the page does; ``note`` is what it does not prove."""
    return Table(
        title=_("Results"),
        columns=[
            _("project"),
            _("address"),
            _("phase"),
            _("theme"),
            _("portfolio holder"),
            _("indicator"),
            _("unit"),
            _("definition"),
            _("should"),
            _("start"),
            _("day of the start"),
            _("target"),
            _("day of the target"),
            _("day has passed"),
            _("last figure"),
            _("day of the last figure"),
            _("provisional"),
            _("source"),
            _("stands"),
            _("why"),
            _("answers for it"),
            _("invented example"),
        ],
        rows=[_line(row) for row in rows],
        facts=[
            (_("Network"), network.name),
            (_("Reference date"), on),
            (_("What this does not prove"), note),
        ],
    )


def _line(row: ResultRow) -> Sequence[Value]:
    indicator, project, facts, latest = row.indicator, row.project, row.facts, row.latest
    return [
        project.title,
        project.slug,
        project.get_state_display(),
        row.theme.name if row.theme else "",
        row.holder,
        indicator.name,
        indicator.unit,
        row.data_set.definition if row.data_set else "",
        indicator.get_direction_display(),
        facts.baseline,
        facts.baseline_on,
        facts.target,
        facts.target_on,
        row.is_past,
        latest.value if latest else None,
        latest.on if latest else None,
        latest.is_provisional if latest else None,
        latest.source if latest else indicator.source,
        str(row.standing.label),
        row.reason,
        row.answers,
        project.is_invented,
    ]
