"""Sending decisions to their addressees, and acknowledging them.

Policy: docs/policy/decisions.md#complete
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.decisions.letters import tell_addressees
from ivz.decisions.models import Addressee, Decision
from ivz.decisions.rules import completion as rules
from ivz.decisions.states import Event
from ivz.network.models import Body, Organisation, Seat
from ivz.workflow.versions import lock_version


@dataclass(frozen=True, kw_only=True)
class Receivers:
    """To whom a decision is sent."""

    bodies: Collection[Body] = ()
    organisations: Collection[Organisation] = ()
    seats: Collection[Seat] = ()


@transaction.atomic
def send(decision: Decision, to: Receivers, *, by: Actor) -> list[Addressee]:
    """Send a decision to whoever is not an addressee yet, and mail the people concerned once.

    Who sits in two of the addressees, or acts for one that still waits, gets no second mail.
    """
    decision = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("body__network", "restriction")
        .get(pk=decision.pk)
    )
    rules.check_may_address(decision, by=by)
    had = list(Addressee.objects.filter(decision=decision).select_related("seat"))
    sent = _not_yet(had, to)
    for addressee in sent:
        _send(addressee, decision, by=by)
    tell_addressees(sent, apart_from=[each for each in had if not each.is_acknowledged], by=by)
    return sent


def _not_yet(had: Collection[Addressee], to: Receivers) -> list[Addressee]:
    """Give who is chosen and no addressee yet; of somebody with more seats the first one counts."""
    known = {(each.body_id, each.organisation_id) for each in had}
    seats = {each.seat_id for each in had}
    people = {each.seat.person_id for each in had if each.seat is not None}
    sent = [Addressee(body=each) for each in to.bodies if (each.pk, None) not in known]
    sent += [
        Addressee(organisation=each) for each in to.organisations if (None, each.pk) not in known
    ]
    for seat in to.seats:
        if seat.pk not in seats and seat.person_id not in people:
            sent.append(Addressee(seat=seat))
            people.add(seat.person_id)
    return sent


def _send(addressee: Addressee, decision: Decision, *, by: Actor) -> None:
    target = addressee.body or addressee.organisation or addressee.seat
    assert target is not None  # noqa: S101 made so in the lines above
    rules.check_may_receive(target, decision, by=by)
    addressee.decision = decision
    addressee.sent_on = by.today
    addressee.sent_by = by.user
    addressee.save()
    audit(Event.DECISION_SENT, subject=addressee, by=by)


@transaction.atomic
def acknowledge(addressee: Addressee, *, version: int, by: Actor) -> Addressee:
    """Acknowledge as somebody of the addressee that the decision was received."""
    addressee = lock_version(addressee, version=version)
    rules.check_may_acknowledge(addressee, by=by)
    addressee.evidence = ""
    return _acknowledge(addressee, by=by)


@transaction.atomic
def acknowledge_all(addressee: Addressee, *, version: int, by: Actor) -> list[Addressee]:
    """Acknowledge for an addressee, and for all others of its decision that ``by`` acts for."""
    done = [acknowledge(addressee, version=version, by=by)]
    waits = Addressee.objects.waiting_for(by).filter(decision=addressee.decision_id)
    rows = list(waits.order_by("pk"))
    return done + [acknowledge(row, version=row.version, by=by) for row in rows]


@transaction.atomic
def acknowledge_for(addressee: Addressee, *, evidence: str, version: int, by: Actor) -> Addressee:
    """Acknowledge as the secretary for an addressee, with where that appears from."""
    addressee = lock_version(addressee, version=version)
    rules.check_may_acknowledge_for(addressee, by=by)
    rules.check_evidence(evidence)
    addressee.evidence = evidence.strip()
    return _acknowledge(addressee, by=by)


def _acknowledge(addressee: Addressee, *, by: Actor) -> Addressee:
    # The day of the example can be set back to before the decision was sent.
    addressee.acknowledged_on = max(by.today, addressee.sent_on)
    addressee.acknowledged_by = by.user
    addressee.save()
    audit(Event.ACKNOWLEDGED, subject=addressee, by=by)
    return addressee


@transaction.atomic
def take_back(addressee: Addressee, *, version: int, by: Actor) -> Addressee:
    """Let an acknowledgement wait again; what it appeared from stays for the secretary."""
    addressee = lock_version(addressee, version=version)
    rules.check_may_take_back(addressee, by=by)
    addressee.acknowledged_on = None
    addressee.acknowledged_by = None
    addressee.save()
    audit(Event.ACKNOWLEDGEMENT_TAKEN_BACK, subject=addressee, by=by)
    return addressee


@transaction.atomic
def remove(addressee: Addressee, *, version: int, by: Actor) -> None:
    """Take an addressee off the list; a mail that went out is not called back.

    Evidence that was recorded for it stays, for the secretary.
    """
    addressee = lock_version(addressee, version=version)
    rules.check_may_remove(addressee, by=by)
    audit(Event.ADDRESSEE_REMOVED, subject=addressee, by=by)
    if addressee.evidence:
        addressee.removed_on = by.today
        addressee.save()
    else:
        addressee.delete()
