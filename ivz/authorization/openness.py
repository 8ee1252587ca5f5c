"""How open a record is.

Policy: docs/policy/openness.md
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Openness(models.TextChoices):
    """Who may read a record, from everyone to named people."""

    PUBLIC = "public", _("Public")
    NETWORK = "network", _("Network")
    BODY = "body", _("Body")
    RESTRICTED = "restricted", _("Restricted")


_ORDER = [Openness.PUBLIC, Openness.NETWORK, Openness.BODY, Openness.RESTRICTED]


def most_closed(*levels: str) -> Openness:
    """Give the most closed of ``levels``: what derives from several is as closed as that."""
    return max((Openness(level) for level in levels), key=_ORDER.index)


def is_at_most_as_open(level: str, limit: str) -> bool:
    """Tell whether ``level`` is as closed as ``limit`` or more so."""
    return _ORDER.index(Openness(level)) >= _ORDER.index(Openness(limit))
