"""References in texts of a paper, as links."""

from django import template
from django.utils.safestring import SafeString

from ivz.meetings import references
from ivz.meetings.references import Targets

register = template.Library()


@register.filter
def linked(text: str, targets: Targets) -> SafeString:
    """Give a text with its references as links."""
    return references.linked(text, targets)
