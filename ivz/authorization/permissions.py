"""Everything a person can be allowed to do."""

from enum import StrEnum, auto


class Permission(StrEnum):
    """One thing a role may do; ``roles.py`` lists which role may do what.

    Reading is not here: openness and seats decide that (docs/policy/openness.md).
    """

    PLAN_MEETING = auto()
    EDIT_AGENDA = auto()
    RECORD_ATTENDANCE = auto()
    RECORD_DECISIONS = auto()
    PUBLISH_DECISIONS = auto()
    ADOPT_RECORD = auto()
    RESTRICT = auto()
    CLOSE_FOLLOW_UP = auto()
    MANAGE_NETWORK = auto()
    MANAGE_BODY = auto()
    MAINTAIN_ORGANISATION = auto()
    ASSIGN_PORTFOLIO = auto()
    RECORD_CONTRIBUTION_CHOICE = auto()
    IMPORT_FIGURES = auto()
    HANDLE_SIGNALS = auto()
    KEEP_BUDGET = auto()
    SIGN_ACCOUNT = auto()
    STEER_PROJECTS = auto()
    LEAD_PROJECT = auto()
    READ_AUDIT_TRAIL = auto()
    MANAGE_INSTALLATION = auto()
