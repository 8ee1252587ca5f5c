"""Safety themes in the five fields of the Kernbeleid Veiligheid."""

from django.db import models

from ivz.network.models.periods import Dated
from ivz.workflow.versions import Versioned


class ThemeField(models.Model):
    """One of the five fields of the Kernbeleid (Dutch: *veiligheidsveld*)."""

    number = models.PositiveSmallIntegerField(unique=True)
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class Theme(Dated, Versioned):
    """A safety theme (Dutch: *thema*); ``aliases`` holds other names, one per line.

    ``successor`` is the theme that took its place when names or scopes changed.
    Where ``more_is_not_worse`` holds, a higher figure can mean more enforcement.
    """

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    field = models.ForeignKey(ThemeField, on_delete=models.PROTECT, related_name="themes")
    position = models.PositiveSmallIntegerField()
    aliases = models.TextField(blank=True)
    more_is_not_worse = models.BooleanField(default=False)
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors"
    )

    class Meta(Dated.Meta):
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name

    @property
    def names(self) -> list[str]:
        """Every name under which a source may mention the theme."""
        return [self.name, self.code, *self.aliases.splitlines()]
