"""Where members stood on the items of a meeting, for its record."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ivz.meetings.models import AgendaItem, Voice
from ivz.meetings.queries.attendance import counted


def sorted_voices(
    voices: Iterable[Voice], *, items: Iterable[AgendaItem]
) -> Mapping[int, list[Voice]]:
    """Sort what was noted of members under these items, in order of their functions."""
    found: defaultdict[int, list[Voice]] = defaultdict(list)
    keys = {item.pk for item in items}
    for voice in sorted(voices, key=lambda voice: (counted(str(voice.seat.person)), voice.pk)):
        if voice.is_told and voice.item_id in keys:
            found[voice.item_id].append(voice)
    return found
