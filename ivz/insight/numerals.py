"""Small counts in words, and lists that read as a sentence."""

from collections.abc import Iterable

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ivz.web.templatetags.ivz import number


def in_words(count: int) -> str:
    """Write a count up to twelve in words, a larger one in digits."""
    words = [
        pgettext("count", "none"),
        pgettext("count", "one"),
        pgettext("count", "two"),
        pgettext("count", "three"),
        pgettext("count", "four"),
        pgettext("count", "five"),
        pgettext("count", "six"),
        pgettext("count", "seven"),
        pgettext("count", "eight"),
        pgettext("count", "nine"),
        pgettext("count", "ten"),
        pgettext("count", "eleven"),
        pgettext("count", "twelve"),
    ]
    return words[count] if 0 <= count < len(words) else number(count)


def enumerated(names: Iterable[object]) -> str:
    """Write names as a list: ``A, B and C``."""
    return get_text_list([str(name) for name in names], _("and"))
