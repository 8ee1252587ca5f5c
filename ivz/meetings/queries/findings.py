"""What does not hold in a proposal, from every subject that its tables and statements rest on."""

from collections import defaultdict

from ivz.accounts.actors import Actor
from ivz.finance import queries as finance
from ivz.insight import queries as insight
from ivz.insight.claims import Topic
from ivz.insight.findings import Finding
from ivz.insight.reviews import Review, review
from ivz.meetings.models import Proposal
from ivz.meetings.queries.decision_lists import DecisionList
from ivz.meetings.queries.proposals import checked_claims


def review_of(proposal: Proposal, *, actor: Actor) -> Review:
    """Gather the findings; a table that ``actor`` may not read gives none."""
    found: dict[Topic, list[Finding]] = defaultdict(list)
    if proposal.data_set is not None:
        found[Topic.FIGURES] += insight.checks(proposal.data_set, actor)
    if proposal.scheme is not None:
        found[Topic.MONEY] += finance.findings(proposal.scheme, actor=actor)
    for checked in checked_claims(proposal):
        found[checked.topic].append(checked.finding)
    return review(found)


def reviews_of(listed: DecisionList, *, actor: Actor) -> list[tuple[Proposal, Review]]:
    """Give each paper of a list in which something does not hold, with what that is."""
    papers = Proposal.objects.filter(pk__in=[each.proposal.pk for each in listed.papers])
    found = [
        (paper, review_of(paper, actor=actor))
        for paper in papers.select_related("body__network", "data_set", "scheme__network__area")
    ]
    return [(paper, review) for paper, review in found if review.groups]
