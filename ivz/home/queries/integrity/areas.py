"""Areas: lives, places, mergers; the rules are those of the import."""

from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q
from django.db.models.fields.reverse_related import ForeignObjectRel

from ivz.home.queries.integrity.finding import Finding, each
from ivz.network.models import Area, AreaLink, AreaOutline, AreaPopulation, AreaSuccession
from ivz.network.models.areas import AreaKind
from ivz.network.rules import areas as rules
from ivz.tabular.reading import Problem

# Rows that describe an area; they do not make that anybody uses it.
DESCRIBES_IT = (AreaLink, AreaOutline, AreaPopulation)


def area_findings() -> Iterator[Finding]:
    """Find areas in two places on a day, places outside a life, mergers that lose people."""
    lives = {area.code: _life(area) for area in Area.objects.all()}
    places = [_place(link) for link in AreaLink.objects.select_related("area", "parent")]
    takeovers = [
        _takeover(row) for row in AreaSuccession.objects.select_related("predecessor", "successor")
    ]
    for problem in [
        *rules.places_outside_life(places, lives),
        *rules.circles(places),
        *rules.double_places(places, lives),
        *rules.overlapping_places(places),
    ]:
        yield _told("network.AreaLink", problem)
    for problem in rules.takeovers_outside_life(takeovers, lives):
        yield _told("network.AreaSuccession", problem)
    counts = [_count(row) for row in AreaPopulation.objects.select_related("area").order_by("pk")]
    for loss in rules.losses(takeovers, counts):
        said = f"the merger of {loss.takeovers[0].on} loses inhabitants"
        codes = ", ".join(sorted({each.predecessor for each in loss.takeovers}))
        yield Finding(f"network.Area {codes}", f"{said}: {loss.before} before, {loss.after} after")
    placed = AreaLink.objects.values("area")
    used = Area.objects.filter(_is_used(), kind=AreaKind.MUNICIPALITY)
    homeless = used.exclude(pk__in=placed)
    yield from each(homeless, "the municipality lies in no larger area")


def _is_used() -> Q:
    """Keep the areas that a row refers to: a network knows more of the country than it is in."""
    refers = [
        field.field
        for field in Area._meta.get_fields(include_hidden=True)
        if isinstance(field, ForeignObjectRel) and field.related_model not in DESCRIBES_IT
    ]
    rows = [key.model._default_manager.filter(**{key.name: OuterRef("pk")}) for key in refers]
    return reduce(or_, [Q(Exists(row)) for row in rows])


def _told(label: str, problem: Problem) -> Finding:
    return Finding(f"{label} {problem.line}", f"{problem.column}: expected {problem.expected}")


def _life(area: Area) -> rules.Life:
    return rules.Life(
        code=area.code,
        name=area.name,
        kind=area.kind,
        valid_from=area.valid_from,
        valid_until=area.valid_until,
    )


def _place(link: AreaLink) -> rules.Place:
    return rules.Place(
        child=link.area.code,
        parent=link.parent.code,
        valid_from=link.valid_from,
        valid_until=link.valid_until,
        line=link.pk,
    )


def _takeover(row: AreaSuccession) -> rules.Takeover:
    return rules.Takeover(
        predecessor=row.predecessor.code, successor=row.successor.code, on=row.on, line=row.pk
    )


def _count(row: AreaPopulation) -> rules.Count:
    return rules.Count(area=row.area.code, on=row.on, inhabitants=row.inhabitants, line=row.pk)
