"""Events that are not for everybody, and who may read them, written down apart from the code."""

from ivz.authorization.openness import Openness
from ivz.network.models import Organisation, Person
from ivz.network.queries.areas import municipalities_in
from tests.events.factories import NetworkEventFactory, ThemeWeekFactory
from tests.factories import TODAY


def reads_event(who, event, _name=""):
    if event.openness == Openness.PUBLIC:
        return True
    if event.openness == Openness.NETWORK:
        return who.sits_in(event.network)
    invited = set(event.invited.values_list("pk", flat=True))
    person = Person.objects.filter(pk=who.actor.person_id or 0, organisation=event.organiser_id)
    is_own = who.sits_in(event.network) and person.exists()
    return is_own or bool(invited & who.actor.body_ids)


def reads_week(who, week, _name=""):
    return who.sits_in(week.network)


READS = {"events.NetworkEvent": reads_event, "events.ThemeWeek": reads_week}


def closed_records(body, *, openness, **_closed):
    """Announce an event of the network or of one body; named people alone it never has.

    Each stands in a theme week, and so does one that is public.
    """
    if openness != Openness.RESTRICTED:
        week = ThemeWeekFactory(network=body.network, about="-")
        given = {"network": body.network, "theme_week": week, "starts_on": week.starts_on}
        taking_part = municipalities_in(body.network.area, on=week.starts_on)
        organiser = Organisation.objects.filter(area__in=taking_part.order_by()).first()
        given |= {"organiser": organiser} if organiser else {}
        NetworkEventFactory(openness=openness, about="-", invited=[body], **given)
        called_off = {"cancelled_on": TODAY, "cancelled_why": "-"}
        NetworkEventFactory(openness=openness, invited=[body], **called_off, **given)
        ThemeWeekFactory(network=body.network, **called_off)
        NetworkEventFactory(openness=Openness.PUBLIC, **given)
