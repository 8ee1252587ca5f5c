"""Who asks and who notes decisions elsewhere, and what noting one needs.

Policy: docs/policy/decisions.md#elsewhere
"""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.decisions.models import Decision, DecisionElsewhere
from ivz.decisions.rules import check_may_record
from ivz.decisions.states import AWAITED_ELSEWHERE, DECIDED_ELSEWHERE, ElsewhereState
from ivz.errors import RuleBroken
from ivz.network.models import Organisation
from ivz.network.rules.rights import keeps


def check_may_ask(decision: Decision, *, by: Actor) -> None:
    """Let the secretary of the body say on which decisions elsewhere a decision depends."""
    check_may_record(decision.body, by=by)
    if decision.is_practice:
        raise RuleBroken(_("This is practice: nobody elsewhere is asked anything."))
    if Decision.objects.filter(corrects=decision).exists():
        raise RuleBroken(_("This decision was put right. Ask it at the decision that holds now."))


def check_asked(organisations: Collection[Organisation], what: str) -> None:
    """Ask of whom, and what has to be decided there."""
    if not organisations:
        raise RuleBroken(_("Choose at least one organisation."))
    if not what.strip():
        raise RuleBroken(_("Write down what has to be decided there."))


def check_may_note(row: DecisionElsewhere, *, by: Actor) -> None:
    """Let the organisation's own coordinator, or the secretary, fill in how far it is."""
    if by.may(Permission.RECORD_DECISIONS, within=row.decision.body):
        return
    if not keeps(row.organisation, network=row.decision.body.network, by=by):
        raise PermissionDenied(Permission.MAINTAIN_ORGANISATION)


def check_noted(row: DecisionElsewhere, *, by: Actor) -> None:
    """Ask the day of a decision and where it appears from; a decision lies not in the future."""
    state = ElsewhereState(row.state)
    if state in DECIDED_ELSEWHERE and row.on is None:
        raise RuleBroken(_("Give the day on which it was decided."), field="on")
    if state in DECIDED_ELSEWHERE and row.on is not None and row.on > by.today:
        raise RuleBroken(_("That day is still to come. Choose “On the agenda there”."), field="on")
    if state not in AWAITED_ELSEWHERE and not (row.evidence.strip() or row.link):
        raise RuleBroken(
            _("Write down where that appears from, or give a link to it."), field="evidence"
        )


def check_may_remove(row: DecisionElsewhere, *, by: Actor) -> None:
    """Let the secretary take a row off that was asked by mistake: nothing is noted yet."""
    check_may_record(row.decision.body, by=by)
    if row.state != ElsewhereState.ASKED:
        raise RuleBroken(_("Something was noted here already. Choose “Not needed” instead."))
