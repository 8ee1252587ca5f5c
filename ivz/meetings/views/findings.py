"""What does not hold in a proposal."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ivz.meetings.models import Proposal
from ivz.meetings.queries.findings import review_of
from ivz.web.requests import Request


@require_safe
def page(request: Request, body: str, register_number: str) -> HttpResponse:
    """Show every finding on the tables and statements of a proposal, computed now."""
    proposals = Proposal.objects.visible_to(request.actor).select_related(
        "body__network", "data_set", "scheme__network__area"
    )
    proposal = get_object_or_404(proposals, body__slug=body, register_number=register_number)
    found = review_of(proposal, actor=request.actor)
    trail = [(str(proposal), proposal.get_absolute_url()), (found.title, "")]
    context = {"review": found, "proposal": proposal, "trail": trail}
    return render(request, "meetings/findings.html", context)
