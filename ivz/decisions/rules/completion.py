"""Who may receive a decision, and who acknowledges it.

Policy: docs/policy/decisions.md#complete
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.decisions.models import Addressee, Decision
from ivz.decisions.models.completion import addressed_to
from ivz.decisions.rules import check_may_record
from ivz.errors import RuleBroken
from ivz.network.models import Body, Organisation, Seat, in_force


def seats_that_read(decision: Decision, *, on: date) -> "QuerySet[Seat]":
    """Give the filled seats of the network whose holders may read ``decision``."""
    seats = _in_force(on).exclude(person=None).filter(body__network=decision.body.network_id)
    if decision.openness == Openness.BODY:
        return seats.filter(body=decision.body_id)
    if decision.restriction is not None:
        return seats.filter(person__in=decision.restriction.readers.values("pk"))
    return seats


def bodies_that_read(decision: Decision, *, on: date) -> "QuerySet[Body]":
    """Give the bodies of which every member may read ``decision``; any body where it is public."""
    bodies = Body.objects.filter(in_force(on))
    if decision.openness == Openness.PUBLIC:
        return bodies
    if decision.openness == Openness.NETWORK:
        return bodies.filter(network=decision.body.network_id)
    if decision.openness == Openness.BODY:
        return bodies.filter(pk=decision.body_id)
    return bodies.none()


def organisations_that_read(decision: Decision, *, on: date) -> "QuerySet[Organisation]":
    """Give the organisations for which somebody in the network may read ``decision``."""
    if decision.openness == Openness.RESTRICTED:
        return Organisation.objects.none()
    seats = seats_that_read(decision, on=on)
    named = Q(pk__in=seats.values("organisation")) | Q(pk__in=seats.values("person__organisation"))
    return Organisation.objects.filter(named, in_force(on))


def seats_of(addressee: Addressee, *, on: date) -> "QuerySet[Seat]":
    """Give the seats whose holders receive a decision as, or on behalf of, ``addressee``."""
    if addressee.body is not None:
        return _in_force(on).exclude(person=None).filter(body=addressee.body)
    read = seats_that_read(addressee.decision, on=on)
    if addressee.organisation is not None:
        works_there = Q(person__organisation=addressee.organisation)
        return read.filter(works_there | Q(organisation=addressee.organisation))
    return read.filter(pk=addressee.seat_id or 0)


def _in_force(on: date) -> "QuerySet[Seat]":
    return Seat.objects.filter(in_force(on), in_force(on, prefix="body__"), is_revoked=False)


def check_may_address(decision: Decision, *, by: Actor) -> None:
    """Let the secretary of the body say who receives a decision that holds."""
    check_may_record(decision.body, by=by)
    if decision.is_practice:
        raise RuleBroken(_("This is practice: nobody receives it."))
    if Decision.objects.filter(corrects=decision).exists():
        raise RuleBroken(_("This decision was put right. Send the decision that holds now."))


def check_may_receive(target: Body | Organisation | Seat, decision: Decision, *, by: Actor) -> None:
    """Refuse an addressee that may not read the decision."""
    readers: dict[type, QuerySet[Body] | QuerySet[Organisation] | QuerySet[Seat]] = {
        Body: bodies_that_read(decision, on=by.today),
        Organisation: organisations_that_read(decision, on=by.today),
        Seat: seats_that_read(decision, on=by.today),
    }
    if not readers[type(target)].filter(pk=target.pk).exists():
        raise RuleBroken(
            _("%(name)s may not read this decision, so it cannot be sent there.") % {"name": target}
        )


def check_may_acknowledge(addressee: Addressee, *, by: Actor) -> None:
    """Let anybody of the addressee acknowledge, once."""
    own = Addressee.objects.filter(addressed_to(by), pk=addressee.pk)
    if not by.seats or not own.exists():
        raise PermissionDenied
    _check_waits(addressee)


def check_may_acknowledge_for(addressee: Addressee, *, by: Actor) -> None:
    """Let the secretary acknowledge on behalf of an addressee, once."""
    check_may_record(addressee.decision.body, by=by)
    _check_waits(addressee)


def check_evidence(evidence: str) -> None:
    """Ask where it appears from that somebody else acknowledged."""
    if not evidence.strip():
        raise RuleBroken(_("Write down where that appears from, such as a letter or a mail."))


def check_may_take_back(addressee: Addressee, *, by: Actor) -> None:
    """Let whoever acknowledged, or the secretary, take that back."""
    is_own = by.user is not None and addressee.acknowledged_by_id == by.user.pk
    if not is_own:
        check_may_record(addressee.decision.body, by=by)
    if not addressee.is_acknowledged:
        raise RuleBroken(_("The receipt of this was not acknowledged."))


def check_may_remove(addressee: Addressee, *, by: Actor) -> None:
    """Let the secretary take an addressee off the list, as long as it acknowledged nothing."""
    check_may_record(addressee.decision.body, by=by)
    if addressee.is_acknowledged:
        raise RuleBroken(_("This addressee acknowledged the decision and stays on the list."))


def _check_waits(addressee: Addressee) -> None:
    if addressee.is_acknowledged:
        raise RuleBroken(_("The receipt of this was acknowledged already."))
    if Decision.objects.filter(corrects=addressee.decision_id).exists():
        raise RuleBroken(_("This decision was put right; nothing waits here any more."))
