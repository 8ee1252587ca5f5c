"""Drawings of the structure as SVG, written without a template per line: a unit has hundreds."""

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ivz.network.drawing import Drawing, DrawnBand, DrawnBox, DrawnLine, DrawnText
from ivz.network.queries.drawings import NetworkDrawing

register = template.Library()

_DASHES = {"informs": ' stroke-dasharray="2 4"', "prepares": ' stroke-dasharray="7 4"'}
_LETTER = "Source Sans 3 Variable, Source Sans 3, sans-serif"


@register.simple_tag
def structure_svg(drawing: Drawing, *, about: NetworkDrawing, is_paper: bool = False) -> SafeString:
    """Write boxes in layers with labelled lines; on paper without links, in millimetres."""
    width = f"{drawing.width_on_paper}mm" if is_paper else str(drawing.width)
    name = f"drawing-{escape(about.network.slug)}"
    boxes = (_box(drawn) if is_paper else _linked(drawn) for drawn in drawing.boxes)
    opened = (
        f'<svg class="ivz-drawing__svg" width="{width}" viewBox="0 0 {drawing.width}'
        f' {drawing.height}" xmlns="http://www.w3.org/2000/svg"'
        f' role="{"img" if is_paper else "group"}" aria-labelledby="{name}"'
        f' font-family="{_LETTER}" font-size="12"><title id="{name}">{escape(about.title)}</title>'
    )
    parts = [
        opened,
        *(_band(band, drawing.width) for band in drawing.bands),
        '<g aria-hidden="true" fill="none" stroke="#40565a" stroke-width="1.4">',
        *(_line(drawn) for drawn in drawing.lines),
        "</g>",
        *boxes,
        '<g aria-hidden="true" font-size="11.5">',
        *(_label(drawn.label) for drawn in drawing.lines),
        "</g></svg>",
    ]
    return mark_safe("\n".join(parts))  # noqa: S308 - every text in it is escaped


def _text(kind: str, text: DrawnText, look: str) -> str:
    return f'<text class="{kind}" x="{text.x}" y="{text.y}" {look}>{escape(text.text)}</text>'


def _band(band: DrawnBand, width: int) -> str:
    look = 'font-size="13" font-weight="700" fill="#10272b"'
    titles = "".join(_text("d-title", title, look) for title in band.titles)
    return (
        f'<rect class="d-band" x="0" y="{band.y}" width="{width}" height="{band.height}" rx="8"'
        f' fill="#edf2f2" />{titles}'
    )


def _line(drawn: DrawnLine) -> str:
    kind = escape(drawn.line.kind)
    return (
        f'<path class="d-line d-line--{kind}" d="{drawn.path}"{_DASHES.get(kind, "")} />'
        f'<path class="d-arrow" d="{drawn.arrow}" fill="#40565a" stroke="none" />'
    )


def _linked(drawn: DrawnBox) -> str:
    return f'<a href="{escape(drawn.box.url)}">{_box(drawn)}</a>'


def _box(drawn: DrawnBox) -> str:
    kind = drawn.box.kind
    stroke = 3 if kind == "deciding" else 1.2
    dashes = ' stroke-dasharray="5 3"' if kind == "outside" else ""
    bold = 'font-size="13.5" font-weight="650" fill="#10272b"'
    names = (_text("d-name", name, bold) for name in drawn.names)
    notes = (_text("d-note", note, 'fill="#40565a"') for note in drawn.notes)
    return (
        f'<rect class="d-box d-box--{escape(kind)}" x="{drawn.x}" y="{drawn.y}"'
        f' width="{drawn.width}" height="{drawn.height}" rx="5" fill="#ffffff" stroke="#0e5d68"'
        f' stroke-width="{stroke}"{dashes} />{" ".join((*names, *notes))}'
    )


def _label(label: DrawnText) -> str:
    halo = 'stroke="#ffffff" stroke-width="4" stroke-linejoin="round" fill="#ffffff"'
    beneath = _text("d-label d-label--halo", label, halo)
    return beneath + _text("d-label", label, 'fill="#0a434b"')
