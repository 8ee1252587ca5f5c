"""How full the next meetings of a body are."""

from django.db.models import Sum
from django.urls import reverse

from ivz.accounts.actors import Actor
from ivz.meetings.models import AgendaItem, Meeting
from ivz.network.models import Body
from ivz.projects.agenda_load import MeetingLoad


def agenda_load(body: Body, actor: Actor, ahead: int) -> list[MeetingLoad]:
    """Give the next meetings with the minutes planned on items ``actor`` may read; two queries."""
    coming = Meeting.objects.visible_to(actor).filter(body=body, is_practice=False)
    meetings = list(coming.upcoming(actor.today).select_related("body")[:ahead])
    planned = (
        AgendaItem.objects.visible_to(actor)
        .filter(meeting__in=meetings)
        .order_by()
        .values_list("meeting")
        .annotate(minutes=Sum("planned_minutes"))
    )
    minutes = dict(planned)
    return [
        MeetingLoad(
            on=meeting.date,
            url=reverse("meetings:detail", args=[meeting.body.slug, meeting.slug]),
            minutes=minutes.get(meeting.pk) or 0,
        )
        for meeting in meetings
    ]
