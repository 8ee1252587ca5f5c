"""How a light looks: always an icon and a word."""

from collections.abc import Iterable
from functools import cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ivz.projects.models import Light
from ivz.projects.progress import Reading
from ivz.projects.states import Aspect, LightColour, ResultStanding
from ivz.web.templatetags.ivz import icon

register = template.Library()

_LOOKS = {
    LightColour.ON_COURSE: ("good", "done"),
    LightColour.WATCH: ("watch", "attention"),
    LightColour.ADJUST: ("bad", "bad"),
}
_STANDINGS = {
    ResultStanding.MISSED: ("bad", "bad"),
    ResultStanding.BEHIND: ("watch", "attention"),
    ResultStanding.ON_COURSE: ("good", "done"),
    ResultStanding.REACHED: ("good", "done"),
}


@register.simple_tag
def standing_badge(standing: ResultStanding) -> SafeString:
    """Draw how an indicator stands; long tables hold many."""
    look, drawing = _STANDINGS.get(standing, ("none", "none"))
    return _badge(look, drawing, str(standing.label))


@register.simple_tag
def light_badge(light: Light | Reading | None) -> SafeString:
    """Draw a light, None where nothing was reported; long tables hold hundreds."""
    return _drawn(light.colour if light else "", get_language())


@register.simple_tag
def light_cells(aspects: Iterable[tuple[Aspect, Light | None]]) -> SafeString:
    """Draw a cell per aspect: its light, and the reason where that asks attention."""
    cells = ((aspect.label, light_badge(light), _why(light)) for aspect, light in aspects)
    return format_html_join("", '<td data-kop="{}">{}{}</td>', cells)


def _why(light: Light | None) -> str:
    if light is None or light.colour == LightColour.ON_COURSE:
        return ""
    return format_html('<span class="ivz-why">{}</span>', light.reason)


@cache
def _drawn(colour: str, _language: str | None) -> SafeString:
    """Draw a light in the language of the moment."""
    if not colour:
        look, drawing, word = "none", "none", _("Not reported")
    else:
        look, drawing = _LOOKS[LightColour(colour)]
        word = str(LightColour(colour).label)
    return _badge(look, drawing, word)


def _badge(look: str, drawing: str, word: str) -> SafeString:
    return format_html(
        '<span class="ivz-light ivz-light--{}">{}{}</span>', look, icon(drawing), word
    )
