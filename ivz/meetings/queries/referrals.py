"""What pages ask about open points that bodies put to one another."""

from collections.abc import Collection
from dataclasses import dataclass

from ivz.accounts.actors import Actor
from ivz.accounts.prepared import prepared
from ivz.decisions.models import FollowUp
from ivz.errors import passes
from ivz.meetings.models import Referral
from ivz.meetings.models.referrals import ReferralQuerySet
from ivz.meetings.rules import referrals as rules
from ivz.meetings.states import ReferralState


@dataclass(frozen=True, kw_only=True)
class ReferralRow:
    """A referral with what its reader may do."""

    referral: Referral
    may_accept: bool
    may_answer: bool
    may_withdraw: bool


def received(actor: Actor) -> list[ReferralRow]:
    """Give what was put to the bodies of ``actor``, what waits first; one query."""
    found = Referral.objects.visible_to(actor).received_by(actor)
    return _rows(found.select_related("body", "follow_up__body"), actor=actor)


def sent(actor: Actor) -> list[ReferralRow]:
    """Give what bodies of ``actor`` put to others, what waits first; one query."""
    found = Referral.objects.visible_to(actor).filter(
        follow_up__body__in=sorted(actor.body_ids),
        follow_up__in=FollowUp.objects.visible_to(actor),
    )
    return _rows(found.select_related("body", "follow_up__body"), actor=actor)


def _rows(referrals: Collection[Referral], *, actor: Actor) -> list[ReferralRow]:
    order = list(ReferralState)
    rows = [
        ReferralRow(
            referral=each,
            may_accept=passes(rules.check_may_accept, each, by=actor),
            may_answer=passes(rules.check_may_answer, each, by=actor),
            may_withdraw=passes(rules.check_may_withdraw, each, by=actor),
        )
        for each in referrals
    ]
    return sorted(rows, key=lambda row: order.index(ReferralState(row.referral.state)))


def referrals_of(follow_ups: Collection[FollowUp], *, actor: Actor) -> dict[int, Referral]:
    """Give the referral of each follow-up that has one ``actor`` may read; one query."""
    known = _referrals_of(actor, tuple(each.pk for each in follow_ups))
    return {each.follow_up_id: each for each in known}


@prepared
def _referrals_of(actor: Actor, keys: tuple[int, ...]) -> ReferralQuerySet:
    known = Referral.objects.visible_to(actor).filter(follow_up__pk__in=keys)
    return known.select_related("body")
