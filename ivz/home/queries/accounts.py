"""The example accounts on the page for signing in."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ivz.accounts.models import User

EXAMPLE_PREFIX = "voorbeeld-"

_WHAT_THEY_DO: dict[str, str | Promise] = {
    "coordinator": _("prepares, records and publishes"),
    "chair": _("keeps grip on agenda and effort"),
    "dvo-chair": _("leads the board"),
    "mayor": _("reads papers and decides"),
    "project-leader": _("reports progress"),
    "municipal-coordinator": _("prepares the own mayor"),
    "police": _("sees what is asked"),
    "prosecutor": _("sees what is asked"),
    "analyst": _("loads figures and explains them"),
    "auditor": _("reads the audit trail, no papers"),
    "administrator": _("keeps the installation running, no papers"),
}


@dataclass(frozen=True, kw_only=True)
class ExampleAccount:
    """One role to sign in as with one click."""

    username: str
    function: str
    what: str | Promise


def example_accounts() -> list[ExampleAccount]:
    """Give the example accounts in a fixed order; one query."""
    usernames = [EXAMPLE_PREFIX + key for key in _WHAT_THEY_DO]
    known = User.objects.filter(username__in=usernames, is_active=True)
    functions = dict(known.values_list("username", "person__function"))
    duties = dict(known.filter(duties__isnull=False).values_list("username", "duties__duty"))
    titles = {"auditor": _("Auditor"), "administrator": _("Administrator")}
    return [
        ExampleAccount(
            username=username,
            function=functions[username] or str(titles.get(duties.get(username, ""), username)),
            what=_WHAT_THEY_DO[username.removeprefix(EXAMPLE_PREFIX)],
        )
        for username in usernames
        if username in functions
    ]


def example_account(username: str) -> User | None:
    """Give the example account of that name; other accounts are never given."""
    if "\x00" in username:  # PostgreSQL refuses to look for it
        return None
    is_example = Q(username__startswith=EXAMPLE_PREFIX)
    return User.objects.filter(is_example, username=username, is_active=True).first()
