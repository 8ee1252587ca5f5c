"""What every export says of itself: who kept it, when, and how open it is.

Policy: docs/policy/openness.md#exports
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.tabular.writing import Value


@dataclass(frozen=True, kw_only=True)
class Export:
    """Who keeps something out of the platform, when, and the openness of its most closed part."""

    by: str
    at: datetime
    openness: Openness

    def file_name(self, name: str, suffix: str) -> str:
        """Give the name of the file; a CSV file has no other place to say it."""
        level, who = slugify(self.openness.label), slugify(self.by)
        return f"{name}_{level}_{self.at:%Y-%m-%d-%H%M}_{who}.{suffix}"

    def facts(self) -> list[tuple[str, Value]]:
        """Give the same as facts about a table."""
        return [
            (_("Kept by"), self.by),
            (_("Kept at"), f"{self.at:%Y-%m-%d %H:%M}"),
            (_("Openness of the most closed part"), str(self.openness.label)),
        ]

    @property
    def told(self) -> str:
        """The same in one line, for under a page or among the properties of a file."""
        return "; ".join(f"{name}: {value}" for name, value in self.facts())


def export_by(actor: Actor, *, openness: str) -> Export:
    """Say that ``actor`` keeps something now; people by function, a helper by own name."""
    function = "" if actor.is_helping else actor.standing.function
    who = function or (actor.name if actor.is_signed_in else _("visitor"))
    return Export(by=who, at=timezone.localtime(), openness=Openness(openness))
