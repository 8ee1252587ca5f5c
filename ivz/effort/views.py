"""The pages on effort: the ledger per partner, agreeing hours, and writing them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ivz.authorization.openness import Openness
from ivz.effort import actions, ledger, written
from ivz.effort.bars import drawing_of
from ivz.effort.forms import AgreementForm, CorrectionForm, DeliveryForm, as_agreed
from ivz.effort.ledger import LedgerYear
from ivz.effort.models import Obligation
from ivz.effort.rules import check_may_set
from ivz.effort.tables import ledger_table
from ivz.errors import RuleBroken, passes
from ivz.network.as_of import FIRST_YEAR, LAST_YEAR, as_of, day_of_file
from ivz.network.models import Network
from ivz.network.queries.structure import chosen_network
from ivz.unsaved.answering import form_page
from ivz.web.requests import Request
from ivz.web.tables import table_response

YEAR = "jaar"


def _network_of(request: Request) -> Network:
    """Give the chosen network; who has no seat in it has no ledger."""
    _known, chosen = chosen_network(request.session.get("network"), actor=request.actor)
    if chosen is None or chosen.pk not in request.actor.network_ids:
        raise Http404
    return Network.objects.select_related("area").get(pk=chosen.pk)


def _year_of(request: Request) -> LedgerYear:
    """Give the year in the address, else that of the reference date."""
    day, asked = as_of(request).day, request.GET.get(YEAR, "")
    is_year = asked.isascii() and asked.isdigit() and FIRST_YEAR <= int(asked[:4]) <= LAST_YEAR
    return LedgerYear(year=int(asked[:4]) if is_year else day.year, on=day)


@require_safe
def index(request: Request) -> HttpResponse:
    """Show what each partner owes, promised and delivered."""
    network, year = _network_of(request), _year_of(request)
    found = ledger.ledger(network, year, actor=request.actor)
    context = {
        "network": network,
        "as_of": as_of(request),
        "ledger": found,
        "drawing": drawing_of(found),
        "manages": passes(check_may_set, network, by=request.actor),
        "before": year.year - 1,
        "after": year.year + 1,
        "trail": [(_("Effort"), "")],
    }
    return render(request, "effort/index.html", context)


@require_safe
def file(request: Request, suffix: str) -> HttpResponse:
    """Give the ledger as a file."""
    day_of_file(request)
    network, year = _network_of(request), _year_of(request)
    table = ledger_table(ledger.ledger(network, year, actor=request.actor), network=network)
    name = f"inzet-{network.slug}-{year.year}"
    return table_response(request, table, name=name, suffix=suffix, openness=Openness.NETWORK)


@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: Request) -> HttpResponse:
    """Note the hours a week that a partner owes; a stale save shows both agreements."""
    network, actor = _network_of(request), request.actor
    check_may_set(network, by=actor)
    agreed = Obligation.objects.visible_to(actor).filter(network=network)
    initial = {
        "valid_from": actor.today,
        "organisation": request.GET.get("partner"),
        "version": agreed.newest_version(),
    }
    partners = ledger.partners_of(network, on=actor.today)
    form = AgreementForm(request.POST or None, initial=initial, partners=partners)

    def save() -> str:
        version = form.cleaned_data["version"] or 0
        actions.owe(network, form.details(), version=version, by=actor)
        return reverse("effort:index")

    heading = _("Agree on hours")
    context = {
        "form": form,
        "heading": heading,
        "lead": _("What a partner owes the network, a week. It counts from the day that you give."),
        "trail": [(_("Effort"), reverse("effort:index")), (heading, "")],
        "entries": None,
        "project": None,
    }
    return form_page(
        request,
        context,
        save,
        template="effort/form.html",
        done=_("Saved."),
        stored=lambda row: AgreementForm(initial=as_agreed(row), partners=partners),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def deliver(request: Request) -> HttpResponse:
    """Write hours that a partner delivered for the network as a whole."""
    network, actor = _network_of(request), request.actor
    check_may_set(network, by=actor)
    initial = {"last_day": actor.today, "organisation": request.GET.get("partner")}
    partners = ledger.partners_of(network, on=actor.today)
    form = DeliveryForm(request.POST or None, initial=initial, partners=partners)
    return _form_page(
        request,
        form,
        lambda: actions.deliver(network, form.details(), by=actor),
        heading=_("Write hours"),
        lead=_("For the network as a whole. Who leads a project writes its hours there."),
        entries=written.listed(written.for_network(network, actor=actor)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: Request, delivery: int) -> HttpResponse:
    """Put hours right that were written for the network as a whole, or take that back."""
    network, actor = _network_of(request), request.actor
    check_may_set(network, by=actor)
    row = get_object_or_404(written.for_network(network, actor=actor), pk=delivery)
    shown = written.written(row)
    taken_back = request.POST.get("herstel", "")
    form = CorrectionForm(
        None if taken_back else request.POST or None, initial={"was": shown.hours}
    )
    if taken_back.isdecimal():
        try:
            actions.take_correction_back(row, latest=int(taken_back[:18]), by=actor)
        except RuleBroken as broken:
            messages.error(request, str(broken))
        else:
            messages.success(request, _("Taken back."))
        return redirect("effort:correct", row.pk)
    return _form_page(
        request,
        form,
        lambda: actions.correct(row, form.details(), by=actor),
        heading=_("Put hours right"),
        lead=network.name,
        written=shown,
        back=reverse("effort:deliver"),
    )


def _form_page(
    request: Request,
    form: Any,
    save: Callable[[], Any],
    *,
    heading: str,
    lead: str,
    **more: Any,
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                save()
            except RuleBroken as broken:
                form.add_error(None, str(broken))
            else:
                messages.success(request, _("Saved."))
                return redirect(more.get("back", "effort:index"))
        status = 422
    trail = [(_("Effort"), reverse("effort:index")), (heading, "")]
    context = {"form": form, "heading": heading, "lead": lead, "trail": trail}
    context |= {"entries": None, "project": None, **more}
    template = "effort/correct.html" if "written" in more else "effort/form.html"
    return render(request, template, context, status=status)
