"""What is found of events that members announce, and of theme weeks.

Policy: docs/policy/search.md#what-is-found
"""

from django.utils.translation import gettext_lazy as _

from ivz.events.models import NetworkEvent, ThemeWeek
from ivz.search.sources import Source, Told, register_source


def register() -> None:
    """Let events and theme weeks be found."""
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
    register_source(
        Source(
            kind="theme_week",
            label=_("Theme weeks"),
            one=_("Theme week"),
            position=53,
            rows=lambda: ThemeWeek.objects.select_related("theme"),
            tell=_week,
            visible_to=ThemeWeek.objects.visible_to,
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


def _week(row: ThemeWeek) -> Told:
    return Told(
        title=row.title,
        text=row.about,
        also=row.theme.name if row.theme else "",
        address=row.get_absolute_url(),
        network_id=row.network_id,
        theme_id=row.theme_id,
        on=row.starts_on,
    )
