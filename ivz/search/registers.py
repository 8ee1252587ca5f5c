"""What is found of the registers: bodies, organisations, people by function, and themes.

Names of people are not indexed: they are for readers with a seat in the same network.
Policy: docs/policy/identity.md#by-function
"""

from datetime import date

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ivz.accounts.actors import Actor
from ivz.clock import reading as clock
from ivz.network.models import Body, Organisation, Person, Seat, Theme, in_force
from ivz.search.sources import CHOSEN_NETWORK, Source, Told, register_source

MARK = "chosen-network"  # fits an address; the page puts the chosen network there


def register() -> None:
    """Let the registers be found."""
    for source in [_bodies(), _people(), _organisations(), _themes()]:
        register_source(source)


def _bodies() -> Source:
    return Source(
        kind="body",
        label=_("Bodies"),
        one=_("A body"),
        position=10,
        rows=lambda: Body.objects.select_related("network", "theme"),
        tell=_body,
        text_name=_("the mandate"),
    )


def _people() -> Source:
    return Source(
        kind="person",
        label=_("People"),
        one=_("Person"),
        position=12,
        rows=_with_seats,
        tell=_person,
        visible_to=_sitting_for,
        text_name=_("the organisation or body"),
        is_low=True,
        follows={"network.Seat": "seats", "network.Organisation": "organisation"},
    )


def _organisations() -> Source:
    return Source(
        kind="organisation",
        label=_("Organisations"),
        one=_("Organisation"),
        position=14,
        rows=Organisation.objects.all,
        tell=_organisation,
    )


def _themes() -> Source:
    return Source(
        kind="theme",
        label=_("Themes"),
        one=_("Theme"),
        position=16,
        rows=lambda: Theme.objects.select_related("field"),
        tell=_theme,
        follows={"network.ThemeField": "field"},
    )


def _in_chosen(name: str, *names: str) -> str:
    """Give an address in the network that is chosen when somebody searches."""
    return reverse(name, args=[MARK, *names]).replace(MARK, CHOSEN_NETWORK)


def _body(body: Body) -> Told:
    theme = body.theme
    return Told(
        title=f"{body.name} ({body.short_name})" if body.short_name != body.name else body.name,
        text=body.mandate,
        also=" ".join([body.get_kind_display(), *(theme.names if theme else [])]),
        address=reverse("network:body", args=[body.network.slug, body.slug]),
        network_id=body.network_id,
        body_id=body.pk,
        theme_id=body.theme_id,
    )


def _with_seats() -> QuerySet[Person]:
    seats = _seats(clock.today()).select_related("body__network").order_by("pk")
    sitting = Person.objects.filter(pk__in=seats.order_by().values("person"))
    return sitting.select_related("organisation").prefetch_related(
        Prefetch("seats", queryset=seats, to_attr="sits")
    )


def _sitting_for(actor: Actor) -> QuerySet[Person]:
    """Give who sits somewhere today: who left is not found, whatever the index still holds."""
    return Person.objects.filter(pk__in=_seats(actor.today).values("person"))


def _seats(on: date) -> QuerySet[Seat]:
    """Give the seats that count on a day; a body that ended takes its seats with it."""
    lasting = Seat.objects.filter(in_force(on), in_force(on, prefix="body__"))
    return lasting.filter(is_revoked=False).exclude(person=None)


def _person(person: Person) -> Told:
    seats: list[Seat] = getattr(person, "sits", [])
    network = seats[0].body.network
    bodies = dict.fromkeys(seat.body.name for seat in seats)
    return Told(
        title=person.function,
        text=", ".join(filter(None, [str(person.organisation or ""), *bodies])),
        also=" ".join(seat.body.short_name for seat in seats),
        called=[person.function],
        address=reverse("network:person", args=[network.slug, person.slug]),
        network_id=network.pk,
    )


def _organisation(organisation: Organisation) -> Told:
    return Told(
        title=organisation.name,
        text=organisation.get_kind_display(),
        address=_in_chosen("network:organisation", organisation.slug),
    )


def _theme(theme: Theme) -> Told:
    return Told(
        title=theme.name,
        text=theme.field.name,
        also=" ".join(theme.names),
        address=_in_chosen("portfolios:theme", theme.code),
        theme_id=theme.pk,
    )
