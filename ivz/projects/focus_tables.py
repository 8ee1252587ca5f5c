"""A focus agenda as a table for a spreadsheet."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from ivz.projects.models import FocusAgenda
from ivz.projects.queries.focus import Focus, FocusPage
from ivz.tabular.writing import Table, Value


def focus(agenda: FocusAgenda, page: FocusPage, *, on: date) -> Table:
    """Write one line per theme and ground; a theme without grounds has one line."""
    return Table(
        title=agenda.title,
        columns=[
            _("order"),
            _("what comes first"),
            _("theme"),
            _("what the Platform does"),
            _("projects"),
            _("kind of ground"),
            _("what it shows"),
            _("source"),
        ],
        rows=[line for each in page.themes for line in _lines(each)],
        facts=[
            (_("Network"), agenda.network.name),
            (_("State"), agenda.get_state_display()),
            (_("First day"), agenda.valid_from),
            (_("Last day"), agenda.last_day),
            (_("Reference date"), on),
        ],
    )


def _lines(focus: Focus) -> Iterator[Sequence[Value]]:
    row = focus.row
    projects = "; ".join(project.title for project in focus.projects)
    theme = row.theme.name if row.theme else ""
    before: list[Value] = [row.position, row.title, theme, row.role, projects]
    if not focus.grounds:
        yield [*before, "", "", ""]
    for each in focus.grounds:
        yield [*before, each.row.get_kind_display(), each.told, each.source]
