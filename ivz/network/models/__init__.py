"""Everything the network registers."""

from ivz.network.models.areas import Area, AreaLink, AreaPopulation
from ivz.network.models.bodies import Body, Network, Seat
from ivz.network.models.people import Organisation, Person
from ivz.network.models.periods import Dated, in_force
from ivz.network.models.themes import Theme, ThemeField

__all__ = [
    "Area",
    "AreaLink",
    "AreaPopulation",
    "Body",
    "Dated",
    "Network",
    "Organisation",
    "Person",
    "Seat",
    "Theme",
    "ThemeField",
    "in_force",
]
