"""When work may stand on the portfolio without a request that was tested.

Policy: docs/policy/projects.md#beside-intake
"""

from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.errors import RuleBroken
from ivz.projects.models import Project
from ivz.projects.rules.rights import check_may_steer
from ivz.projects.states import ProjectKind


def check_may_open(project: Project, *, by: Actor) -> None:
    """Let chair and coordinator open work beside intake, with what its kind asks."""
    check_may_steer(project.network, by=by)
    if not project.title.strip():
        raise RuleBroken(_("Say what it is about."))
    if project.kind == ProjectKind.PARTNER_LED and project.led_by is None:
        raise RuleBroken(_("Say which partner leads it."))
    if project.kind == ProjectKind.SHARED and project.shared_with is None:
        raise RuleBroken(_("Say with whom the responsibility is shared."))
    has_mandate = project.decision is not None or bool(project.origin.strip())
    if project.kind == ProjectKind.PROJECT and not has_mandate:
        raise RuleBroken(
            _("A project without a request needs the decision that commissioned it. Name it.")
        )
