"""Composing a project group: holder, leader and members, each for a period."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record
from ivz.authorization.roles import GroupRole
from ivz.network.models import Organisation, Person, in_force
from ivz.projects.actions.projects import note_step
from ivz.projects.models import Member, Project
from ivz.projects.rules.groups import check_may_place, check_only_one, check_place
from ivz.projects.states import Event, StepKind
from ivz.workflow.versions import lock_version

_STEPS = {GroupRole.HOLDER: StepKind.HOLDER_ASSIGNED, GroupRole.LEADER: StepKind.LEADER_ASSIGNED}


@dataclass(frozen=True, kw_only=True)
class PlaceDetails:
    """Who does what in a project, on whose behalf, how many hours a week and since when."""

    role: GroupRole = GroupRole.MEMBER
    person: Person | None = None
    organisation: Organisation | None = None
    function: str = ""
    is_outsider: bool = False
    hours_per_week: Decimal | None = None
    valid_from: date | None = None
    valid_until: date | None = None


@transaction.atomic
def place(project: Project, details: PlaceDetails, *, by: Actor) -> Member:
    """Give somebody a place; who held or led the project before makes way on that day."""
    project = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    member = Member(project=project, **vars(details))
    if member.organisation is None and member.person is not None:
        member.organisation = member.person.organisation
    member.valid_from = member.valid_from or by.today
    check_may_place(member, by=by)
    check_place(member)
    step = _STEPS.get(GroupRole(member.role))
    if step:
        _make_way(member)
        check_only_one(member)
        note_step(project, step, by=by, note=str(member.person))
    member.save()
    record(Event.GROUP_CHANGED, subject=member, by=by)
    return member


def _make_way(successor: Member) -> None:
    first = successor.valid_from or date.min
    held = Member.objects.filter(in_force(first), project=successor.project, role=successor.role)
    for row in held:
        if row.valid_from == first:
            row.delete()
            continue
        row.valid_until = first
        row.version += 1
        row.save()


@transaction.atomic
def change_place(member: Member, details: PlaceDetails, *, version: int, by: Actor) -> Member:
    """Put right what is noted about a place."""
    member = lock_version(member, version=version)
    check_may_place(member, by=by)
    for name, value in vars(details).items():
        setattr(member, name, value)
    check_may_place(member, by=by)
    check_place(member)
    check_only_one(member)
    member.save()
    record(Event.PLACE_CHANGED, subject=member, by=by)
    return member
