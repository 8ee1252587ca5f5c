"""The example accounts: one click signs in as one of these roles."""

from datetime import date

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.authorization.roles import Duty
from ivz.example.network import Region
from ivz.network.models import Person
from ivz.signin.actions.accounts import create_account, give_duty

ROLES = {
    "voorbeeld-coordinator": "regiocoordinator",
    "voorbeeld-chair": "voorzitter-platform",
    "voorbeeld-dvo-chair": "voorzitter-dvo-twente",
    "voorbeeld-mayor": "burgemeester-haaksbergen",
    "voorbeeld-municipal-coordinator": "ivz-coordinator-almelo",
    "voorbeeld-project-leader": "projectleider-buurtbemiddeling",
    "voorbeeld-police": "vertegenwoordiger-politie",
    "voorbeeld-prosecutor": "gebiedsofficier",
    "voorbeeld-analyst": "analist",
}
DOMAIN = "twente.example"
DUTIES = {"voorbeeld-auditor": Duty.AUDITOR, "voorbeeld-administrator": Duty.ADMINISTRATOR}


def load_accounts(region: Region, *, since: date, by: Actor) -> User:
    """Make the example accounts, without passwords, and give the coordinator's."""
    for username, slug in ROLES.items():
        user = create_account(username, email=_mail_of(slug), by=by)
        Person.objects.filter(pk=region.people[slug].pk).update(user=user)
    for username, duty in DUTIES.items():
        user = create_account(username, email=_mail_of(duty), by=by)
        give_duty(user, duty=duty, valid_from=since, by=by)
    return User.objects.get(username="voorbeeld-coordinator")


def _mail_of(function: str) -> str:
    """Give an address by function that nobody can have: its mail ends in the example's mailbox."""
    return f"{function}@{DOMAIN}"
