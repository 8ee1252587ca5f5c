"""Everything the network registers."""

from ivz.network.models.areas import Area, AreaLink, AreaOutline, AreaPopulation, AreaSuccession
from ivz.network.models.bodies import (
    Body,
    BodyRelation,
    Hosting,
    Mandate,
    Network,
    Preparation,
    RoleDescription,
    Seat,
)
from ivz.network.models.checks import RegisterCheck, RegisterImport
from ivz.network.models.people import Organisation, Person
from ivz.network.models.periods import Dated, in_force
from ivz.network.models.themes import Theme, ThemeField

__all__ = [
    "Area",
    "AreaLink",
    "AreaOutline",
    "AreaPopulation",
    "AreaSuccession",
    "Body",
    "BodyRelation",
    "Dated",
    "Hosting",
    "Mandate",
    "Network",
    "Organisation",
    "Person",
    "Preparation",
    "RegisterCheck",
    "RegisterImport",
    "RoleDescription",
    "Seat",
    "Theme",
    "ThemeField",
    "in_force",
]
