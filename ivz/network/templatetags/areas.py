"""Drawings of areas as SVG, written without a template per shape: a region has many."""

from django import template
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ivz.network.areas_map import TILE, Drawing, Shape
from ivz.web.templatetags.ivz import number

register = template.Library()


@register.simple_tag
def area_drawing(drawing: Drawing, *, label: str, areas_url: str) -> SafeString:
    """Write a drawing; each shape is a link below ``areas_url`` with its name and number."""
    shapes = "".join(_link(shape, areas_url) for shape in drawing.shapes)
    names = "".join(_name(shape) for shape in drawing.shapes if shape.path)
    return mark_safe(  # noqa: S308 - every text in it is escaped
        f'<svg viewBox="0 0 {drawing.width} {drawing.height}" role="group"'
        f' aria-label="{conditional_escape(label)}">{shapes}{names}</svg>'
    )


def _link(shape: Shape, areas_url: str) -> str:
    area, inhabitants = shape.place.area, shape.place.inhabitants
    label = area.name
    if inhabitants is not None:
        label = f"{label}: {number(inhabitants)} {_('inhabitants')}"
    drawn = _outline(shape, label) if shape.path else _square(shape, label)
    return (
        f'<a href="{escape(areas_url)}{escape(area.code)}/" class="ivz-area'
        f' ivz-area--{shape.level}"{drawn}</a>'
    )


def _outline(shape: Shape, label: str) -> str:
    return (
        f' aria-label="{escape(label)}"><title>{escape(label)}</title>'
        f'<path d="{shape.path}" fill-rule="evenodd"/>'
    )


def _square(shape: Shape, label: str) -> str:
    """Write a square; its title is what is read aloud, as names in it may be broken off."""
    middle = shape.x + TILE // 2
    inhabitants = shape.place.inhabitants
    shown = "?" if inhabitants is None else number(inhabitants)
    lines = "".join(_text(middle, y, line) for y, line in shape.lines)
    return (
        f'><title>{escape(label)}</title><rect x="{shape.x}" y="{shape.y}" width="{TILE}"'
        f' height="{TILE}" rx="6"/>{lines}'
        f'<text class="ivz-area__number" x="{middle}" y="{shape.y + 76}">{shown}</text>'
    )


def _text(x: int, y: int, line: str) -> str:
    return f'<text x="{x}" y="{y}">{escape(line)}</text> '


def _name(shape: Shape) -> str:
    return "".join(
        f'<text class="ivz-area__name" aria-hidden="true" x="{shape.x}" y="{y}">'
        f"{escape(line)}</text>"
        for y, line in shape.lines
    )
