"""What the list of accounts asks."""

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.accounts.models import AccountState, User
from ivz.authorization.permissions import Permission
from ivz.errors import passes
from ivz.network.models import Person, Seat
from ivz.network.supplied import PersonDeed
from ivz.signin.rules import check_may_invite

STATES = {
    AccountState.ENDED: Q(ended_at__isnull=False),
    AccountState.LOCKED: Q(ended_at=None, is_active=False),
    AccountState.INVITED: Q(is_active=True, activated_at=None),
    AccountState.ACTIVE: Q(is_active=True, activated_at__isnull=False),
}


def accounts(by: Actor, *, words: str = "", state: str = "") -> QuerySet[User]:
    """Give the accounts that ``by`` keeps, by name: all of them, or those of the own network."""
    found = User.objects.select_related("person").prefetch_related("duties").order_by("username")
    if not by.may_for_installation(Permission.MANAGE_INSTALLATION):
        found = found.filter(person__in=_people_of_own_networks(by), duties=None)
    if state in STATES:
        found = found.filter(STATES[AccountState(state)])
    if words:
        found = found.filter(
            Q(username__icontains=words)
            | Q(email__icontains=words)
            | Q(person__function__icontains=words)
        )
    return found


def _people_of_own_networks(by: Actor) -> QuerySet[Person]:
    """Give who sits in networks of which ``by`` is the secretary, and nowhere else."""
    mine = by.networks_with(Permission.MANAGE_NETWORK)
    seats = Seat.objects.filter(is_revoked=False, person__isnull=False)
    here = seats.filter(body__network__in=mine)
    elsewhere = seats.exclude(body__network__in=mine)
    return Person.objects.filter(pk__in=here.values("person")).exclude(
        pk__in=elsewhere.values("person")
    )


def deeds_for(person: Person, by: Actor) -> list[PersonDeed]:
    """Offer to invite a person where ``by`` may; one query."""
    if not passes(check_may_invite, person, by=by):
        return []
    address = reverse("signin:invite", query={"persoon": person.slug})
    return [PersonDeed(label=_("Invite to sign in"), url=address)]
