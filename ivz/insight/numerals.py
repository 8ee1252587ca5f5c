"""Small counts in words, and lists that read as a sentence."""

from collections.abc import Iterable

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

_WORDS = (
    gettext_noop("none"),
    gettext_noop("one"),
    gettext_noop("two"),
    gettext_noop("three"),
    gettext_noop("four"),
    gettext_noop("five"),
    gettext_noop("six"),
    gettext_noop("seven"),
    gettext_noop("eight"),
    gettext_noop("nine"),
    gettext_noop("ten"),
    gettext_noop("eleven"),
    gettext_noop("twelve"),
)


def in_words(count: int) -> str:
    """Write a count up to twelve in words, a larger one in digits."""
    return _(_WORDS[count]) if 0 <= count < len(_WORDS) else str(count)


def enumerated(names: Iterable[object]) -> str:
    """Write names as a list: ``A, B and C``."""
    return get_text_list([str(name) for name in names], _("and"))
