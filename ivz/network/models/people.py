"""Organisations, and people by function."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
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
    ``works_from`` is the first day with this employer, empty where nobody noted it;
    ``works_until`` the first day on which the person no longer works there.
    """

    beside_history = frozenset({"user"})

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
    works_from = models.DateField(null=True, blank=True)
    works_until = models.DateField(null=True, blank=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="person_leaves_after_arriving",
                condition=Q(works_from=None)
                | Q(works_until=None)
                | Q(works_until__gt=F("works_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.function

    def works_on(self, day: date) -> bool:
        """Tell whether the person has this function on a day."""
        came = self.works_from is None or self.works_from <= day
        return came and (self.works_until is None or day < self.works_until)

    @property
    def spellings(self) -> list[str]:
        """Every spelling under which a text may name this person."""
        return [text for text in [self.function, self.name, *self.aliases.splitlines()] if text]
