"""What the audit trail records about the network; the values are stored."""

from django.db import models
from django.utils.translation import gettext_lazy as _

SET_UP = "import"  # the reason of what came in when the registers were set up


class Event(models.TextChoices):
    """Changes in the register of the network."""

    AREAS_IMPORTED = "areas.imported", _("Areas imported")
    DISTRICT_MADE = "area.district_made", _("District made")
    THEMES_IMPORTED = "themes.imported", _("Themes imported")
    THEME_ADDED = "theme.added", _("Theme added")
    THEME_CHANGED = "theme.changed", _("Theme changed")
    NETWORK_FOUNDED = "network.founded", _("Network founded")
    NETWORK_CHANGED = "network.changed", _("Network changed")
    ORGANISATION_ADDED = "organisation.added", _("Organisation added")
    PERSON_ADDED = "person.added", _("Person added")
    BODY_ADDED = "body.added", _("Body added")
    SEAT_ADDED = "seat.added", _("Seat added")
    SEAT_CHANGED = "seat.changed", _("Seat changed")
    SEAT_REVOKED = "seat.revoked", _("Seat revoked")
    SEATS_IMPORTED = "seats.imported", _("Seats imported")
    BODY_CHANGED = "body.changed", _("Body changed")
    BODY_ENDED = "body.ended", _("Body ended")
    RELATION_CHANGED = "relation.changed", _("Relation between bodies changed")
    MANDATE_CHANGED = "mandate.changed", _("Mandate changed")
    HOSTING_CHANGED = "hosting.changed", _("Hosting changed")
    ROLE_DESCRIBED = "role.described", _("Role described")
    PREPARATION_CHANGED = "preparation.changed", _("Preparation of a body changed")
    PERSON_CHANGED = "person.changed", _("Person changed")
    ORGANISATION_CHANGED = "organisation.changed", _("Organisation changed")
    REGISTER_CHECKED = "register.checked", _("Register checked by an organisation")
    CHANGE_UNDONE = "network.undone", _("Change in the register taken back")
