"""Computing again what a paper states: one function per kind of claim.

Sentences are general; the cells of the claim fill them in. Policy: docs/policy/figures.md#findings
"""

from collections.abc import Callable
from enum import StrEnum

from django.utils.translation import gettext as _

from ivz.insight.claims import counts, means, mentions
from ivz.insight.claims.cells import Cells, ClaimUnreadable, Outcome
from ivz.insight.findings import Finding
from ivz.insight.models import Claim

__all__ = ["ClaimUnreadable", "Topic", "check_claim", "topic_of"]


class Topic(StrEnum):
    """What a claim is about; pages group by it, in this order."""

    FIGURES = "figures"
    MONEY = "money"
    MENTIONS = "mentions"


_KINDS: dict[str, tuple[Callable[[Cells], Outcome], Topic]] = {
    "percentage_of": (counts.percentage_of, Topic.FIGURES),
    "sum_of": (counts.sum_of, Topic.FIGURES),
    "growth": (counts.growth, Topic.FIGURES),
    "chained_change": (counts.chained_change, Topic.FIGURES),
    "product_of": (means.product_of, Topic.MONEY),
    "covers_cost": (means.covers_cost, Topic.MONEY),
    "funded_until": (means.funded_until, Topic.MONEY),
    "scaled_benchmark": (means.scaled_benchmark, Topic.MONEY),
    "range_contains": (means.range_contains, Topic.MONEY),
    "monotone": (means.monotone, Topic.MONEY),
    "boundary": (means.boundary, Topic.MONEY),
    "same_value": (mentions.same_value, Topic.MENTIONS),
    "years_between": (mentions.years_between, Topic.MENTIONS),
    "listed_all": (mentions.listed_all, Topic.MENTIONS),
}


def check_claim(claim: Claim) -> Finding:
    """Compute a claim again from its cells.

    Raises:
        ClaimUnreadable: the kind is unknown, or a cell is missing or of the wrong sort;
            the message names the claim and the cell.
    """
    compute, _topic = _kind(claim)
    outcome = compute(Cells(claim.code, claim.cells))
    return Finding(code=claim.code, place=claim.place, **vars(outcome))


def topic_of(claim: Claim) -> Topic:
    """Say what a claim is about; measured values that contradict each other are figures."""
    _compute, topic = _kind(claim)
    if claim.kind == "same_value" and mentions.is_about_figures(Cells(claim.code, claim.cells)):
        return Topic.FIGURES
    return topic


def _kind(claim: Claim) -> tuple[Callable[[Cells], Outcome], Topic]:
    if claim.kind not in _KINDS:
        raise ClaimUnreadable(
            _("Claim %(code)s: the kind “%(kind)s” is unknown")
            % {"code": claim.code, "kind": claim.kind}
        )
    return _KINDS[claim.kind]
