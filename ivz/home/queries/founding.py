"""What the start of an empty installation asks."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.text import slugify

from ivz.network import models as network_models
from ivz.network.models import Body, Network
from ivz.tabular.reading import Column, read_table, text, whole_number

_MUNICIPALITIES = Path(network_models.__file__).parents[1] / "data" / "municipalities.csv"


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
    return tuple(
        Municipality(
            code=row["code"],
            name=row["name"],
            province=row["province"],
            inhabitants=row["inhabitants_2024"],
        )
        for row in read_table(_MUNICIPALITIES.read_bytes(), columns=columns, unique=["code"])
    )


def everyday_name(name: str) -> str:
    """Give the name people use: "Hengelo", not "Hengelo (O.)", unless two share it."""
    short = name.partition(" (")[0]
    sharing = sum(known.name.partition(" (")[0] == short for known in municipalities())
    return short if sharing == 1 else name


def network_exists(name: str) -> bool:
    """Tell whether a network already has this name, or one that reads the same in an address."""
    return Network.objects.filter(slug=slugify(name)).exists()


def body_exists(short_name: str) -> bool:
    """Tell whether a body already has this short name, or one that reads the same."""
    return Body.objects.filter(slug=slugify(short_name)).exists()
