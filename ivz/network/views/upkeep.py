"""Pages that correct seats, relations, mandates, descriptions, preparation and hosting."""

from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ivz.network.actions import upkeep_seats
from ivz.network.addresses import body_url
from ivz.network.forms.upkeep import EndForm, ReasonForm, SuccessorForm, after
from ivz.network.models import (
    Body,
    BodyRelation,
    Hosting,
    Mandate,
    Network,
    Preparation,
    RoleDescription,
    Seat,
)
from ivz.network.queries.upkeep_bodies import Keeper
from ivz.network.rules.rights import check_may_fill, check_may_manage
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

BodyRow = Seat | BodyRelation | Mandate | Preparation | RoleDescription
_read_or_write = require_http_methods(["GET", "HEAD", "POST"])


class Kind(NamedTuple):
    """A kind of row that hangs on a body, and what its pages are called."""

    model: type[BodyRow]
    adding: object
    changing: object


KINDS = {
    "zetels": Kind(Seat, gettext_lazy("Add a seat"), gettext_lazy("Change this seat")),
    "relaties": Kind(
        BodyRelation, gettext_lazy("Add a relation"), gettext_lazy("Change this relation")
    ),
    "mandaten": Kind(Mandate, gettext_lazy("Add a mandate"), gettext_lazy("Change this mandate")),
    "functieomschrijvingen": Kind(
        RoleDescription,
        gettext_lazy("Add a job description"),
        gettext_lazy("Change this job description"),
    ),
    "voorbereiding": Kind(
        Preparation,
        gettext_lazy("Note how officials prepare it"),
        gettext_lazy("Change how officials prepare it"),
    ),
}


@_read_or_write
def add(request: Request, network_slug: str, slug: str, kind: str) -> HttpResponse:
    """Add a row that hangs on a body, such as a seat or a mandate."""
    bodies = Body.objects.select_related("network__area")
    body = get_object_or_404(bodies, network__slug=network_slug, slug=slug)
    _check_manages(body, request)
    row: BodyRow = KINDS[kind].model(body=body)
    page = EditPage(
        network=body.network,
        title=str(KINDS[kind].adding),
        kicker=body.name,
        back=body_url(body),
    )
    return add_row(request, page, row, start={"valid_from": _first_day(body, request.actor.today)})


def _first_day(body: Body, today: date) -> date:
    return max(body.valid_from, today) if body.valid_from else today


def _check_manages(body: Body, request: Request) -> None:
    if not Keeper(network=body.network, by=request.actor).manages_body(body):
        raise PermissionDenied


@_read_or_write
def change(request: Request, network_slug: str, pk: int, kind: str) -> HttpResponse:
    """Change a row that hangs on a body."""
    row = _row_or_404(network_slug, pk, kind)
    _check_manages(row.body, request)
    network = row.body.network
    page = EditPage(
        network=network,
        title=str(KINDS[kind].changing),
        kicker=str(row),
        back=body_url(row.body),
        lead=_("Correct here what was noted wrongly. Who takes a seat over goes by “Successor”.")
        if isinstance(row, Seat)
        else "",
    )
    return change_row(request, page, row)


def _row_or_404(network_slug: str, pk: int, kind: str) -> BodyRow:
    model = KINDS[kind].model
    rows: QuerySet[Any] = model._default_manager.select_related("body__network__area")
    found: BodyRow = get_object_or_404(rows, pk=pk, body__network__slug=network_slug)
    return found


def _seat_or_404(network_slug: str, pk: int) -> Seat:
    seat = _row_or_404(network_slug, pk, "zetels")
    if not isinstance(seat, Seat) or seat.is_revoked:
        raise Http404
    return seat


@_read_or_write
def succeed(request: Request, network_slug: str, pk: int) -> HttpResponse:
    """Let somebody take a seat over."""
    seat = _seat_or_404(network_slug, pk)
    check_may_fill(seat, by=request.actor)
    network = seat.body.network
    page = EditPage(
        network=network,
        title=_("Successor"),
        kicker=str(seat),
        back=body_url(seat.body),
        lead=_("The seat as it is now ends the day before; the new one starts. Both stay known."),
        button=_("Save the successor"),
        done=_("The seat has a new holder. Who held it before stays on record."),
    )
    if request.method != "POST":
        start = {"version": seat.version, "starts_on": request.actor.today}
        return show(request, page, SuccessorForm(initial=start))
    form = SuccessorForm(request.POST)
    return save(
        request,
        page,
        form,
        lambda: upkeep_seats.succeed(
            seat,
            upkeep_seats.Successor(
                starts_on=form.cleaned_data["starts_on"],
                person=form.cleaned_data["person"],
                deputy=form.cleaned_data["deputy"],
                state=form.state(),
            ),
            version=form.cleaned_data["version"],
            correction=correction_of(form, network, request),
        ),
    )


@_read_or_write
def end_seat(request: Request, network_slug: str, pk: int) -> HttpResponse:
    """Give a seat a last day."""
    seat = _seat_or_404(network_slug, pk)
    check_may_fill(seat, by=request.actor)
    page = _seat_page(
        seat,
        title=_("End this seat"),
        lead=_("The seat itself goes. Does somebody take it over? Then choose “Successor”."),
        done=_("The seat has a last day."),
    )
    if request.method != "POST":
        start = {"version": seat.version, "last_day": request.actor.today}
        return show(request, page, EndForm(initial=start))
    form = EndForm(request.POST)

    def act() -> None:
        first_without = after(form.cleaned_data["last_day"])
        correction = correction_of(form, seat.body.network, request)
        version = form.cleaned_data["version"]
        upkeep_seats.end_seat(seat, first_without, version=version, correction=correction)

    return save(request, page, form, act)


@_read_or_write
def revoke(request: Request, network_slug: str, pk: int) -> HttpResponse:
    """Take every right of a seat away at once."""
    seat = _seat_or_404(network_slug, pk)
    _check_manages(seat.body, request)
    page = _seat_page(
        seat,
        title=_("Revoke this seat"),
        lead=_("Its holder loses every right of this seat at once, whatever its last day was."),
        done=_("The seat is revoked."),
    )
    if request.method != "POST":
        return show(request, page, ReasonForm(initial={"version": seat.version}))
    form = ReasonForm(request.POST)
    return save(
        request,
        page,
        form,
        lambda: upkeep_seats.revoke(
            seat,
            version=form.cleaned_data["version"],
            correction=correction_of(form, seat.body.network, request),
        ),
    )


def _seat_page(seat: Seat, *, title: str, lead: str, done: str) -> EditPage:
    return EditPage(
        network=seat.body.network,
        title=title,
        kicker=str(seat),
        back=body_url(seat.body),
        lead=lead,
        button=title,
        done=done,
    )


@_read_or_write
def add_hosting(request: Request, network_slug: str) -> HttpResponse:
    """Note which organisation hosts the staff of the network."""
    network = network_or_404(network_slug)
    check_may_manage(network, by=request.actor)
    row = Hosting(network=network)
    page = _hosting_page(network)
    return add_row(request, page, row)


@_read_or_write
def change_hosting(request: Request, network_slug: str, pk: int) -> HttpResponse:
    """Change the hosting of a network, or end it."""
    network = network_or_404(network_slug)
    check_may_manage(network, by=request.actor)
    row = get_object_or_404(Hosting, pk=pk, network=network)
    page = _hosting_page(network)
    return change_row(request, page, row)


def _hosting_page(network: Network) -> EditPage:
    return EditPage(
        network=network,
        title=_("Hosting of the network"),
        kicker=network.name,
        back=reverse("network:organisations", args=[network.slug]),
        lead=_("Which organisation employs and houses the staff of the network, and since when."),
    )


@_read_or_write
def change_network(request: Request, network_slug: str) -> HttpResponse:
    """Change what is noted of the network itself: its name, its form, which body decides for it."""
    network = network_or_404(network_slug)
    check_may_manage(network, by=request.actor)
    page = EditPage(
        network=network,
        title=_("Change this network"),
        kicker=network.name,
        back=reverse("network:structure", args=[network.slug]),
        lead=_(
            "The address stays as it is. Who may hold a portfolio or a project sits in the body "
            "that decides: choose another one as soon as it takes over."
        ),
    )
    return change_row(request, page, network)
