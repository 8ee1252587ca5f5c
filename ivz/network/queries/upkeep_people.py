"""What the pages on people and organisations ask."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from ivz.accounts.actors import Actor
from ivz.errors import passes
from ivz.network.models import Hosting, Network, Organisation, Person, Seat, in_force
from ivz.network.queries.areas import areas_in
from ivz.network.queries.upkeep_bodies import Keeper
from ivz.network.queries.upkeep_history import HistoryLine, history
from ivz.network.rules.rights import check_may_change_person, check_may_maintain
from ivz.network.supplied import PersonDeed, PersonFact, deeds_for, facts_about


def organisations_of(network: Network, *, on: date) -> QuerySet[Organisation]:
    """Give the organisations that take part in a network or lie in its area, by name."""
    sitting = Seat.objects.filter(body__network=network)
    lying_in = areas_in(network.area, on=on).values("pk")
    takes_part = (
        Q(pk__in=sitting.values("organisation"))
        | Q(pk__in=sitting.values("person__organisation"))
        | Q(area__in=lying_in)
        | Q(area=network.area_id)
    )
    return Organisation.objects.filter(takes_part, in_force(on)).order_by("name")


def organisations_with_counts(network: Network, *, on: date) -> QuerySet[Organisation]:
    """Give them with ``people_count`` and ``seat_count`` on a day; one query."""
    seats = Seat.objects.filter(in_force(on), is_revoked=False, body__network=network)
    return organisations_of(network, on=on).annotate(
        people_count=_count_per_organisation(Person.objects.filter(working_on(on))),
        seat_count=_count_per_organisation(seats),
    )


def _count_per_organisation(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.filter(organisation=OuterRef("pk")).order_by().values("organisation")
    return Coalesce(Subquery(counted.annotate(count=Count("pk")).values("count")), 0)


def working_on(day: date) -> Q:
    """Narrow people down to those who work for their organisation on a day."""
    came = Q(works_from=None) | Q(works_from__lte=day)
    return came & (Q(works_until=None) | Q(works_until__gt=day))


def _seats_in_force(on: date) -> QuerySet[Seat]:
    found = Seat.objects.filter(in_force(on), in_force(on, prefix="body__"), is_revoked=False)
    return found.select_related("body__network", "person").order_by("body__name", "pk")


@dataclass(frozen=True, kw_only=True)
class PeopleFilter:
    """Which people a list shows, on which day."""

    on: date
    words: str = ""
    organisation: Organisation | None = None
    searches_names: bool = False


def people_of(network: Network, chosen: PeopleFilter) -> QuerySet[Person]:
    """Give the people of a network on a day, with their seats as ``seats_in_force``; two queries.

    Names are searched only for readers who may see them, and only of who sits in the network.
    """
    sitting = Seat.objects.filter(body__network=network, person__isnull=False).values("person")
    employers = organisations_of(network, on=chosen.on).order_by().values("pk")
    people = Person.objects.filter(Q(pk__in=sitting) | Q(organisation__in=employers))
    people = people.filter(working_on(chosen.on))
    if chosen.organisation is not None:
        people = people.filter(organisation=chosen.organisation)
    for word in chosen.words.replace("\x00", "").split():
        told = Q(function__icontains=word) | Q(organisation__name__icontains=word)
        if chosen.searches_names:
            named = Q(name__icontains=word) | Q(aliases__icontains=word)
            told |= Q(pk__in=sitting) & named
        people = people.filter(told)
    seats = Prefetch("seats", queryset=_seats_in_force(chosen.on), to_attr="seats_in_force")
    return people.select_related("organisation").prefetch_related(seats).order_by("function", "pk")


@dataclass(frozen=True, kw_only=True)
class PersonRecord:
    """Someone on a day, with every seat at once."""

    person: Person
    seats: Sequence[Seat]
    coming: Sequence[Seat]
    former: Sequence[Seat]
    deputises: Sequence[Seat]
    facts: Sequence[PersonFact]
    deeds: Sequence[PersonDeed]
    may_change: bool
    shows_names: bool
    history: Sequence[HistoryLine] = field(default_factory=list)


def person_record(person: Person, *, network: Network, on: date, by: Actor) -> PersonRecord:
    """Give someone as of a day; the number of queries does not grow with the seats."""
    related = Seat.objects.select_related("body__network", "organisation", "person")
    seats = list(related.filter(person=person).order_by("body__name", "pk"))
    may_change = passes(check_may_change_person, person, network=network, by=by)
    past = [s for s in seats if s.is_revoked or (s.valid_until and s.valid_until <= on)]
    later = [s for s in seats if s not in past and s.valid_from and s.valid_from > on]
    now = [s for s in seats if s not in past and s not in later]
    deputises = related.filter(in_force(on), deputy=person, is_revoked=False)
    return PersonRecord(
        person=person,
        seats=now,
        coming=later,
        former=past,
        deputises=list(deputises.order_by("body__name", "pk")),
        facts=facts_about(person, on=on),
        deeds=deeds_for(person, by=by),
        may_change=may_change,
        shows_names=any(seat.body.network_id in by.network_ids for seat in seats),
        history=history({Person: [person.pk], Seat: [s.pk for s in seats]}) if may_change else [],
    )


@dataclass(frozen=True, kw_only=True)
class OrganisationRecord:
    """An organisation on a day, with its people and seats."""

    organisation: Organisation
    people: Sequence[Person]
    seats: Sequence[Seat]
    predecessors: Sequence[Organisation]
    hostings: Sequence[Hosting]
    may_change: bool
    manages_network: bool
    history: Sequence[HistoryLine] = field(default_factory=list)


def organisation_record(
    organisation: Organisation, *, network: Network, on: date, by: Actor
) -> OrganisationRecord:
    """Give an organisation as of a day; the number of queries does not grow with its people."""
    may_change = passes(check_may_maintain, organisation, network=network, by=by)
    hostings = Hosting.objects.filter(in_force(on), organisation=organisation)
    return OrganisationRecord(
        organisation=organisation,
        people=list(people_working_for(organisation, on=on)),
        seats=list(_seats_in_force(on).filter(organisation=organisation)),
        predecessors=list(organisation.predecessors.order_by("name")),
        hostings=list(hostings.select_related("network")),
        may_change=may_change,
        manages_network=Keeper(network=network, by=by).manages,
        history=history({Organisation: [organisation.pk]}) if may_change else [],
    )


def people_working_for(organisation: Organisation, *, on: date) -> QuerySet[Person]:
    """Give the people of an organisation on a day, with their seats as ``seats_in_force``."""
    seats = Prefetch("seats", queryset=_seats_in_force(on), to_attr="seats_in_force")
    people = Person.objects.filter(working_on(on), organisation=organisation)
    return people.prefetch_related(seats).order_by("function", "pk")


def open_seats_of(organisation: Organisation, *, on: date) -> QuerySet[Seat]:
    """Give the seats on behalf of an organisation whose holder works elsewhere, or is nobody."""
    seats = _seats_in_force(on).filter(organisation=organisation)
    return seats.exclude(person__in=Person.objects.filter(organisation=organisation))


def seats_that_outlast(person: Person, *, on: date, by: Actor, network: Network) -> list[Seat]:
    """Give the seats of someone that last beyond a day and that ``by`` may fill; three queries."""
    lasting = Q(valid_until=None) | Q(valid_until__gt=on)
    seats = Seat.objects.filter(lasting, person=person, is_revoked=False, body__network=network)
    keeper = Keeper(network=network, by=by)
    return [
        seat
        for seat in seats.select_related("body__network", "person").order_by("pk")
        if keeper.manages_body(seat.body) or keeper.may_fill(seat)
    ]


def hostings_of(network: Network) -> list[Hosting]:
    """Give who hosted the staff of a network, latest first."""
    return list(network.hostings.select_related("organisation").order_by("-valid_from", "-pk"))
