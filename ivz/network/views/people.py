"""Pages on people and organisations."""

from collections.abc import Sequence
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ivz.network.actions import upkeep_seats
from ivz.network.as_of import as_of, day_of_file
from ivz.network.forms.upkeep import LeaveForm, after
from ivz.network.models import Hosting, Network, Organisation, Person, Seat
from ivz.network.queries import upkeep_people as queries
from ivz.network.queries.upkeep_bodies import Keeper
from ivz.network.queries.upkeep_history import history
from ivz.network.register_tables import organisations_table, people_table
from ivz.network.rules.rights import (
    check_may_change_person,
    check_may_maintain,
    check_may_manage,
)
from ivz.network.supplied import parts_of
from ivz.network.views.corrections import (
    EditPage,
    add_row,
    change_row,
    correction_of,
    network_or_404,
    save,
    show,
)
from ivz.web.requests import Request
from ivz.web.tables import table_response

PEOPLE_ON_A_PAGE = 50
_read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def people(request: Request, network_slug: str) -> HttpResponse:
    """List the people of a network as of the reference date."""
    network = network_or_404(network_slug)
    chosen = as_of(request)
    organisations = list(queries.organisations_of(network, on=chosen.day))
    asked = _asked(request, network, organisations, on=chosen.day)
    keeper = Keeper(network=network, by=request.actor)
    found = queries.people_of(network, asked)
    page = Paginator(found, PEOPLE_ON_A_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "network": network,
        "as_of": chosen,
        "page": page,
        "words": asked.words,
        "organisations": organisations,
        "asked": asked.organisation,
        "manages": keeper.manages,
        "may_add": keeper.manages or keeper.own_organisation_id is not None,
    }
    return render(request, "network/people/people.html", context)


def _asked(
    request: Request, network: Network, organisations: Sequence[Organisation], *, on: date
) -> queries.PeopleFilter:
    asked = request.GET.get("organisatie", "")
    return queries.PeopleFilter(
        on=on,
        words=request.GET.get("zoek", "").strip()[:100],
        organisation=next((one for one in organisations if one.slug == asked), None),
        searches_names=network.pk in request.actor.network_ids,
    )


@require_safe
def people_file(request: Request, network_slug: str, suffix: str) -> HttpResponse:
    """Give the people of a network as a file, narrowed down as the list is; all pages of it."""
    network = network_or_404(network_slug)
    day = day_of_file(request)
    organisations = list(queries.organisations_of(network, on=day))
    asked = _asked(request, network, organisations, on=day)
    table = people_table(queries.people_of(network, asked), network=network, chosen=asked)
    return table_response(request, table, name=f"mensen-{network.slug}-{day}", suffix=suffix)


@require_safe
def person_page(request: Request, network_slug: str, slug: str) -> HttpResponse:
    """Show someone with every seat at once."""
    network = network_or_404(network_slug)
    person = _person_or_404(slug)
    chosen = as_of(request)
    context = {
        "network": network,
        "as_of": chosen,
        "person": person,
        "record": queries.person_record(person, network=network, on=chosen.day, by=request.actor),
    }
    return render(request, "network/people/person.html", context)


def _person_or_404(slug: str) -> Person:
    return get_object_or_404(Person.objects.select_related("organisation"), slug=slug)


def _person_page(person: Person, network: Network) -> str:
    return reverse("network:person", args=[network.slug, person.slug])


@_read_or_write
def add_person(request: Request, network_slug: str) -> HttpResponse:
    """Add someone to an organisation of the network."""
    network = network_or_404(network_slug)
    keeper = Keeper(network=network, by=request.actor)
    own = Organisation.objects.filter(pk=keeper.own_organisation_id or 0).first()
    row = Person(slug="", organisation=None if keeper.manages else own)
    check_may_change_person(row, network=network, by=request.actor)
    page = EditPage(
        network=network,
        title=_("Add a person"),
        kicker=network.name,
        back=reverse("network:people", args=[network.slug]),
        lead=_("By function. A name is needed only where the function does not tell who it is."),
        done=_("The person is added. A seat comes from the page of the body."),
    )
    return add_row(request, page, row)


@_read_or_write
def change_person(request: Request, network_slug: str, slug: str) -> HttpResponse:
    """Change what is noted about someone."""
    network, person = network_or_404(network_slug), _person_or_404(slug)
    check_may_change_person(person, network=network, by=request.actor)
    page = EditPage(
        network=network,
        title=_("Change this person"),
        kicker=person.function,
        back=_person_page(person, network),
    )
    return change_row(request, page, person)


@_read_or_write
def leave(request: Request, network_slug: str, slug: str) -> HttpResponse:
    """Note a last working day, and propose which seats open up."""
    network, person = network_or_404(network_slug), _person_or_404(slug)
    check_may_change_person(person, network=network, by=request.actor)
    today = request.actor.today
    seats = queries.seats_that_outlast(person, on=today, by=request.actor, network=network)
    offered = Seat.objects.filter(pk__in=[seat.pk for seat in seats])
    offered = offered.select_related("body__network", "person")
    page = EditPage(
        network=network,
        title=_("Leaves on a date"),
        kicker=person.function,
        back=_person_page(person, network),
        lead=_("The seats that stay ticked stand open from the next day, in sight as vacant."),
        done=_("The last working day is noted."),
    )
    if request.method != "POST":
        start = {"version": person.version, "seats": [seat.pk for seat in seats]}
        return show(request, page, LeaveForm(seats=offered, initial=start))
    form = LeaveForm(request.POST, seats=offered)

    def act() -> None:
        departure = upkeep_seats.Departure(
            until=after(form.cleaned_data["last_day"]), seats=list(form.cleaned_data["seats"])
        )
        upkeep_seats.leave(
            person,
            departure,
            version=form.cleaned_data["version"],
            correction=correction_of(form, network, request),
        )

    return save(request, page, form, act)


@require_safe
def organisations(request: Request, network_slug: str) -> HttpResponse:
    """List the organisations of a network with how many people and seats they have."""
    network = network_or_404(network_slug)
    chosen = as_of(request)
    hostings = queries.hostings_of(network)
    manages = Keeper(network=network, by=request.actor).manages
    context = {
        "network": network,
        "as_of": chosen,
        "organisations": list(queries.organisations_with_counts(network, on=chosen.day)),
        "hostings": hostings,
        "manages": manages,
        "history": history({Hosting: [row.pk for row in hostings]}) if manages else [],
        "parts": parts_of(network, by=request.actor),
    }
    return render(request, "network/people/organisations.html", context)


@require_safe
def organisations_file(request: Request, network_slug: str, suffix: str) -> HttpResponse:
    """Give the organisations of a network as a file, with who hosted its staff."""
    network = network_or_404(network_slug)
    day = day_of_file(request)
    table = organisations_table(
        queries.organisations_with_counts(network, on=day),
        queries.hostings_of(network),
        network=network,
        on=day,
    )
    return table_response(request, table, name=f"organisaties-{network.slug}-{day}", suffix=suffix)


@require_safe
def organisation_page(request: Request, network_slug: str, slug: str) -> HttpResponse:
    """Show an organisation with its people and seats."""
    network, organisation = network_or_404(network_slug), _organisation_or_404(slug)
    chosen = as_of(request)
    context = {
        "network": network,
        "as_of": chosen,
        "organisation": organisation,
        "record": queries.organisation_record(
            organisation, network=network, on=chosen.day, by=request.actor
        ),
    }
    return render(request, "network/people/organisation.html", context)


def _organisation_or_404(slug: str) -> Organisation:
    return get_object_or_404(Organisation.objects.select_related("area", "successor"), slug=slug)


@_read_or_write
def add_organisation(request: Request, network_slug: str) -> HttpResponse:
    """Add a partner."""
    network = network_or_404(network_slug)
    check_may_manage(network, by=request.actor)
    row = Organisation(slug="")
    page = EditPage(
        network=network,
        title=_("Add an organisation"),
        kicker=network.name,
        back=reverse("network:organisations", args=[network.slug]),
    )
    return add_row(request, page, row)


@_read_or_write
def change_organisation(request: Request, network_slug: str, slug: str) -> HttpResponse:
    """Change what is noted about an organisation."""
    network, organisation = network_or_404(network_slug), _organisation_or_404(slug)
    check_may_maintain(organisation, network=network, by=request.actor)
    page = EditPage(
        network=network,
        title=_("Change this organisation"),
        kicker=organisation.name,
        back=reverse("network:organisation", args=[network.slug, organisation.slug]),
    )
    return change_row(request, page, organisation)
