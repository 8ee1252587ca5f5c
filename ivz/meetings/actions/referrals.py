"""Putting an open point to another body, and what that body does with it."""

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.decisions.models import FollowUp
from ivz.meetings.models import Referral
from ivz.meetings.rules import referrals as rules
from ivz.meetings.states import Event, ReferralState
from ivz.network.models import Body
from ivz.workflow.versions import lock_version


@transaction.atomic
def refer(follow_up: FollowUp, *, body: Body, text: str, by: Actor) -> Referral:
    """Put an open follow-up to another body, in the network or outside it.

    It stays open on the own agenda until it is marked as done there.
    """
    follow_up = FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up.pk)
    rules.check_may_refer(follow_up, by=by)
    rules.check_target(follow_up, body, text, by=by)
    referral = Referral(follow_up=follow_up, body=body, text=text, referred_on=by.today)
    referral.referred_by_id = by.user.pk if by.user else 0
    referral.save()
    audit(Event.REFERRED, subject=referral, by=by)
    return referral


@transaction.atomic
def withdraw(referral: Referral, *, version: int, by: Actor) -> None:
    """Take back a referral that the other body did nothing with."""
    referral = lock_version(referral, version=version)
    rules.check_may_withdraw(referral, by=by)
    audit(Event.REFERRAL_WITHDRAWN, subject=referral, by=by)
    referral.delete()


@transaction.atomic
def accept(referral: Referral, *, version: int, by: Actor) -> Referral:
    """Tell that the body takes it up; the answer comes later."""
    referral = lock_version(referral, version=version)
    rules.check_may_accept(referral, by=by)
    return _settle(referral, ReferralState.ACCEPTED, Event.REFERRAL_ACCEPTED, by=by)


@transaction.atomic
def answer(referral: Referral, *, text: str, version: int, by: Actor) -> Referral:
    """Answer, whether the body took it up first or not."""
    referral = lock_version(referral, version=version)
    rules.check_may_answer(referral, by=by)
    rules.check_says_something(text)
    referral.answer = text
    return _settle(referral, ReferralState.ANSWERED, Event.REFERRAL_ANSWERED, by=by)


def _settle(referral: Referral, state: ReferralState, event: Event, *, by: Actor) -> Referral:
    referral.state = state
    referral.answered_on = by.today
    referral.answered_by = by.user
    referral.save()
    audit(event, subject=referral, by=by)
    return referral
