"""When work may stand on the portfolio without a request that was tested.

Policy: docs/policy/projects.md#beside-intake
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.effort.models import Delivery
from ivz.errors import RuleBroken
from ivz.projects.agenda_questions import next_decisions
from ivz.projects.models import Project
from ivz.projects.progress import WORK_KIND
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


def check_nothing_rests_on(projects: Iterable[Project], *, by: Actor) -> None:
    """Refuse to take back projects for which hours were written, or that lie on an agenda."""
    rows = list(projects)
    keys = [row.pk for row in rows]
    hours = Delivery.objects.filter(work_kind=WORK_KIND, work_id__in=keys)
    if hours.exists() or next_decisions(rows, actor=by):
        raise RuleBroken(
            _("Hours were written for these projects, or they lie on an agenda. They stay.")
        )
