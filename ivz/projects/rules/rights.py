"""Who may ask, who steers, and who leads a project.

Policy: docs/policy/roles.md#in-a-project-group
"""

from django.core.exceptions import PermissionDenied

from ivz.accounts.actors import Actor
from ivz.authorization.permissions import Permission
from ivz.network.models import Network
from ivz.projects.models import Project


def check_may_ask(network: Network, *, by: Actor) -> None:
    """Let everybody with a seat in the network ask for a project."""
    if by.origin != "command" and network.pk not in by.network_ids:
        raise PermissionDenied


def check_may_steer(network: Network, *, by: Actor) -> None:
    """Let chair and coordinator of the network's platform through."""
    if by.origin != "command" and not by.may(Permission.STEER_PROJECTS, within=network):
        raise PermissionDenied(Permission.STEER_PROJECTS)


def check_may_lead(project: Project, *, by: Actor) -> None:
    """Let the leader and the secretary of the project through, and the coordinator."""
    may = by.may(Permission.LEAD_PROJECT, within=project.network) or by.may_in_group(
        Permission.LEAD_PROJECT, group_id=project.pk
    )
    if by.origin != "command" and not may:
        raise PermissionDenied(Permission.LEAD_PROJECT)
