"""The published table of 2015 and what people fill in beside it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from ivz.insight.actions import Description
from ivz.insight.models import Figure

INCIDENCE = Path("ivz/example/data/incidence_2015.csv").read_bytes()
PRIORITIES = ("overlast-kwetsbare-personen", "woninginbraken", "georganiseerde-criminaliteit")

IJSSELLAND = "district-ijsselland"
NOORDOOST = "district-noord-en-oost-gelderland"
TWENTE = "district-twente"


def description(**changes):
    given = {
        "slug": "cijfers-2015",
        "title": "Cijfers 2015",
        "unit": "incidenten per 1.000 inwoners",
        "denominator": "inwoners",
        "period_from": date(2015, 1, 1),
        "period_until": date(2016, 1, 1),
        "source": "Notitie, hoofdstuk 4",
    }
    return Description(**{**given, **changes})


def change(data_set, area, theme, **cells):
    """Overwrite one cell of the table, as if the source had printed something else."""
    changed = Figure.objects.filter(data_set=data_set, area__code=area, theme__code=theme)
    assert changed.update(**cells) == 1


def rate(text):
    return {"rate": Decimal(text)}
