"""What is found of events that members announce.

Policy: docs/policy/search.md#what-is-found
"""

from django.utils.translation import gettext_lazy as _

from ivz.events.models import NetworkEvent
from ivz.search.sources import Source, Told, register_source


def register() -> None:
    """Let events be found."""
    register_source(
        Source(
            kind="event",
            label=_("Events"),
            one=_("Event"),
            position=52,
            rows=lambda: NetworkEvent.objects.select_related("organiser"),
            tell=_event,
            visible_to=NetworkEvent.objects.visible_to,
        )
    )


def _event(row: NetworkEvent) -> Told:
    return Told(
        title=row.title,
        text=" ".join(filter(None, [row.about, row.place, row.audience])),
        also=row.organiser.name,
        address=row.get_absolute_url(),
        network_id=row.network_id,
        on=row.starts_on,
    )
