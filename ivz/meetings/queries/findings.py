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


def computed_again(listed: DecisionList) -> list[Proposal]:
    """Give the papers of a list that rest on tables, which can be computed again; no query."""
    papers = [each.proposal for each in listed.papers]
    return [paper for paper in papers if paper.data_set_id or paper.scheme_id]
