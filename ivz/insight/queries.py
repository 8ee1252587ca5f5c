"""What pages, reports and other subjects ask about figures."""

from dataclasses import dataclass

from ivz.accounts.actors import Actor
from ivz.insight.claims import Topic, check_claim, topic_of
from ivz.insight.comparing import compare
from ivz.insight.comparisons import Comparison
from ivz.insight.findings import Finding
from ivz.insight.models import Claim, DataSet, DataSetQuerySet
from ivz.insight.rank_findings import check_comparison
from ivz.insight.recomputed import RecomputedFigure, rows_of
from ivz.network.models import Body, Network


@dataclass(frozen=True, kw_only=True)
class CheckedClaim:
    """A statement in a paper, what computing it again gave, and what it is about."""

    claim: Claim
    finding: Finding
    topic: Topic


def data_sets_for(network: Network | None, *, actor: Actor) -> DataSetQuerySet:
    """Data sets of ``network`` and of the network above it that ``actor`` may read, newest first.

    Without a network: all that ``actor`` may read.
    """
    readable = DataSet.objects.visible_to(actor).select_related("network")
    if network is not None:
        readable = readable.filter(network__in=[network.pk, network.parent_id or network.pk])
    return readable.order_by("-period_until", "title")


def comparison(data_set: DataSet, actor: Actor) -> Comparison:
    """Compare the areas of a data set: rates, ranks, rank sums and the total row.

    Raises:
        DataSet.DoesNotExist: ``actor`` may not read it.
    """
    return compare(DataSet.objects.visible_to(actor).get(pk=data_set.pk))


def checks(data_set: DataSet, actor: Actor) -> list[Finding]:
    """Everything in a data set that was checked, also what agrees; empty if not readable."""
    readable = DataSet.objects.visible_to(actor).filter(pk=data_set.pk).first()
    if readable is None:
        return []
    return check_comparison(compare(readable, with_inhabitants=False))


def findings(data_set: DataSet, actor: Actor) -> list[Finding]:
    """What does not agree in a data set, or only under a condition; empty if not readable."""
    return [check for check in checks(data_set, actor) if check.verdict != "agrees"]


def recomputed(data_set: DataSet, actor: Actor) -> list[RecomputedFigure]:
    """Every figure of a data set beside the published one, for ``bin/ivz figures``.

    Raises:
        DataSet.DoesNotExist: ``actor`` may not read it.
    """
    return rows_of(comparison(data_set, actor))


def checked_claims(body: Body, paper: str) -> list[CheckedClaim]:
    """Every statement of a paper computed again, in the order of the paper.

    Whoever may read the paper may read these; the caller sees to that.
    """
    return [
        CheckedClaim(claim=claim, finding=check_claim(claim), topic=topic_of(claim))
        for claim in Claim.objects.filter(body=body, paper=paper)
    ]
