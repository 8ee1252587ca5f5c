"""What does not hold in a proposal."""

from collections import defaultdict

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ivz.accounts.actors import Actor
from ivz.finance import queries as finance
from ivz.insight import queries as insight
from ivz.insight.claims import Topic
from ivz.insight.findings import Finding
from ivz.insight.reviews import Review, review
from ivz.meetings.models import Proposal
from ivz.meetings.queries import proposals as queries
from ivz.web.requests import Request


@require_safe
def page(request: Request, body: str, register_number: str) -> HttpResponse:
    """Show every finding on the tables and statements of a proposal, computed now."""
    proposals = Proposal.objects.visible_to(request.actor).select_related(
        "body__network", "data_set", "scheme__network__area"
    )
    proposal = get_object_or_404(proposals, body__slug=body, register_number=register_number)
    found = _review(proposal, request.actor)
    trail = [(str(proposal), proposal.get_absolute_url()), (found.title, "")]
    context = {"review": found, "proposal": proposal, "trail": trail}
    return render(request, "meetings/findings.html", context)


def _review(proposal: Proposal, actor: Actor) -> Review:
    """Gather the findings; a table that ``actor`` may not read gives none."""
    found: dict[Topic, list[Finding]] = defaultdict(list)
    if proposal.data_set is not None:
        found[Topic.FIGURES] += insight.checks(proposal.data_set, actor)
    if proposal.scheme is not None:
        found[Topic.MONEY] += finance.findings(proposal.scheme, actor=actor)
    for checked in queries.checked_claims(proposal):
        found[checked.topic].append(checked.finding)
    return review(found)
