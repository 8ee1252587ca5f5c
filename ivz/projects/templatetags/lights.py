"""How a light looks: always an icon and a word."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ivz.projects.models import Light
from ivz.projects.progress import Reading
from ivz.projects.states import LightColour
from ivz.web.templatetags.ivz import icon

register = template.Library()

_LOOKS = {
    LightColour.ON_COURSE: ("good", "done"),
    LightColour.WATCH: ("watch", "attention"),
    LightColour.ADJUST: ("bad", "bad"),
}


@register.simple_tag
def light_badge(light: Light | Reading | None) -> SafeString:
    """Draw a light, None where nothing was reported; long tables hold hundreds."""
    if light is None:
        look, drawing, word = "none", "none", _("Not reported")
    else:
        look, drawing = _LOOKS[LightColour(light.colour)]
        word = light.get_colour_display()
    return format_html(
        '<span class="ivz-light ivz-light--{}">{}{}</span>', look, icon(drawing), word
    )
