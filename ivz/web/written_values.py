"""Writing text into a page in three steps; Django takes a dozen for each of a thousand words.

What is written is the same: text is escaped, what is marked as safe stays as it is.
"""

import html
from typing import Any

from django.template import base, defaulttags
from django.template.base import render_value_in_context as render_any
from django.template.context import Context
from django.templatetags import i18n
from django.utils import html as django_html
from django.utils.functional import Promise
from django.utils.html import conditional_escape as escape_any
from django.utils.safestring import SafeString


def escape(text: Any) -> str:
    """Escape text that is not marked as safe; all else as Django does."""
    kind = type(text)
    if kind is SafeString:
        return text  # type: ignore[no-any-return]
    return SafeString(html.escape(text)) if kind is str else escape_any(text)


def render_value(value: Any, context: Context) -> str:
    """Write a value of a template; numbers, dates and all else as Django does."""
    if isinstance(value, Promise):
        value = str(value)
    if type(value) not in (str, SafeString):
        return render_any(value, context)
    return escape(value) if context.autoescape else value


def write_text_quickly() -> None:
    """Let every template write its values so, and ``format_html`` what it is given."""
    django_html.conditional_escape = escape  # type: ignore[assignment]
    for module in (base, defaulttags, i18n):
        module.render_value_in_context = render_value  # type: ignore[attr-defined]
