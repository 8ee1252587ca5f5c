"""Events that are not for everybody, and who may read them, written down apart from the code."""

from ivz.authorization.openness import Openness
from ivz.network.models import Person
from tests.events.factories import NetworkEventFactory


def reads_event(who, event, _name=""):
    if event.openness == Openness.PUBLIC:
        return True
    if event.openness == Openness.NETWORK:
        return who.sits_in(event.network)
    invited = set(event.invited.values_list("pk", flat=True))
    person = Person.objects.filter(pk=who.actor.person_id or 0, organisation=event.organiser_id)
    is_own = who.sits_in(event.network) and person.exists()
    return is_own or bool(invited & who.actor.body_ids)


READS = {"events.NetworkEvent": reads_event}


def closed_records(body, *, openness, **_closed):
    """Announce an event of the network or of one body; named people alone it never has."""
    if openness != Openness.RESTRICTED:
        NetworkEventFactory(network=body.network, openness=openness, about="-", invited=[body])
