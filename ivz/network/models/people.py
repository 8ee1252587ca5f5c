"""Organisations, and people by function."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ivz.network.models.areas import Area
from ivz.network.models.periods import Dated
from ivz.workflow.versions import Versioned


class OrganisationKind(models.TextChoices):
    """What sort of organisation it is."""

    MUNICIPALITY = "municipality", _("Municipality")
    POLICE = "police", _("Police")
    PROSECUTOR = "prosecutor", _("Public prosecution service")
    RIEC = "riec", _("RIEC")
    SAFETY_HOUSE = "safety_house", _("Care and safety house")
    SAFETY_REGION = "safety_region", _("Safety region")
    PROVINCE = "province", _("Province")
    NATIONAL = "national", _("National organisation")
    CARE = "care", _("Care organisation")
    HOUSING = "housing", _("Housing corporation")
    OTHER = "other", _("Other organisation")


class Organisation(Dated, Versioned):
    """A partner in the network (Dutch: *organisatie*)."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="organisations"
    )
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors"
    )
    note = models.TextField(blank=True)

    class Meta(Dated.Meta):
        pass

    def __str__(self) -> str:
        return self.name


class Person(Versioned):
    """Someone in the network (Dutch: *persoon*), shown by function.

    ``name`` stays empty where the function suffices; ``aliases`` holds other
    spellings of name or function, one per line. An account is optional.
    ``works_until`` is the first day on which the person no longer works there.
    """

    slug = models.SlugField(max_length=80, unique=True)
    function = models.CharField(max_length=150)
    name = models.CharField(max_length=150, blank=True)
    aliases = models.TextField(blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="people"
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
    )
    works_until = models.DateField(null=True, blank=True)
    is_invented = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.function

    @property
    def spellings(self) -> list[str]:
        """Every spelling under which a text may name this person."""
        return [text for text in [self.function, self.name, *self.aliases.splitlines()] if text]
