"""When a running project can be extended, rescoped, paused, stopped or reprioritised.

Who decides stands with the questions in ``changing.py``: a body, by a recorded decision.
Policy: docs/policy/projects.md#changes-by-decision
"""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from ivz.authorization.roles import BodyKind
from ivz.decisions.models import DecidedSubject
from ivz.decisions.states import EffectState, PaperState
from ivz.errors import RuleBroken
from ivz.network.models import Body
from ivz.projects.models import Evaluation, Project
from ivz.projects.rules.groups import check_is_alive
from ivz.projects.states import ProjectState
from ivz.web.templatetags.ivz import day_date

PLATFORM = "platform"  # the step of a question that the Platform takes
STARTED = [ProjectState.RUNNING, ProjectState.PAUSED, ProjectState.EVALUATING]


def check_has_started(project: Project) -> None:
    """Refuse to change by decision what is still being planned: the plan says it then."""
    check_is_alive(project)
    if project.state not in STARTED:
        raise RuleBroken(
            _("The plan is not adopted yet. Change it in the plan, before the bodies judge it.")
        )


def check_may_move_end(project: Project) -> None:
    """Refuse another last day for a project whose evaluation lies before a body."""
    check_has_started(project)
    judged = Evaluation.objects.filter(project=project).exclude(state=PaperState.DRAFT)
    if project.state == ProjectState.EVALUATING and judged.exists():
        raise RuleBroken(_("The evaluation lies before a body already. Let it be judged first."))


def check_new_end(project: Project, last_day: date, *, on: date) -> None:
    """Refuse a last day that is the same, has passed, or lies before the first day."""
    check_may_move_end(project)
    if last_day == project.ends_on:
        raise RuleBroken(_("%(day)s is the last day already.") % {"day": day_date(last_day)})
    if last_day < on or (project.starts_on and last_day < project.starts_on):
        raise RuleBroken(_("Choose a last day on or after the day of the decision."))


def check_state(project: Project, states: Collection[ProjectState]) -> None:
    """Refuse a step that does not fit the phase of the project."""
    check_is_alive(project)
    if project.state not in states:
        raise RuleBroken(
            _("That does not fit a project in this phase: %(state)s.")
            % {"state": project.get_state_display().lower()}
        )


def check_may_rescope(project: Project) -> None:
    """Refuse another scope while the plan is being written or judged: it belongs there then."""
    check_has_started(project)
    plan = getattr(project, "plan", None)
    if plan is None:
        raise RuleBroken(_("There is no plan, so there is no scope to change."))
    if plan.state != PaperState.ADOPTED:
        raise RuleBroken(_("The plan is being revised. Write the scope there."))


def check_priority(project: Project, priority: int) -> None:
    """Refuse the priority that the project has already."""
    check_is_alive(project)
    if project.priority == priority:
        raise RuleBroken(_("The project has that priority already."))


def latest_step(project: Project, question: str) -> str:
    """Give who took the latest decision on a question that holds, as its step; empty if nobody."""
    decided = DecidedSubject.objects.filter(
        kind="project", subject_id=project.pk, question=question, state=EffectState.APPLIED
    )
    return decided.order_by("-pk").values_list("step", flat=True).first() or ""


def check_passed_platform(project: Project, question: str, *, because: str) -> None:
    """Refuse to let the deciding body change what the Platform did not adopt first.

    Whoever brings it at once says why; a network without a Platform has nobody to ask.
    """
    if because.strip() or latest_step(project, question) == PLATFORM:
        return
    platforms = Body.objects.filter(network=project.network, kind=BodyKind.PLATFORM)
    if platforms.exists():
        raise RuleBroken(
            _(
                "The Platform did not adopt this yet. Put it before the Platform first, or say "
                "why it does not go there."
            )
        )
