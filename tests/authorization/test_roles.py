"""The table in docs/policy/roles.md and the code say the same."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from ivz.authorization.permissions import Permission
from ivz.authorization.roles import (
    DUTY_PERMISSIONS,
    GROUP_PERMISSIONS,
    PERMISSIONS,
    BodyKind,
    Duty,
    GroupRole,
    Role,
    permissions_of,
)

POLICY = Path(settings.BASE_DIR) / "docs" / "policy" / "roles.md"
FOR_THE_INSTALLATION = {Permission.READ_AUDIT_TRAIL, Permission.MANAGE_INSTALLATION}


def rows_under(header):
    """Return the cells of the Markdown table that starts with this header."""
    lines = iter(POLICY.read_text().splitlines())
    assert any(line.startswith(header) for line in lines), f"no table {header!r} in {POLICY}"
    next(lines)
    cells = []
    for line in lines:
        if not line.startswith("|"):
            break
        cells.append([cell.strip() for cell in line.strip("|").split("|")])
    return cells


def permissions_in(cell):
    return frozenset(Permission(name) for name in re.findall("[a-z_]+", cell))


def policy():
    """Return what the policy gives each role in each kind of body.

    A row for one kind of body stands in place of the row for every body.
    """
    given = {}
    rows = rows_under("| role | body |")
    for role, body, permissions in sorted(rows, key=lambda row: row[1] != "every body"):
        kinds = list(BodyKind) if body == "every body" else [BodyKind(body)]
        given |= {(Role(role), kind): permissions_in(permissions) for kind in kinds}
    return given


@pytest.mark.parametrize("kind", BodyKind)
@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_in_a_body_what_the_policy_says(role, kind):
    assert permissions_of(role, kind) == policy().get((role, kind), frozenset())


def test_the_policy_names_every_role():
    named = {role for role, *_ in rows_under("| role | body |")}

    assert named == set(Role)


def test_every_combination_in_the_code_stands_in_the_policy():
    granting = {key for key, permissions in policy().items() if permissions}

    assert {key for key, permissions in PERMISSIONS.items() if permissions} == granting


def test_duties_grant_what_the_policy_says():
    written = {
        Duty(duty): permissions_in(permissions)
        for duty, permissions in rows_under("| duty | permissions |")
    }

    assert written == DUTY_PERMISSIONS


def test_a_membership_of_a_project_group_grants_what_the_policy_says():
    written = {
        GroupRole(role): permissions_in(permissions)
        for role, permissions in rows_under("| role in a project group |")
    }

    assert written == GROUP_PERMISSIONS


def test_every_permission_belongs_to_a_role_or_a_duty():
    granted = frozenset().union(*PERMISSIONS.values(), *DUTY_PERMISSIONS.values())

    assert granted == set(Permission)


def test_no_duty_reaches_content_and_no_seat_reaches_the_installation():
    by_duty = frozenset().union(*DUTY_PERMISSIONS.values())
    by_seat = frozenset().union(*PERMISSIONS.values())

    assert by_duty == FOR_THE_INSTALLATION
    assert not by_seat & FOR_THE_INSTALLATION


@pytest.mark.parametrize(
    "role",
    [
        Role.MEMBER,
        Role.PROJECT_LEADER,
        Role.MUNICIPAL_COORDINATOR,
        Role.POLICE,
        Role.PROSECUTOR,
        Role.ADVISER,
    ],
)
def test_taking_part_in_a_body_is_not_running_it(role):
    own = {Permission.MAINTAIN_ORGANISATION}

    assert not any(permissions_of(role, kind) - own for kind in BodyKind)
