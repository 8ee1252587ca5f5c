"""Who describes a pilot, offers it to another network, and answers such an offer.

Policy: docs/policy/projects.md#pilots
"""

from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.errors import RuleBroken
from ivz.network.models import Network
from ivz.projects.models import Project, Transfer, Trial
from ivz.projects.rules.groups import check_is_alive
from ivz.projects.rules.rights import check_may_lead, check_may_steer
from ivz.projects.states import ProjectKind, TransferState

WITH_REASON = {TransferState.DECLINED, TransferState.CHANGED}


def check_may_describe(project: Project, *, by: Actor) -> None:
    """Let who leads a pilot say what it tries and what came of it."""
    check_may_lead(project, by=by)
    check_is_alive(project)
    if project.kind != ProjectKind.PILOT:
        raise RuleBroken(_("Only a pilot says what it tries."))


def check_may_offer(project: Project, network: Network | None = None, *, by: Actor) -> None:
    """Let chair and coordinator offer a pilot that others may know of to another network."""
    check_may_steer(project.network, by=by)
    if project.kind != ProjectKind.PILOT:
        raise RuleBroken(_("Only a pilot is offered to others."))
    if project.openness not in {Openness.PUBLIC, Openness.NETWORK}:
        raise RuleBroken(_("This pilot is closed. Open it to the network before you offer it."))
    trial = Trial.objects.filter(project=project).first()
    if trial is None or not trial.result.strip():
        raise RuleBroken(_("Note first what is tried and what came of it."))
    if network is None:
        return
    if network == project.network:
        raise RuleBroken(_("The pilot is of this network already."))
    if Transfer.objects.filter(project=project, network=network).exists():
        raise RuleBroken(
            _("The pilot was offered to %(network)s already.") % {"network": network.name}
        )


def check_may_answer(transfer: Transfer, *, by: Actor) -> None:
    """Let chair and coordinator of the receiving network answer, and change that later."""
    check_may_steer(transfer.network, by=by)


def check_answer(state: TransferState, answer: str) -> None:
    """Refuse to decline, or to take over otherwise, without saying why."""
    if state == TransferState.PROPOSED:
        raise RuleBroken(_("Say whether you take it over."))
    if state in WITH_REASON and not answer.strip():
        raise RuleBroken(_("Say why. Who tried it reads this."), field="answer")
