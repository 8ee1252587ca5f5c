"""What the audit trail records about the network; the values are stored."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.TextChoices):
    """Changes in the register of the network."""

    AREAS_IMPORTED = "areas.imported", _("Areas imported")
    NETWORK_FOUNDED = "network.founded", _("Network founded")
    ORGANISATION_ADDED = "organisation.added", _("Organisation added")
    PERSON_ADDED = "person.added", _("Person added")
    BODY_ADDED = "body.added", _("Body added")
    SEAT_ADDED = "seat.added", _("Seat added")
    SEAT_REVOKED = "seat.revoked", _("Seat revoked")
