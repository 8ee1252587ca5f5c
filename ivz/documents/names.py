"""How a file is called when it is handed out."""

import re
import unicodedata

from django.utils.translation import gettext as _

from ivz.authorization.openness import Openness
from ivz.documents.models import Version
from ivz.documents.places import Place

LONGEST = 80
_NOT_IN_A_NAME = re.compile(r"[^\w .,()+&-]|_")


def file_name(version: Version, place: Place) -> str:
    """Give a name that every computer takes.

    A restricted document goes without its title: the name stays behind in lists of downloads.
    Policy: docs/policy/documents.md#handing-out
    """
    if place.effective_openness == Openness.RESTRICTED:
        title = _("Restricted document %(mark)s") % {"mark": version.document.key[:6]}
    else:
        title = plain(place.title) or _("Document")
    if version.number > 1:
        title = _("%(title)s (version %(number)s)") % {"title": title, "number": version.number}
    return f"{title}.{version.file_kind.suffix}"


def plain(title: str) -> str:
    """Keep what can stand in the name of a file: letters, figures, spaces and a few signs."""
    composed = unicodedata.normalize("NFC", title)
    spaced = " ".join(_NOT_IN_A_NAME.sub(" ", composed).split())
    return spaced[:LONGEST].strip(" .")
