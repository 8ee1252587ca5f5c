"""What the fields of the registers offer to choose from."""

from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.db.models import Q, QuerySet

from ivz.network.models import (
    Area,
    Body,
    Network,
    Organisation,
    Person,
    Seat,
    Theme,
    ThemeField,
    in_force,
)
from ivz.network.models.areas import AreaKind
from ivz.network.queries.areas import areas_in
from ivz.network.rules.upkeep import shown_person

PEOPLE_OFFERED = 400
_SMALL_AREAS = [AreaKind.QUARTER, AreaKind.NEIGHBOURHOOD]


def let_choose_from(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Let the field ``name`` of a form choose from ``rows``."""
    field = form.fields[name]
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = rows


def offered(name: str, row: models.Model, *, network: Network, on: date) -> QuerySet[Any]:
    """Give what a field of a row may choose from: what is in force, and what is stored."""
    if name == "successor":
        return successors_of(row)
    if name == "area":
        return areas_of(network, on=on)
    if name == "field":
        return ThemeField.objects.order_by("number")
    if name == "linked_seat" and isinstance(row, Seat):
        return other_seats(row)
    return _in_force_or_stored(name, row, on=on)


def successors_of(row: models.Model) -> QuerySet[Any]:
    """Give what can take the place of a body, an organisation or a theme."""
    if isinstance(row, Body):
        return other_bodies(row)
    others: QuerySet[Any] = type(row)._default_manager.exclude(pk=row.pk)
    return others.order_by("name")


def _in_force_or_stored(name: str, row: models.Model, *, on: date) -> QuerySet[Any]:
    rows: dict[str, QuerySet[Any]] = {
        "organisation": Organisation.objects.order_by("name"),
        "theme": Theme.objects.order_by("position"),
        "other": Body.objects.order_by("network__name", "name"),
        "deciding_body": Body.objects.filter(network=row.pk).order_by("name"),
    }
    return rows[name].filter(Q(pk=getattr(row, f"{name}_id")) | in_force(on))


def areas_of(network: Network, *, on: date) -> QuerySet[Area]:
    """Give the area of a network and what lies in it, down to municipalities."""
    lying_in = areas_in(network.area, on=on).exclude(kind__in=_SMALL_AREAS).values("pk")
    return Area.objects.filter(Q(pk=network.area_id) | Q(pk__in=lying_in)).order_by("name")


def other_bodies(body: Body) -> QuerySet[Body]:
    """Give every body but this one, those of one network together."""
    return Body.objects.exclude(pk=body.pk).order_by("network__name", "name")


def other_seats(seat: Seat) -> QuerySet[Seat]:
    """Give the other seats of whoever holds this one."""
    others = Seat.objects.filter(person=seat.person_id, person__isnull=False, is_revoked=False)
    return others.exclude(pk=seat.pk).select_related("body", "person")


def people_offered(network: Network) -> list[str]:
    """Give the suggestions for a field that asks for a person of ``network``; one query."""
    sitting = Seat.objects.filter(body__network=network, person__isnull=False).values("person")
    employers = Seat.objects.filter(body__network=network, organisation__isnull=False)
    known = Person.objects.filter(
        Q(pk__in=sitting) | Q(organisation__in=employers.values("organisation"))
    )
    found = known.select_related("organisation").order_by("function")[:PEOPLE_OFFERED]
    return [shown_person(person) for person in found]
