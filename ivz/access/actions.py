"""Letting somebody look along, and reviewing who has access.

Policy: docs/policy/access.md
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from ivz.access import queries, rules
from ivz.access.letters import remind_of_review
from ivz.access.models import AccessReview, AccessVerdict, HelpSession
from ivz.access.states import Event, Verdict
from ivz.accounts.actors import Actor, system_actor
from ivz.accounts.models import User
from ivz.audit.actions import record as audit
from ivz.audit.models import AuditEntry, Result
from ivz.errors import RuleBroken
from ivz.network.actions import upkeep_seats
from ivz.network.actions.upkeep import Correction
from ivz.network.models import Network, Person, Seat, in_force
from ivz.signin.actions.keeping import lock

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 10


@transaction.atomic
def offer_help(*, now: datetime, by: Actor) -> str:
    """Make a code with which somebody may look along once; earlier unused codes stop working."""
    if by.user is None:
        raise RuleBroken(_("Sign in first."))
    HelpSession.objects.on_offer(now).filter(user=by.user).update(ended_at=now)
    code = "".join(secrets.choice(LETTERS) for _letter in range(CODE_LENGTH))
    offer = HelpSession.objects.create(
        user=by.user, code_digest=digest_of(code), until=now + rules.CODE_WORKS
    )
    audit(Event.HELP_OFFERED, subject=offer, by=by)
    return code


def digest_of(code: str) -> str:
    """Give what is stored of a code; spaces and small letters make no difference."""
    kept = "".join(code.split()).upper()
    return salted_hmac("ivz.access.help", kept, algorithm="sha256").hexdigest()


@transaction.atomic
def start_helping(code: str, *, reason: str, now: datetime, by: Actor) -> HelpSession:
    """Look along with whoever made ``code``, read-only, for half an hour at most."""
    rules.check_may_help(by=by)
    if not reason.strip():
        raise RuleBroken(_("Say in a few words why."))
    offers = HelpSession.objects.on_offer(now).select_for_update(of=("self",))
    session = offers.filter(code_digest=digest_of(code)).select_related("user").first()
    _check_not_guessing(now, by=by)
    rules.check_may_help_this(session, by=by)
    if session is None:
        raise RuleBroken(_("Ask for a new code."))
    session.helper, session.reason = by.user, reason.strip()
    session.started_at, session.until = now, now + rules.LOOKS_ALONG
    session.save()
    audit(Event.HELP_STARTED, subject=session, by=by)
    return session


def _check_not_guessing(now: datetime, *, by: Actor) -> None:
    wrong = AuditEntry.objects.filter(
        by=by.name, event=Event.HELP_REFUSED, at__gte=now - rules.CODE_WORKS
    )
    if wrong.count() >= rules.WRONG_CODES_ALLOWED:
        raise RuleBroken(_("Too many codes that do not work. Try again in a quarter of an hour."))


@transaction.atomic
def note_wrong_code(*, by: Actor) -> None:
    """Keep that a code did not work; apart, for the refusal undoes what came before it."""
    if by.user is not None:
        audit(Event.HELP_REFUSED, subject=by.user, by=by, result=Result.REFUSED)


@transaction.atomic
def end_helping(session: HelpSession, *, now: datetime, by: Actor) -> None:
    """Stop looking along; the helper may, and so may whoever is helped."""
    if session.ended_at is None:
        session.ended_at = now
        session.save(update_fields=["ended_at"])
        audit(Event.HELP_ENDED, subject=session, by=by)


@dataclass(frozen=True, kw_only=True)
class Judged:
    """Of whom a verdict is, and what that one held when it was given."""

    label: str
    holds: str
    person: Person | None = None
    account: User | None = None


@transaction.atomic
def judge_person(network: Network, person: Person, verdict: Verdict, *, by: Actor) -> AccessVerdict:
    """Say of somebody's seats in ``network`` that they are right, or revoke them all at once."""
    rules.check_may_review(network, by=by)
    seats = Seat.objects.filter(
        in_force(by.today), body__network=network, person=person, is_revoked=False
    ).select_related("body__network")
    held = list(seats)
    if verdict == Verdict.REVOKED:
        rules.check_not_oneself(person.pk == by.person_id)
    given = _note(
        network,
        Judged(label=person.function, holds="\n".join(str(seat) for seat in held), person=person),
        verdict,
        by=by,
    )
    if verdict == Verdict.REVOKED:
        because = Correction(network=network, by=by, reason=_("Revoked at the access review"))
        upkeep_seats.revoke_all(held, correction=because)
    _complete(given.review, by=by)
    return given


@transaction.atomic
def judge_account(account: User, verdict: Verdict, *, by: Actor) -> AccessVerdict:
    """Say of an account and its duties that they are right, or lock it at once."""
    rules.check_may_review(None, by=by)
    if verdict == Verdict.REVOKED:
        rules.check_not_oneself(account == by.user)
    duties = account.duties.filter(account.duties.model.in_force(by.today))
    holds = "\n".join(str(duty.get_duty_display()) for duty in duties)
    judged = Judged(label=account.username, holds=holds, account=account)
    given = _note(None, judged, verdict, by=by)
    if verdict == Verdict.REVOKED:
        lock(account, by=by)
    _complete(given.review, by=by)
    return given


def _note(network: Network | None, judged: Judged, verdict: Verdict, *, by: Actor) -> AccessVerdict:
    review = open_review(network, on=by.today, by=by)
    values = {
        "label": judged.label[:200],
        "holds": judged.holds,
        "verdict": verdict,
        "on": by.today,
        "by": by.user,
    }
    given, _is_new = AccessVerdict.objects.update_or_create(
        review=review, person=judged.person, account=judged.account, defaults=values
    )
    is_right = verdict == Verdict.RIGHT
    audit(Event.ACCESS_RIGHT if is_right else Event.ACCESS_REVOKED, subject=given, by=by)
    return given


def open_review(network: Network | None, *, on: date, by: Actor) -> AccessReview:
    """Give the round that is going on, or begin one."""
    review = queries.current_review(network)
    if review is None:
        review = AccessReview.objects.create(network=network, opened_on=on)
        audit(Event.REVIEW_OPENED, subject=review, by=by)
    return review


def _complete(review: AccessReview, *, by: Actor) -> None:
    """End the round once everybody had a verdict."""
    if queries.progress(review, on=by.today).waiting:
        return
    review.completed_on = by.today
    review.save()
    audit(Event.REVIEW_COMPLETED, subject=review, by=by)


@transaction.atomic
def remind_of_due_reviews(today: date) -> None:
    """Mail whoever has to do a round that is due, and again every thirty days until it is done."""
    by = system_actor(today, origin="worker")
    waiting = AccessReview.objects.filter(completed_on=None).select_related("network")
    for review in waiting.select_for_update(of=("self",)):
        is_fresh = review.reminded_on and review.reminded_on > today - rules.REMINDED_EVERY
        if is_fresh or not queries.is_due(review.network, on=today):
            continue
        for user in queries.reviewers(review.network, on=today):
            remind_of_review(user, review)
        review.reminded_on = today
        review.save()
        audit(Event.REVIEW_REMINDED, subject=review, by=by)


@transaction.atomic
def open_due_reviews(today: date) -> None:
    """Begin the round wherever the last one is a year ago; who reviews sees it on *Vandaag*."""
    by = system_actor(today, origin="worker")
    for network in [None, *Network.objects.filter(bodies__seats__isnull=False).distinct()]:
        if queries.is_due(network, on=today):
            open_review(network, on=today, by=by)
