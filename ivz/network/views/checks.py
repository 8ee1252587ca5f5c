"""Pages of the yearly check."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ivz.network.actions.upkeep_checks import confirm
from ivz.network.forms.checks import CheckForm
from ivz.network.models import Organisation
from ivz.network.queries.upkeep_bodies import Keeper
from ivz.network.queries.upkeep_checks import check_overview, rows_to_check
from ivz.network.rules.rights import check_may_maintain
from ivz.network.views.corrections import network_or_404
from ivz.web.requests import Request


@require_safe
def overview(request: Request, network_slug: str) -> HttpResponse:
    """Show who checked this year; somebody of one organisation goes to its own sheet."""
    network = network_or_404(network_slug)
    keeper = Keeper(network=network, by=request.actor)
    if not keeper.manages:
        own = Organisation.objects.filter(pk=keeper.own_organisation_id or 0).first()
        if own is None:
            raise PermissionDenied
        return redirect("network:check", network.slug, own.slug)
    lines = check_overview(network, on=request.actor.today)
    context = {
        "network": network,
        "lines": lines,
        "done": sum(line.is_done for line in lines),
        "year": request.actor.today.year,
    }
    return render(request, "network/upkeep/checks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: Request, network_slug: str, slug: str) -> HttpResponse:
    """Show everything of one organisation, and keep what it says of it."""
    network = network_or_404(network_slug)
    organisation = get_object_or_404(Organisation, slug=slug)
    check_may_maintain(organisation, network=network, by=request.actor)
    rows = rows_to_check(organisation, network=network, on=request.actor.today, by=request.actor)
    form = CheckForm(request.POST or None, rows=rows)
    if request.method == "POST" and form.is_valid():
        wrong, remarks = form.wrong(), form.cleaned_data["remarks"]
        confirm(organisation, network=network, by=request.actor, wrong=wrong, remarks=remarks)
        messages.success(request, _("Thank you. The check of this year is done."))
        return redirect("network:check", network.slug, organisation.slug)
    keeper = Keeper(network=network, by=request.actor)
    context = {
        "network": network,
        "organisation": organisation,
        "form": form,
        "rows": rows,
        "latest": organisation.register_checks.select_related("by__person").order_by("-on").first(),
        "year": request.actor.today.year,
        "fillable": {
            seat.pk
            for row in rows
            for seat in row.seats
            if keeper.manages_body(seat.body) or keeper.may_fill(seat)
        },
        "manages": keeper.manages,
    }
    status = 422 if form.errors else 200
    return render(request, "network/upkeep/check.html", context, status=status)
