"""How forms look: label, hint, error and field, one under the other."""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Widget = Mapping[str, Any]


class HouseRenderer(TemplatesSetting):
    """Renders every form field with our component, by the engine of the pages.

    Inputs and lists of choices are written here as Django's own templates write them: a page
    with a hundred fields would wait for as many templates.
    """

    field_template_name = "components/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """Write a part of a form as HTML."""
        name = template_name.removeprefix("django/forms/widgets/").removesuffix(".html")
        draw = _DRAWN.get(name)
        return draw(context["widget"]) if draw else super().render(template_name, context, request)


def _input(widget: Widget) -> SafeString:
    value = "" if widget["value"] is None else format_html(' value="{}"', widget["value"])
    attributes = _attributes(widget)
    return format_html(
        '<input type="{}" name="{}"{}{}>', widget["type"], widget["name"], value, attributes
    )


def _attributes(widget: Widget) -> SafeString:
    return flatatt({name: value for name, value in widget["attrs"].items() if value is not None})


def _labelled_input(widget: Widget) -> SafeString:
    if not widget.get("wrap_label", True):
        return _input(widget)
    label_for = widget["attrs"].get("id", "")
    return format_html('<label for="{}">{} {}</label>', label_for, _input(widget), widget["label"])


def _inputs(widget: Widget) -> SafeString:
    identified = {name: widget["attrs"].get(name) for name in ("id", "class")}
    attributes = flatatt({name: value for name, value in identified.items() if value})
    drawn = ((_labelled_input(option),) for option in _options(widget))
    return format_html(
        "<div{}>{}</div>", attributes, format_html_join("\n", "<div>{}</div>", drawn)
    )


def _select(widget: Widget) -> SafeString:
    drawn = ((_group(name, options),) for name, options, _index in widget["optgroups"])
    choices = format_html_join("", "{}", drawn)
    return format_html(
        '<select name="{}"{}>{}</select>', widget["name"], _attributes(widget), choices
    )


def _group(name: str | None, options: list[Widget]) -> SafeString:
    written = (
        (option["value"], SafeString(" selected") if option["selected"] else "", option["label"])
        for option in options
    )
    drawn = format_html_join("", '<option value="{}"{}>{}</option>', written)
    return format_html('<optgroup label="{}">{}</optgroup>', name, drawn) if name else drawn


def _options(widget: Widget) -> list[Widget]:
    return [option for _group, options, _index in widget["optgroups"] for option in options]


_INPUTS = ["text", "number", "email", "hidden", "date", "time", "checkbox", "password"]
_DRAWN: dict[str, Callable[[Widget], SafeString]] = {
    **dict.fromkeys(_INPUTS, _input),
    **dict.fromkeys(["radio_option", "checkbox_option"], _labelled_input),
    **dict.fromkeys(["radio", "checkbox_select"], _inputs),
    "select": _select,
}
