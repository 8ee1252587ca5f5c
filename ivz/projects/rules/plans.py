"""When a plan may be written, sent and judged.

Policy: docs/policy/projects.md#the-plan
"""

from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.roles import GroupRole
from ivz.decisions.rules.papers import BEFORE_A_BODY
from ivz.decisions.states import PaperState
from ivz.errors import RuleBroken
from ivz.network.models import in_force
from ivz.projects.models import Member, Plan, PlanSection, Project
from ivz.projects.rules.groups import check_is_alive
from ivz.projects.rules.rights import check_may_lead
from ivz.projects.states import ProjectState, Section

NEEDED = [Section.AIM, Section.RESULT]


def check_may_write(plan: Plan, *, by: Actor) -> None:
    """Let who leads the project write while no body judges the plan."""
    check_may_lead(plan.project, by=by)
    check_is_alive(plan.project)
    if plan.state in BEFORE_A_BODY:
        raise RuleBroken(
            _(
                "The plan lies before a body and cannot change: %(state)s. It comes back with "
                "the decision."
            )
            % {"state": plan.get_state_display().lower()}
        )
    if plan.state == PaperState.ADOPTED:
        raise RuleBroken(_("The plan is adopted. Revise it to write a next edition."))


def check_may_revise(plan: Plan, *, by: Actor) -> None:
    """Let who leads the project start the next edition of an adopted plan."""
    check_may_lead(plan.project, by=by)
    check_is_alive(plan.project)
    if plan.state != PaperState.ADOPTED:
        raise RuleBroken(_("Only an adopted plan can be revised."))


def check_may_submit(plan: Plan, *, by: Actor) -> None:
    """Refuse to send a plan that lacks what a body needs to judge it."""
    check_may_write(plan, by=by)
    missing = missing_for_bodies(plan, by=by)
    if missing:
        raise RuleBroken(
            _("Before the plan can go to the Platform it needs: %(missing)s.")
            % {"missing": ", ".join(missing)}
        )


def missing_for_bodies(plan: Plan, *, by: Actor) -> list[str]:
    """Give in words what a plan still needs: holder, leader, last day, aim and result."""
    today = Member.objects.filter(in_force(by.today), project=plan.project)
    roles = set(today.values_list("role", flat=True))
    needed = {GroupRole.HOLDER: _("a portfolio holder"), GroupRole.LEADER: _("a project leader")}
    missing = [words for role, words in needed.items() if role not in roles]
    if plan.project.ends_on is None:
        missing.append(_("a last day"))
    filled = PlanSection.objects.filter(plan=plan).exclude(text="")
    written = set(filled.values_list("section", flat=True))
    missing += [str(section.label).lower() for section in NEEDED if section not in written]
    return missing


def check_may_set_dates(plan: Plan, *, by: Actor) -> None:
    """Let who leads the project set its days until the work starts; then a decision does."""
    check_may_write(plan, by=by)
    if plan.project.state != ProjectState.PREPARING:
        raise RuleBroken(
            _("The work has started. Only a decision sets another last day: put it on an agenda.")
        )


def check_may_start(project: Project) -> None:
    """Refuse to work on a project before both bodies agreed to its plan."""
    if project.state == ProjectState.PREPARING:
        raise RuleBroken(
            _("Work starts after the Platform and the deciding body both adopted the plan.")
        )
