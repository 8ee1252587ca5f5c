"""Whether what is stored holds together: rules that span rows, looked at afterwards.

Actions keep these rules one change at a time. Here the whole installation is gone through, so that
what was inserted in bulk, restored or damaged comes to light. A finding names rows by key and
never by title: whoever runs the installation may not read closed texts.
"""

from collections.abc import Callable, Iterator

from ivz.home.queries.integrity.areas import area_findings
from ivz.home.queries.integrity.database import database_findings
from ivz.home.queries.integrity.documents import document_findings
from ivz.home.queries.integrity.effects import effect_findings
from ivz.home.queries.integrity.finding import Finding
from ivz.home.queries.integrity.meetings import meeting_findings
from ivz.home.queries.integrity.network import network_findings
from ivz.home.queries.integrity.numbering import numbering_findings
from ivz.home.queries.integrity.openness import openness_findings
from ivz.home.queries.integrity.portfolios import portfolio_findings
from ivz.home.queries.integrity.projects import project_findings
from ivz.home.queries.integrity.searching import search_findings

CHECKS: dict[str, Callable[[], Iterator[Finding]]] = {
    "database": database_findings,
    "areas": area_findings,
    "bodies and seats": network_findings,
    "portfolios and priorities": portfolio_findings,
    "meetings": meeting_findings,
    "projects": project_findings,
    "numbers of decisions": numbering_findings,
    "effects of decisions": effect_findings,
    "openness": openness_findings,
    "documents": document_findings,
    "search": search_findings,
}


def findings() -> Iterator[Finding]:
    """Give everything that does not hold together."""
    for check in CHECKS.values():
        yield from check()
