"""The overview of all work as a table for a spreadsheet."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from ivz.network.models import Network
from ivz.projects.queries.overview import Work, WorkOfAKind
from ivz.tabular.writing import Table, Value


def overview(groups: Iterable[WorkOfAKind], *, network: Network, on: date) -> Table:
    """Write one line per piece of work, in the order of the page."""
    return Table(
        title=_("All work"),
        columns=[
            _("kind"),
            _("work"),
            _("theme"),
            _("phase"),
            _("who"),
            _("what comes next"),
            _("day"),
            _("agreed in"),
            _("address"),
            _("invented example"),
        ],
        rows=[_line(work) for group in groups for work in group.rows],
        facts=[(_("Network"), network.name), (_("Reference date"), on)],
    )


def _line(work: Work) -> list[Value]:
    project, coming = work.project, work.coming
    return [
        project.get_kind_display(),
        project.title,
        project.theme.name if project.theme else "",
        project.get_state_display(),
        "; ".join(work.who),
        coming.what if coming else "",
        coming.on if coming else None,
        "; ".join(filter(None, [work.agreed, project.origin])),
        project.slug,
        project.is_invented,
    ]
