"""What is published of each theme in the area of a network, newest first.

Policy: docs/policy/figures.md
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Case, Count, DecimalField, Max, Q, QuerySet, When

from ivz.accounts.actors import Actor
from ivz.insight.comparisons import worked_back
from ivz.insight.models import DataSet, Figure
from ivz.insight.populations import Populations
from ivz.insight.queries import data_sets_for
from ivz.network.models import Network, Theme
from ivz.network.queries.areas import municipalities_in
from safetystats.rates import Interval


@dataclass(frozen=True, kw_only=True)
class KnownFigure:
    """What a table says of a theme in the area of a network.

    Attributes:
        rate: of the area as a whole; None where the table has only municipalities in it.
        places: of how many municipalities in it the table has a figure.
        interval: worked back from the rate; None where that cannot be done.
    """

    data_set: DataSet
    theme_id: int
    rate: Decimal | None
    places: int
    interval: Interval | None

    def is_older_than(self, years: int, *, on: date) -> bool:
        """Whether its last day lies more than so many years back."""
        last = self.data_set.last_day
        return (last.year + years, last.month, last.day) < (on.year, on.month, on.day)


def known_figures(
    network: Network, *, actor: Actor, themes: QuerySet[Theme] | None = None
) -> list[KnownFigure]:
    """Give per table and theme what is published of a network, newest first; three queries."""
    data_sets = {row.pk: row for row in data_sets_for(network, actor=actor)}
    cells = _cells(network, data_sets, themes, on=actor.today) if data_sets else []
    populations = Populations.at_once() if cells else None
    found = []
    for data_set_id, theme_id, rate, places in cells:
        data_set = data_sets[data_set_id]
        near = (
            populations.near(data_set.period_from, areas=[network.area_id])
            if populations and rate is not None
            else None
        )
        inhabitants = near.by_area[network.area_id] if near else None
        interval = worked_back(rate, data_set=data_set, inhabitants=inhabitants)
        found.append(
            KnownFigure(
                data_set=data_set, theme_id=theme_id, rate=rate, places=places, interval=interval
            )
        )
    place = {pk: number for number, pk in enumerate(data_sets)}
    return sorted(found, key=lambda each: place[each.data_set.pk])


def _cells(
    network: Network, data_sets: Collection[int], themes: QuerySet[Theme] | None, *, on: date
) -> list[tuple[int, int, Decimal | None, int]]:
    whole = Q(area=network.area_id)
    inside = Q(area__in=municipalities_in(network.area, on=on).order_by().values("pk"))
    cells = Figure.objects.filter(whole | inside, data_set__in=list(data_sets))
    if themes is not None:
        cells = cells.filter(theme__in=themes.order_by().values("pk"))
    rate = Max(Case(When(whole, then="rate"), output_field=DecimalField()))
    summed = cells.order_by().values_list("data_set", "theme")
    return list(summed.annotate(rate=rate, places=Count("pk", filter=~whole)))
