"""The network Twente with its fourteen municipalities and the scheme of 2018, as published."""

import csv
import datetime as dt
import io
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from ivz.accounts.actors import Actor
from ivz.authorization.roles import BodyKind, Role
from ivz.finance import actions, queries
from ivz.finance.models import Scheme
from ivz.network.models import Area, AreaLink, AreaPopulation, Body, Network
from ivz.network.models.areas import AreaKind
from tests.factories import AreaFactory, BodyFactory, NetworkFactory, actor_with

DATA = Path(__file__).parents[2] / "ivz" / "example" / "data"
PUBLISHED = (DATA / "contributions_2018.csv").read_bytes()
CAPACITY = (DATA / "capacity_2016.csv").read_bytes()
CBS_DAY = dt.date(2017, 1, 1)
CODES = {
    "Almelo": "GM0141",
    "Borne": "GM0147",
    "Dinkelland": "GM1774",
    "Enschede": "GM0153",
    "Haaksbergen": "GM0158",
    "Hellendoorn": "GM0163",
    "Hengelo": "GM0164",
    "Hof van Twente": "GM1735",
    "Losser": "GM0168",
    "Oldenzaal": "GM0173",
    "Rijssen-Holten": "GM1742",
    "Tubbergen": "GM0183",
    "Twenterand": "GM1700",
    "Wierden": "GM0189",
}


def parameters():
    """Return the rules of 2018 as the source states them."""
    return tomllib.loads((DATA / "scheme_2018.toml").read_text(), parse_float=Decimal)


@dataclass(frozen=True, kw_only=True)
class Region:
    network: Network
    platform: Body
    coordinator: Actor
    scheme: Scheme

    def area(self, name: str) -> Area:
        return Area.objects.get(name=name)

    def table(self, basis):
        return queries.overview_of(self.scheme).tables[basis]

    def codes_found(self):
        found = queries.findings(self.scheme, actor=self.coordinator)
        return {finding.code for finding in found}

    def finding(self, code):
        found = queries.findings(self.scheme, actor=self.coordinator)
        return next(finding for finding in found if finding.code == code)


def municipalities_of_twente():
    """Make the district with its fourteen municipalities and their inhabitants by CBS."""
    district = AreaFactory(code="district-twente", name="Twente", kind=AreaKind.DISTRICT)
    inhabitants = {
        row["area"]: int(row["inhabitants"])
        for row in csv.DictReader(io.StringIO((DATA / "populations.csv").read_text()))
        if row["on"] == CBS_DAY.isoformat()
    }
    for name, code in CODES.items():
        area = AreaFactory(code=code, name=name)
        AreaLink.objects.create(area=area, parent=district, valid_from=dt.date(2013, 1, 1))
        AreaPopulation.objects.create(
            area=area, on=CBS_DAY, inhabitants=inhabitants[code], source="CBS"
        )
    return district


def twente(*, published: bytes | None = PUBLISHED) -> Region:
    """Make the network with the scheme of 2018, and its published table unless None."""
    network = NetworkFactory(slug="twente", name="Twente", area=municipalities_of_twente())
    platform = BodyFactory(network=network, kind=BodyKind.PLATFORM)
    coordinator = actor_with(Role.SECRETARY, body=platform)
    scheme = actions.import_scheme(network, parameters=parameters(), by=coordinator)
    if published is not None:
        actions.import_published_contributions(scheme, content=published, by=coordinator)
    return Region(network=network, platform=platform, coordinator=coordinator, scheme=scheme)


def with_cell(name: str, column: str, value: str) -> bytes:
    """Return the published table with one cell changed."""
    rows = list(csv.DictReader(io.StringIO(PUBLISHED.decode())))
    for row in rows:
        if row["municipality"] == name:
            row[column] = value
    target = io.StringIO()
    writer = csv.DictWriter(target, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue().encode()
