"""Text is written into a page quickly, and just as Django writes it."""

from datetime import date, time
from decimal import Decimal

import pytest
from django.template import Context, Template, base, defaulttags
from django.templatetags import i18n
from django.utils import html
from django.utils.functional import lazystr
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, override

from ivz.web.written_values import escape, escape_any, render_any, render_value


class Drawn:
    def __repr__(self):
        return "Drawn()"

    def __html__(self):
        return "<b>drawn</b>"

    def __str__(self):
        return "<i>told</i>"


class Title(str):
    __slots__ = ()


VALUES = [
    *["", "plain", "<a href='x'>\"&\"</a>", Title("<b>"), SafeString("<b>safe</b>")],
    *[gettext_lazy("Save"), lazystr("<b>"), lazystr(SafeString("<b>safe</b>"))],
    *[None, True, 1234, 1234.5, Decimal("1234.50"), date(2016, 10, 10), time(10, 30)],
    *[Drawn(), ["<b>"], {"a": "<b>"}],
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
@pytest.mark.parametrize("autoescape", [True, False])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_value_is_written_as_django_writes_it(value, autoescape, language):
    context = Context(autoescape=autoescape)
    with override(language):
        written, expected = render_value(value, context), render_any(value, context)

    assert written == expected
    assert isinstance(written, SafeString) == isinstance(expected, SafeString)


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_is_escaped_as_django_escapes_it(value):
    escaped, expected = escape(value), escape_any(value)

    assert escaped == expected
    assert isinstance(escaped, SafeString) == isinstance(expected, SafeString)


def test_every_template_writes_its_values_so():
    assert html.conditional_escape is escape
    for module in (base, defaulttags, i18n):
        assert module.render_value_in_context is render_value


def test_what_is_put_into_html_is_escaped():
    assert html.format_html("<p>{}{}</p>", "<b>", SafeString("<i>")) == "<p>&lt;b&gt;<i></p>"


def test_what_somebody_typed_is_escaped_in_a_template():
    page = Template("{{ typed }} {% firstof typed %} {% translate typed %}")

    assert page.render(Context({"typed": "<b>"})) == "&lt;b&gt; &lt;b&gt; &lt;b&gt;"
