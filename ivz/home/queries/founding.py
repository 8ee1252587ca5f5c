"""What the start of an empty installation asks."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from django.apps import apps
from django.utils.text import slugify

from ivz.network.models import Body, Network
from ivz.tabular.reading import Column, read_table, text, whole_number


def is_empty_installation() -> bool:
    """Tell whether no network was founded yet; one query."""
    return not Network.objects.exists()


@dataclass(frozen=True, kw_only=True)
class Municipality:
    """A municipality to choose from; Source: CBS, 1 January 2024."""

    code: str
    name: str
    province: str
    inhabitants: int


@cache
def municipalities() -> tuple[Municipality, ...]:
    """Give the municipalities of the country, by province and name; no query."""
    columns = {
        "code": Column(parse=text),
        "name": Column(parse=text),
        "province": Column(parse=text),
        "inhabitants_2024": Column(parse=whole_number),
    }
    file = Path(apps.get_app_config("network").path) / "data" / "municipalities.csv"
    return tuple(
        Municipality(
            code=row["code"],
            name=row["name"],
            province=row["province"],
            inhabitants=row["inhabitants_2024"],
        )
        for row in read_table(file.read_bytes(), columns=columns, unique=["code"])
    )


@dataclass(frozen=True, kw_only=True)
class Province:
    """A province with its municipalities, and which of them were chosen."""

    name: str
    municipalities: list[tuple[Municipality, bool]]

    @property
    def chosen(self) -> int:
        """How many were chosen."""
        return sum(is_chosen for _municipality, is_chosen in self.municipalities)


def municipalities_by_province(chosen: Collection[str]) -> list[Province]:
    """Give every province with its municipalities, marking the chosen codes; no query."""
    return [
        Province(name=name, municipalities=[(each, each.code in chosen) for each in group])
        for name, group in groupby(municipalities(), key=lambda each: each.province)
    ]


def chosen_names(codes: Collection[str]) -> list[str]:
    """Give the names of the municipalities with these codes, in the order of the list."""
    return [everyday_name(each.name) for each in municipalities() if each.code in codes]


def everyday_name(name: str) -> str:
    """Give the name people use: "Hengelo", not "Hengelo (O.)", unless two share it."""
    short = name.partition(" (")[0]
    return short if _bearers()[short] < 2 else name


@cache
def _bearers() -> Counter[str]:
    """How many municipalities carry each name, apart from their province."""
    return Counter(known.name.partition(" (")[0] for known in municipalities())


def network_exists(name: str) -> bool:
    """Tell whether a network already has this name, or one that reads the same in an address."""
    return Network.objects.filter(slug=slugify(name)).exists()


def body_exists(short_name: str) -> bool:
    """Tell whether a body already has this short name, or one that reads the same."""
    return Body.objects.filter(slug=slugify(short_name)).exists()
