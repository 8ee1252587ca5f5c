"""Who may be portfolio holder, leader or member of a project.

Policy: docs/policy/projects.md#the-plan
"""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.roles import DECIDING_ROLES, GroupRole
from ivz.errors import RuleBroken
from ivz.network.models import Network, Seat
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
    if member.is_outsider:
        _check_is_known(member)
    if member.role in STEERED and member.person is None:
        raise RuleBroken(_("Say who it is."))
    if member.role == GroupRole.HOLDER:
        check_place_of_known(member, deciding=deciding_seats(member.project.network))


def deciding_seats(network: Network) -> QuerySet[Seat]:
    """Give the seats from which one can hold a project of a network: of who decides there."""
    decide = Seat.objects.filter(body__in=deciding_bodies(network), role__in=DECIDING_ROLES)
    return decide.filter(is_revoked=False)


def check_place_of_known(member: Member, *, deciding: Iterable[Seat]) -> None:
    """Refuse a holder without one of the deciding seats that were fetched, naming the bodies."""
    if member.role != GroupRole.HOLDER:
        return
    on = member.valid_from
    own = [seat for seat in deciding if seat.person_id == member.person_id]
    if any(on is None or seat.is_in_force(on) for seat in own):
        return
    names = ", ".join(body.short_name for body in deciding_bodies(member.project.network))
    raise RuleBroken(
        _(
            "%(person)s does not decide in %(bodies)s. Choose a holder who is chair or member "
            "there, or sits there for police or prosecutor."
        )
        % {"person": member.person, "bodies": names}
    )


def _check_is_known(member: Member) -> None:
    """Refuse somebody without a seat of whom nobody knows what they do, and where they work."""
    if member.person is not None:
        raise RuleBroken(_("Choose somebody with a seat, or somebody without; not both."))
    if not member.function.strip() or member.organisation is None:
        raise RuleBroken(
            _("Of somebody without a seat, say what they do and where they work."), field="function"
        )
