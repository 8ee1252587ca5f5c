"""Where members stood on the items of a meeting, for its record."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ivz.meetings.models import AgendaItem, Voice
from ivz.meetings.models.voices import VoiceQuerySet
from ivz.meetings.queries.attendance import counted


def voices_of(items: Sequence[AgendaItem], *, readable: VoiceQuerySet) -> Mapping[int, list[Voice]]:
    """Give what was noted of members under each item, in order of their functions.

    One query, and none without items.
    """
    found: defaultdict[int, list[Voice]] = defaultdict(list)
    if not items:
        return found
    noted = readable.filter(item__in=items).select_related("seat__person")
    for voice in sorted(noted, key=lambda voice: (counted(str(voice.seat.person)), voice.pk)):
        if voice.is_told:
            found[voice.item_id].append(voice)
    return found
