"""Pages about one body: what it is, who sits in it, and how it changed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.accounts.prepared import prepared
from ivz.errors import RuleBroken
from ivz.network.actions import upkeep_seats, upkeep_undo
from ivz.network.addresses import body_url
from ivz.network.as_of import as_of
from ivz.network.forms.upkeep import EndBodyForm, after
from ivz.network.models import Body, Network, Organisation, Person, Seat
from ivz.network.queries.upkeep_bodies import Keeper, a_year_before, body_record
from ivz.network.rules.rights import check_may_manage
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
from ivz.workflow.changes import subject_of
from ivz.workflow.models import Change


def body_or_404(network_slug: str, slug: str) -> Body:
    """Give a body of a network."""
    for body in _bodies_at(network_slug, slug):
        return body
    raise Http404


@prepared
def _bodies_at(network_slug: str, slug: str) -> QuerySet[Body]:
    related = ("network__area", "theme", "area", "successor__network")
    return Body.objects.filter(network__slug=network_slug, slug=slug).select_related(*related)


@require_safe
def page(request: Request, network_slug: str, slug: str) -> HttpResponse:
    """Show a body as of the reference date."""
    body = body_or_404(network_slug, slug)
    chosen = as_of(request)
    context = {
        "network": body.network,
        "body": body,
        "record": body_record(body, on=chosen.day, by=request.actor),
        "counted_since": a_year_before(chosen.day),
        "as_of": chosen,
        "parts": parts_of(body, by=request.actor),
    }
    return render(request, "network/bodies/body.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, network_slug: str) -> HttpResponse:
    """Add a body to the network."""
    network = network_or_404(network_slug)
    check_may_manage(network, by=request.actor)
    row = Body(network=network, slug="")
    edit_page = EditPage(
        network=network,
        title=_("Add a body"),
        kicker=network.name,
        back=reverse("network:structure", args=[network.slug]),
        done=_("The body is added. Its seats come next."),
    )
    answer = add_row(request, edit_page, row, start={"valid_from": request.actor.today})
    return redirect(body_url(row)) if row.pk else answer


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, network_slug: str, slug: str) -> HttpResponse:
    """Change what is noted about a body."""
    body = body_or_404(network_slug, slug)
    if not Keeper(network=body.network, by=request.actor).manages_body(body):
        raise PermissionDenied
    edit_page = EditPage(
        network=body.network,
        title=_("Change this body"),
        kicker=body.name,
        back=body_url(body),
    )
    return change_row(request, edit_page, body)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, network_slug: str, slug: str) -> HttpResponse:
    """Show what ends with a body, then end it."""
    body = body_or_404(network_slug, slug)
    check_may_manage(body.network, by=request.actor)
    if request.method != "POST":
        start = {"version": body.version, "last_day": request.actor.today}
        return show(request, _end_page(body), EndBodyForm(body=body, initial=start))
    form = EndBodyForm(request.POST, body=body)
    if not form.is_valid():
        return show(request, _end_page(body), form, status=422)
    first_without = after(form.cleaned_data["last_day"])
    if request.POST.get("previewed") != form.cleaned_data["last_day"].isoformat():
        preview = _end_page(body, effects=_effects(body, form), previewed=form)
        return show(request, preview, form)
    ending = upkeep_seats.Ending(until=first_without, successor=form.cleaned_data["successor"])
    return save(
        request,
        _end_page(body),
        form,
        lambda: upkeep_seats.end_body(
            body,
            ending,
            version=form.cleaned_data["version"],
            correction=correction_of(form, body.network, request),
        ),
    )


def _end_page(
    body: Body, *, effects: list[str] | None = None, previewed: EndBodyForm | None = None
) -> EditPage:
    return EditPage(
        network=body.network,
        title=_("End this body"),
        kicker=body.name,
        back=body_url(body),
        lead=_("What it was stays on record. Seats that outlast the body end with it."),
        button=_("End this body") if previewed else _("Show what ends with it"),
        done=_("The body has an end date. Its history stays."),
        effects=effects or [],
        previewed=previewed.cleaned_data["last_day"].isoformat() if previewed else "",
    )


def _effects(body: Body, form: EndBodyForm) -> list[str]:
    """Say what ending the body does."""
    first_without = after(form.cleaned_data["last_day"])
    hanging = upkeep_seats.outlasting(body, first_without)
    seats = [row for row in hanging if isinstance(row, Seat)]
    later = [seat for seat in seats if upkeep_seats.starts_after(seat, first_without)]
    ending = [seat for seat in seats if seat not in later]
    others = len(hanging) - len(seats)
    effects = [_("The seat “%(seat)s” ends that day.") % {"seat": seat} for seat in ending]
    effects += [
        _("The seat “%(seat)s” would start later and is revoked.") % {"seat": seat}
        for seat in later
    ]
    if body.network.deciding_body_id == body.pk:
        effects.append(
            _(
                "It is the body that decides for %(network)s. When another one takes over, choose "
                "that one under “Change this network”."
            )
            % {"network": body.network}
        )
    if others:
        effects.append(
            ngettext(
                "%(count)s relation, mandate or description ends that day.",
                "%(count)s relations, mandates and descriptions end that day.",
                others,
            )
            % {"count": others}
        )
    return effects or [_("Nothing else ends with it.")]


@require_POST
def take_back(request: Request, network_slug: str, pk: int) -> HttpResponse:
    """Undo a change, and what was changed in the same act."""
    network = network_or_404(network_slug)
    labels = [model._meta.label for model in upkeep_undo.REGISTERED]
    change = get_object_or_404(Change, pk=pk, subject_model__in=labels)
    try:
        count = upkeep_undo.take_back(change, network=network, by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(
            request,
            ngettext("Taken back.", "Taken back, with what changed with it.", count),
        )
    return redirect(_list_without(change, network) or _back(request, network))


_LISTS = {
    Body._meta.label: "network:structure",
    Organisation._meta.label: "network:organisations",
    Person._meta.label: "network:people",
}


def _list_without(change: Change, network: Network) -> str:
    """Give the list in which a row stood that is gone with its page; nothing where it is there."""
    listed = _LISTS.get(change.subject_model)
    if listed is None or subject_of(change) is not None:
        return ""
    return reverse(listed, args=[network.slug])


def _back(request: Request, network: Network) -> str:
    """Give the page of the register the reader came from."""
    home = reverse("network:structure", args=[network.slug])
    asked = request.POST.get("next", "")
    is_ours = asked.startswith(reverse("network:index")) and "//" not in asked
    return asked if is_ours else home
