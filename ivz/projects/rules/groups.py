"""Who may be portfolio holder, leader or member of a project.

Policy: docs/policy/projects.md#the-plan
"""

from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.roles import GroupRole
from ivz.errors import RuleBroken
from ivz.network.models import Seat, in_force
from ivz.portfolios.rules.portfolios import deciding_bodies
from ivz.projects.models import Member, Project
from ivz.projects.rules.rights import check_may_lead, check_may_steer
from ivz.projects.states import ProjectState

STEERED = {GroupRole.HOLDER, GroupRole.LEADER}


def check_may_place(member: Member, *, by: Actor) -> None:
    """Let chair and coordinator assign holder and leader, and the leader everyone else."""
    if member.role in STEERED:
        check_may_steer(member.project.network, by=by)
    else:
        check_may_lead(member.project, by=by)
    check_is_alive(member.project)


def check_is_alive(project: Project) -> None:
    """Refuse to change what is over."""
    if project.state in {ProjectState.CLOSED, ProjectState.STOPPED}:
        raise RuleBroken(
            _("This project is over: %(state)s.") % {"state": project.get_state_display()}
        )


def check_place(member: Member) -> None:
    """Refuse a holder who does not decide, and a leader who is nobody."""
    if member.valid_from and member.valid_until and member.valid_until <= member.valid_from:
        raise RuleBroken(_("The last day lies before the first day. Choose a later last day."))
    if member.role in STEERED and member.person is None:
        raise RuleBroken(_("Say who it is."))
    if member.role == GroupRole.HOLDER:
        _check_decides(member)


def _check_decides(member: Member) -> None:
    on, bodies = member.valid_from, deciding_bodies(member.project.network)
    seats = Seat.objects.filter(body__in=bodies, person=member.person, is_revoked=False)
    if not (seats.filter(in_force(on)) if on else seats).exists():
        names = ", ".join(body.short_name for body in bodies)
        raise RuleBroken(
            _("%(person)s has no seat in %(bodies)s. Choose a holder who sits there.")
            % {"person": member.person, "bodies": names}
        )
