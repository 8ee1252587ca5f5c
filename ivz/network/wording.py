"""Short words for what stands on a line between two bodies."""

from django.utils.translation import gettext_lazy as _

from ivz.network.models.bodies import RelationKind

_ON_A_LINE = {
    RelationKind.ADVISES: _("advises"),
    RelationKind.REPORTS_TO: _("reports up to"),
    RelationKind.COMMISSIONS: _("client of"),
    RelationKind.PREPARES: _("prepares"),
    RelationKind.STEERS: _("steers it"),
    RelationKind.WATCHES_FOR: _("watches for"),
    RelationKind.INFORMS: _("informs"),
}


def relation_line(kind: str) -> str:
    """Give the word for a relation where there is little room."""
    return str(_ON_A_LINE[RelationKind(kind)])
