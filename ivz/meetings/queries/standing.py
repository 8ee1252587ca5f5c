"""What pages ask about standing items, and about the list that a meeting looks back on."""

from ivz.accounts.actors import Actor
from ivz.meetings.models import Meeting, StandingAgenda
from ivz.meetings.rules.adopting import held_before
from ivz.network.models import Body


def standing_agenda(body: Body) -> StandingAgenda:
    """Give the standing agenda of a body, an empty one where nothing was laid down; one query."""
    return StandingAgenda.objects.filter(body=body).first() or StandingAgenda(body=body)


def has_standing(body: Body) -> bool:
    """Tell whether new agendas of ``body`` begin with something; one query."""
    return StandingAgenda.objects.filter(body=body, items__isnull=False).exists()


def previous_list(meeting: Meeting, *, actor: Actor) -> Meeting | None:
    """Give the last meeting before this one, as far as ``actor`` may read its list; one query."""
    held = held_before(meeting, Meeting.objects.visible_to(actor))
    last = held.select_related("body").first()
    is_inside = meeting.body.network_id in actor.network_ids
    return last if last and (last.is_published or is_inside) else None
