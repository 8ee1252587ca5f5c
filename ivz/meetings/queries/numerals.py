"""Numbers in words, as people write them in a sentence."""

from django.utils.translation import gettext as _

from ivz.web.templatetags.ivz import number


def in_words(count: int) -> str:
    """Write a count up to twelve in words and a larger one in digits."""
    words = [
        _("none"),
        _("one"),
        _("two"),
        _("three"),
        _("four"),
        _("five"),
        _("six"),
        _("seven"),
        _("eight"),
        _("nine"),
        _("ten"),
        _("eleven"),
        _("twelve"),
    ]
    return words[count] if count < len(words) else number(count)
