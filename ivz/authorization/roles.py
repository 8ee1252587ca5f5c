"""The roles that seats carry, and what each may do in which kind of body.

Policy: docs/policy/roles.md; a test reads that table and compares it with this one.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ivz.authorization.permissions import Permission


class Role(models.TextChoices):
    """What someone is in a body."""

    SECRETARY = "secretary", _("Secretary")
    CHAIR = "chair", _("Chair")
    MEMBER = "member", _("Member")
    PROJECT_LEADER = "project_leader", _("Project leader")
    MUNICIPAL_COORDINATOR = "municipal_coordinator", _("Municipal coordinator")
    POLICE = "police", _("Police")
    PROSECUTOR = "prosecutor", _("Public prosecutor")
    ANALYST = "analyst", _("Analyst")
    ADVISER = "adviser", _("Adviser")


DECIDING_ROLES = frozenset({Role.CHAIR, Role.MEMBER, Role.POLICE, Role.PROSECUTOR})


class BodyKind(models.TextChoices):
    """What sort of body it is (Dutch: *soort gremium*)."""

    BOARD = "board", _("Board")
    PLATFORM = "platform", _("Platform")
    AGENDA_COMMITTEE = "agenda_committee", _("Agenda committee")
    DIRECTORATE = "directorate", _("Directorate")
    SECRETARIES_CIRCLE = "secretaries_circle", _("Circle of municipal secretaries")
    STEERING_GROUP = "steering_group", _("Steering group")
    PROGRAMME_BOARD = "programme_board", _("Programme board")
    CORE_GROUP = "core_group", _("Core group")
    SOUNDING_BOARD = "sounding_board", _("Sounding board")
    EXPERT_TEAM = "expert_team", _("Expert team")
    WORKING_GROUP = "working_group", _("Working group")
    TRIANGLE = "triangle", _("Triangle of mayor, prosecutor and police")
    EXPERT_GROUP = "expert_group", _("Expert group")
    CONSULTATION = "consultation", _("Consultation")
    UNIT_BOARD = "unit_board", _("Board of the regional unit")
    OTHER = "other", _("Other body")


class GroupRole(models.TextChoices):
    """What someone is in a project group."""

    HOLDER = "holder", _("Portfolio holder")
    LEADER = "leader", _("Project leader")
    SECRETARY = "secretary", _("Secretary of the project")
    MEMBER = "member", _("Member of the project group")


class Duty(models.TextChoices):
    """A duty for the installation as a whole; it gives no right to read content."""

    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


ANY_BODY = frozenset(BodyKind)

_SECRETARY = frozenset(
    {
        Permission.PLAN_MEETING,
        Permission.EDIT_AGENDA,
        Permission.RECORD_ATTENDANCE,
        Permission.RECORD_DECISIONS,
        Permission.PUBLISH_DECISIONS,
        Permission.ADOPT_RECORD,
        Permission.RESTRICT,
        Permission.CLOSE_FOLLOW_UP,
        Permission.MANAGE_BODY,
    }
)
_REGION = frozenset(
    {
        Permission.MANAGE_NETWORK,
        Permission.ASSIGN_PORTFOLIO,
        Permission.MAINTAIN_ORGANISATION,
        Permission.RECORD_CONTRIBUTION_CHOICE,
        Permission.IMPORT_FIGURES,
        Permission.HANDLE_SIGNALS,
        Permission.KEEP_BUDGET,
        Permission.STEER_PROJECTS,
        Permission.LEAD_PROJECT,
    }
)

PERMISSIONS: dict[tuple[Role, BodyKind], frozenset[Permission]] = {
    **{(Role.SECRETARY, kind): _SECRETARY for kind in BodyKind},
    (Role.SECRETARY, BodyKind.PLATFORM): _SECRETARY | _REGION,
    (Role.CHAIR, BodyKind.PLATFORM): frozenset(
        {
            Permission.PLAN_MEETING,
            Permission.EDIT_AGENDA,
            Permission.RESTRICT,
            Permission.CLOSE_FOLLOW_UP,
            Permission.RECORD_CONTRIBUTION_CHOICE,
            Permission.ASSIGN_PORTFOLIO,
            Permission.SIGN_ACCOUNT,
            Permission.HANDLE_SIGNALS,
            Permission.STEER_PROJECTS,
        }
    ),
    (Role.CHAIR, BodyKind.AGENDA_COMMITTEE): frozenset(
        {
            Permission.PLAN_MEETING,
            Permission.EDIT_AGENDA,
            Permission.RESTRICT,
            Permission.CLOSE_FOLLOW_UP,
        }
    ),
    (Role.CHAIR, BodyKind.BOARD): frozenset(
        {Permission.EDIT_AGENDA, Permission.ADOPT_RECORD, Permission.RESTRICT}
    ),
    (Role.ANALYST, BodyKind.PLATFORM): frozenset(
        {Permission.IMPORT_FIGURES, Permission.HANDLE_SIGNALS}
    ),
    **{
        (role, BodyKind.PLATFORM): frozenset({Permission.MAINTAIN_ORGANISATION})
        for role in (Role.MUNICIPAL_COORDINATOR, Role.POLICE, Role.PROSECUTOR)
    },
}

GROUP_PERMISSIONS: dict[GroupRole, frozenset[Permission]] = {
    GroupRole.HOLDER: frozenset(),
    GroupRole.LEADER: frozenset({Permission.LEAD_PROJECT}),
    GroupRole.SECRETARY: frozenset({Permission.LEAD_PROJECT}),
    GroupRole.MEMBER: frozenset(),
}

DUTY_PERMISSIONS: dict[Duty, frozenset[Permission]] = {
    Duty.AUDITOR: frozenset({Permission.READ_AUDIT_TRAIL}),
    Duty.ADMINISTRATOR: frozenset({Permission.MANAGE_INSTALLATION}),
}


def permissions_of(role: str, body_kind: str) -> frozenset[Permission]:
    """Give what a seat with ``role`` in a body of ``body_kind`` allows, empty when nothing."""
    return PERMISSIONS.get((Role(role), BodyKind(body_kind)), frozenset())
