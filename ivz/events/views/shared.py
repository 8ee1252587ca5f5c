"""What the pages on events and on theme weeks share."""

from django.core.validators import slug_re
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.events.models import NetworkEvent, ThemeWeek
from ivz.network.context import network_chosen
from ivz.network.models import Network
from ivz.web.requests import Request


def network_of(request: Request) -> Network:
    """Give the network chosen at the top of the page; a missing page where there is none."""
    chosen = network_chosen(request)
    if chosen is None:
        raise Http404
    return chosen


def event_or_404(actor: Actor, key: str) -> NetworkEvent:
    """Give an event that ``actor`` may know of, with all that its page shows."""
    _check_is_key(key)
    known = NetworkEvent.objects.visible_to(actor)
    rows = known.select_related("network__area", "organiser", "announced_by", "theme_week")
    return get_object_or_404(rows.prefetch_related("invited"), key=key)


def week_or_404(actor: Actor, key: str) -> ThemeWeek:
    """Give a theme week that ``actor`` may know of."""
    _check_is_key(key)
    known = ThemeWeek.objects.visible_to(actor)
    rows = known.select_related("network__area", "theme", "announced_by", "follows")
    return get_object_or_404(rows, key=key)


def _check_is_key(key: str) -> None:
    if not slug_re.fullmatch(key):  # PostgreSQL refuses to look for some of what can be sent
        raise Http404


def trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    """Give the steps that lead to a page below the events."""
    return [
        (_("Meetings"), reverse("meetings:list")),
        (_("Events"), reverse("events:list")),
        *steps,
    ]
