"""Who may impose, change, prolong and lift secrecy, and when.

Policy: docs/policy/openness.md#restricted
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.authorization.permissions import Permission
from ivz.decisions import guarded
from ivz.decisions.models import Decision, Guarded, Restriction
from ivz.errors import RuleBroken


def check_may_impose(row: Guarded, *, by: Actor) -> None:
    """Let whoever may restrict where the record belongs close it, once."""
    kind = guarded.kind_of(row)
    if not by.may(kind.permission, within=kind.place(row)):
        raise PermissionDenied(kind.permission)
    if row.restriction_id is not None:
        raise RuleBroken(_("This is restricted already. Change that restriction instead."))


def check_imposed_by(row: Guarded, decision: Decision) -> None:
    """Let the body that owns a record impose secrecy on it; a network's, any of its bodies."""
    kind = guarded.kind_of(row)
    body = kind.body(row)
    is_own = decision.body == body if body else decision.body.network == kind.network(row)
    if not is_own:
        raise RuleBroken(_("Choose a decision of the body itself: no other one imposes secrecy."))


def check_end(ends_on: date, *, on: date) -> None:
    """Refuse an end date that is over."""
    if ends_on <= on:
        raise RuleBroken(_("The end date of the restriction must lie in the future."))


def check_may_handle(restriction: Restriction, *, by: Actor) -> None:
    """Let readers who may restrict in the body that imposed it change a restriction in force."""
    if not Restriction.objects.visible_to(by).filter(pk=restriction.pk).exists():
        raise PermissionDenied(Permission.RESTRICT)
    check_reader_may_handle(restriction, by=by)


def check_reader_may_handle(restriction: Restriction, *, by: Actor) -> None:
    """Let one of its readers change a restriction in force, who may restrict in that body."""
    if not by.may(Permission.RESTRICT, within=restriction.imposed_by.body):
        raise PermissionDenied(Permission.RESTRICT)
    if restriction.lifted_on is not None:
        raise RuleBroken(_("This restriction was lifted already."))


def check_later(restriction: Restriction, ends_on: date, *, on: date) -> None:
    """Refuse to prolong to a day that is not later than the one that was set."""
    check_end(ends_on, on=on)
    if ends_on <= restriction.ends_on:
        raise RuleBroken(_("Choose a day after the one on which it would be looked at again."))


def check_may_lift(
    restriction: Restriction, to: Openness, *, decision: Decision | None, by: Actor
) -> None:
    """Before the end date only a decision of the imposing body lifts; public asks more.

    Opening to everyone is publishing, so it asks the right to publish.
    """
    check_may_handle(restriction, by=by)
    body = restriction.imposed_by.body
    if to == Openness.RESTRICTED:
        raise RuleBroken(_("Choose who may read it from now on."))
    if to == Openness.PUBLIC and not by.may(Permission.PUBLISH_DECISIONS, within=body):
        raise RuleBroken(
            _("Only the secretary of %(body)s makes things public. Choose network or body.")
            % {"body": body.name}
        )
    if decision is not None and decision.body_id != body.pk:
        raise RuleBroken(
            _("Only a decision of %(body)s, which imposed it, lifts it.") % {"body": body.name}
        )
    if decision is None and by.today < restriction.ends_on:
        raise RuleBroken(
            _("The end date is not there yet. Choose the decision of %(body)s that lifts it.")
            % {"body": body.name}
        )


def check_says_why(why: str) -> None:
    """Refuse an act on a restriction without a reason."""
    if not why.strip():
        raise RuleBroken(_("Say in a few words why."))
