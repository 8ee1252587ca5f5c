"""The five fields with their themes, and the themes that nobody steers."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from ivz.authorization.roles import BodyKind
from ivz.network.models import Body, Network, Theme, ThemeField, in_force
from ivz.network.queries.areas import municipalities_in
from ivz.portfolios.models import Portfolio, Priority

STEERING = [BodyKind.STEERING_GROUP, BodyKind.PROGRAMME_BOARD, BodyKind.BOARD]


@dataclass(frozen=True, kw_only=True)
class ThemeRow:
    """A theme with its other names, who holds it and in how many municipalities it plays."""

    theme: Theme
    aliases: list[str]
    came_from: list[Theme]
    portfolio: Portfolio | None
    municipality_count: int


@dataclass(frozen=True, kw_only=True)
class FieldOfThemes:
    """A field of the Kernbeleid with its themes; those not in force on the day apart."""

    field: ThemeField
    current: list[ThemeRow]
    other: list[ThemeRow]


def fields_with_themes(network: Network, *, on: date) -> list[FieldOfThemes]:
    """Give every field with its themes as of a day; five queries."""
    held = {
        portfolio.theme_id: portfolio
        for portfolio in Portfolio.objects.filter(in_force(on), network=network).select_related(
            "holder"
        )
    }
    themes = list(Theme.objects.select_related("field", "successor").order_by("position", "pk"))
    counts = _municipality_counts(network, standing_for(themes, on=on), on=on)
    rows = [
        ThemeRow(
            theme=theme,
            aliases=[name for name in theme.aliases.splitlines() if name],
            came_from=[earlier for earlier in themes if earlier.successor_id == theme.pk],
            portfolio=held.get(theme.pk),
            municipality_count=counts.get(theme.pk, 0),
        )
        for theme in themes
    ]
    return [_field(field, rows, on=on) for field in ThemeField.objects.order_by("number")]


def _field(field: ThemeField, rows: list[ThemeRow], *, on: date) -> FieldOfThemes:
    own = [row for row in rows if row.theme.field_id == field.pk]
    return FieldOfThemes(
        field=field,
        current=[row for row in own if row.theme.is_in_force(on)],
        other=[row for row in own if not row.theme.is_in_force(on)],
    )


def _municipality_counts(
    network: Network, stands_for: Mapping[int, int], *, on: date
) -> dict[int, int]:
    inside = municipalities_in(network.area, on=on).order_by()
    rows = Priority.objects.filter(in_force(on), municipality__in=inside)
    chosen = rows.values_list("theme", "municipality").distinct()
    places = {(stands_for[theme_id], place) for theme_id, place in chosen if theme_id in stands_for}
    return Counter(theme_id for theme_id, _municipality in places)


def came_into(theme: Theme) -> set[int]:
    """Give a theme with every theme that became it, however many steps ago; one query."""
    steps = dict(Theme.objects.exclude(successor=None).values_list("pk", "successor"))
    found = {theme.pk}
    while grown := {pk for pk, successor in steps.items() if successor in found} - found:
        found |= grown
    return found


def standing_for(themes: Iterable[Theme], *, on: date) -> dict[int, int]:
    """Give for each theme which one stands for it on a day: where it ended, what followed it.

    A theme that was followed by nothing stands for itself.
    """
    known = {theme.pk: theme for theme in themes}
    return {pk: _standing(theme, known, on=on) for pk, theme in known.items()}


def counted_as(theme: Theme, *, on: date) -> set[int]:
    """Give a theme with the ended ones for which it stands on a day; one query."""
    standing = standing_for(Theme.objects.all(), on=on)
    return {theme.pk} | {pk for pk, stands in standing.items() if stands == theme.pk}


def _standing(theme: Theme, known: Mapping[int, Theme], *, on: date) -> int:
    seen = {theme.pk}
    here = theme
    while not here.is_in_force(on) and here.successor_id in known.keys() - seen:
        here = known[here.successor_id]
        seen.add(here.pk)
    return here.pk if here.is_in_force(on) else theme.pk


def unsteered_themes(network: Network, *, on: date) -> QuerySet[Theme]:
    """Give the themes at work in a network without a body that steers them on a day.

    At work is a theme with a portfolio, or that a municipality put first. A steering group,
    programme board or board for the theme steers it, in the network or in its parent.
    """
    inside = municipalities_in(network.area, on=on).order_by()
    held = Portfolio.objects.filter(in_force(on), network=network)
    chosen = Priority.objects.filter(in_force(on), municipality__in=inside)
    networks = [pk for pk in [network.pk, network.parent_id] if pk]
    steering = Body.objects.filter(
        in_force(on), network__in=networks, kind__in=STEERING, theme__isnull=False
    )
    at_work = Q(pk__in=held.values("theme")) | Q(pk__in=chosen.values("theme"))
    return (
        Theme.objects.filter(at_work)
        .exclude(pk__in=steering.values("theme"))
        .order_by("position", "name")
    )


def themes_to_choose(*, on: date) -> list[Theme]:
    """Give the themes in force on a day, field by field."""
    themes = Theme.objects.filter(in_force(on)).select_related("field")
    return list(themes.order_by("field__number", "position", "pk"))
