"""Who may be portfolio holder, leader or member of a project.

Policy: docs/policy/projects.md#the-plan
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.roles import GroupRole
from ivz.errors import RuleBroken
from ivz.network.models import Seat
from ivz.portfolios.rules.holders import check_decides
from ivz.portfolios.rules.portfolios import period_in_words, shares_a_day
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
    check_holds(member)


def check_holds(member: Member, *, deciding: Iterable[Seat] | None = None) -> None:
    """Refuse a holder who does not decide; ``deciding`` are those seats, where fetched."""
    if member.role == GroupRole.HOLDER and member.person is not None:
        network = member.project.network
        check_decides(member.person, network=network, period=member, seats=deciding)


def check_only_one(member: Member) -> None:
    """Refuse a second holder or leader on one day."""
    if member.role not in STEERED:
        return
    others = Member.objects.filter(shares_a_day(member), project=member.project, role=member.role)
    other = others.exclude(pk=member.pk).select_related("person").order_by("valid_from").first()
    if other is not None:
        raise RuleBroken(
            _("%(role)s is %(person)s, %(period)s. Let that end first, or end this one before it.")
            % {
                "role": other.get_role_display(),
                "person": other.person,
                "period": period_in_words(other.valid_from, other.last_day),
            }
        )


def _check_is_known(member: Member) -> None:
    """Refuse somebody without a seat of whom nobody knows what they do, and where they work."""
    if member.person is not None:
        raise RuleBroken(_("Choose somebody with a seat, or somebody without; not both."))
    if not member.function.strip() or member.organisation is None:
        raise RuleBroken(
            _("Of somebody without a seat, say what they do and where they work."), field="function"
        )
