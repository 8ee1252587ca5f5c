"""Areas with their codes, the larger areas they lie in, and their inhabitants."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ivz.network.models.periods import Dated


class AreaKind(models.TextChoices):
    """What sort of area it is."""

    COUNTRY = "country", _("Country")
    UNIT = "unit", _("Regional unit")
    DISTRICT = "district", _("District")
    POLICE_TEAM = "police_team", _("Police team")
    MUNICIPALITY = "municipality", _("Municipality")
    QUARTER = "quarter", _("District of a municipality")
    NEIGHBOURHOOD = "neighbourhood", _("Neighbourhood")


class Area(Dated):
    """A piece of the country (Dutch: *gebied*): municipality, police team, district, unit.

    ``code`` is the CBS code where there is one (``GM0141``), else a readable code.
    ``aliases`` holds other spellings under which sources name it, one per line.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=AreaKind)
    aliases = models.TextField(blank=True)

    class Meta(Dated.Meta):
        indexes = [models.Index(fields=["kind", "name"], name="area_kind_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def names(self) -> list[str]:
        """Every spelling under which a source may name the area."""
        return [self.name, self.code, *self.aliases.splitlines()]


class AreaLink(Dated):
    """That an area lies in a larger area for a period (Dutch: *ligt in*)."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="parent_links")
    parent = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="child_links")

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["area", "parent", "valid_from"], name="arealink_once_per_start"
            ),
            models.UniqueConstraint(
                fields=["area", "parent"],
                condition=models.Q(valid_from=None),
                name="arealink_once_without_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} in {self.parent}"


class AreaSuccession(models.Model):
    """That an area took over (part of) another on a day (Dutch: *herindeling*).

    Two rows with one ``successor`` are a merger, two with one ``predecessor`` a split.
    """

    predecessor = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="precessions")
    on = models.DateField()
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "on"], name="succession_once"
            ),
            models.CheckConstraint(
                name="succession_by_another", condition=~Q(predecessor=F("successor"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}, {self.on}"


class AreaOutline(models.Model):
    """The outline of an area as imported (Dutch: *grens*).

    ``geometry`` is a GeoJSON Polygon or MultiPolygon in longitude and latitude (WGS 84).
    """

    area = models.OneToOneField(Area, on_delete=models.CASCADE, related_name="outline")
    geometry = models.JSONField()
    source = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"Outline of {self.area}"


class AreaPopulation(models.Model):
    """Inhabitants and dwellings of an area on a day, with source (Dutch: *inwonertal*)."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="populations")
    on = models.DateField()
    inhabitants = models.PositiveIntegerField()
    dwellings = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "on"], name="population_once_per_day"),
            models.CheckConstraint(
                name="population_above_zero", condition=models.Q(inhabitants__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, {self.on}: {self.inhabitants}"
