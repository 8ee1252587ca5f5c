"""Pages about contributions: read the request, call one function, answer."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from ivz.authorization.openness import Openness
from ivz.errors import RuleBroken, passes
from ivz.finance import actions, exports, queries, rules
from ivz.finance.forms import ChoiceForm, FileForm, SchemeForm, filled_in
from ivz.finance.models import ContributionChoice, Scheme
from ivz.finance.page import SchemePage
from ivz.finance.states import Basis
from ivz.network.context import network_chosen
from ivz.network.models import Area, Network
from ivz.tabular.reading import TableRefused
from ivz.tabular.writing import CSV_TYPE
from ivz.web.exports import export_by
from ivz.web.requests import Request
from ivz.web.tables import file_response
from ivz.web.templatetags.ivz import day_date
from ivz.workflow.versions import StaleEdit


@require_safe
def start(request: Request) -> HttpResponse:
    chosen = network_chosen(request)
    found = queries.latest_scheme(chosen, actor=request.actor) if chosen else None
    if found:
        return redirect(found)
    may_begin = chosen is not None and passes(rules.check_may_import, chosen, by=request.actor)
    return render(request, "finance/start.html", {"network": chosen, "may_begin": may_begin})


@require_safe
def scheme(request: Request, network: str, year: int) -> HttpResponse:
    found = _visible(request, network, year)
    overview = queries.overview_of(found)
    actor = request.actor
    context = {
        "scheme": found,
        "overview": overview,
        "may_import": passes(rules.check_may_import, found.network, by=actor),
        "may_choose": passes(rules.check_may_record_choice, found, by=actor),
    }
    if overview.tables:
        context["page"] = SchemePage(
            overview=overview,
            basis=_basis(request, default=overview.default_basis()),
            code=request.GET.get("gemeente", ""),
            own_area=queries.own_municipality(actor),
            choices=queries.choices_for(found, actor=actor),
        )
    return render(request, "finance/scheme.html", context)


@require_safe
def download(request: Request, network: str, year: int) -> HttpResponse:
    overview = queries.overview_of(_visible(request, network, year))
    if not overview.tables:
        raise Http404
    basis = _basis(request, default=overview.default_basis())
    openness = Openness.PUBLIC if overview.scheme.is_public else Openness.NETWORK
    export = export_by(request.actor, openness=openness)
    name = export.file_name(f"bijdragen-{network}-{year}-{basis}", "csv")
    return file_response(exports.csv_of(overview, basis), content_type=CSV_TYPE, name=name)


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: Request, network: str, year: int, code: str) -> HttpResponse:
    found = _visible(request, network, year)
    area = get_object_or_404(Area, code=code)
    if not rules.has_part_in(found, area):
        raise Http404
    rules.check_may_record_choice(found, by=request.actor)
    current = found.choices.filter(area=area).first()
    form = ChoiceForm(request.POST or None, initial=filled_in(current, today=request.actor.today))
    context: dict[str, object] = {"scheme": found, "area": area, "form": form}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            _record_choice(request, found, area, form)
        except StaleEdit:
            context |= _both_texts(found.choices.get(area=area), form)
            status = 409
        except RuleBroken as refusal:
            form.add_error("agreed_on", str(refusal))
        else:
            messages.success(request, _("Recorded for %(name)s.") % {"name": area.name})
            return redirect(f"{found.get_absolute_url()}#keuzes")
    context["line"] = queries.line_of(found, area)
    return render(request, "finance/choose.html", context, status=422 if form.errors else status)


def _record_choice(request: Request, found: Scheme, area: Area, form: ChoiceForm) -> None:
    actions.record_choice(
        found,
        area=area,
        agreement=form.agreement(),
        version=form.cleaned_data["version"],
        by=request.actor,
    )


def _both_texts(current: ContributionChoice, form: ChoiceForm) -> dict[str, object]:
    mine = form.agreement()
    typed = ContributionChoice(choice=mine.choice, agreed_on=mine.agreed_on, note=mine.note)
    retry = ChoiceForm(
        initial={**form.cleaned_data, "version": current.version},
    )
    return {"form": retry, "theirs": _texts(current), "mine": _texts(typed)}


def _texts(choice: ContributionChoice) -> list[tuple[str, str]]:
    return [
        (_("Choice"), choice.get_choice_display()),
        (_("Agreed on"), day_date(choice.agreed_on)),
        (_("Remark"), choice.note),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: Request, network: str, year: int) -> HttpResponse:
    found = _visible(request, network, year)
    rules.check_may_import(found.network, by=request.actor)
    form = FileForm(request.POST or None, request.FILES or None, initial={"year": year})
    context: dict[str, object] = {"scheme": found, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, _imported(request, found, form))
            return redirect(found)
        except TableRefused as refused:
            context["refused"] = refused
            return render(request, "finance/import.html", context, status=422)
    return render(request, "finance/import.html", context, status=422 if form.errors else 200)


def _imported(request: Request, found: Scheme, form: FileForm) -> str:
    if form.cleaned_data["what"] == FileForm.PUBLISHED:
        count = actions.import_published_contributions(
            found, content=form.content(), by=request.actor
        )
        return ngettext(
            "%(count)s municipality was read in.", "%(count)s municipalities were read in.", count
        ) % {"count": count}
    count = actions.import_capacity(
        found.network,
        year=form.cleaned_data["year"],
        content=form.content(),
        by=request.actor,
    )
    return ngettext("%(count)s task was read in.", "%(count)s tasks were read in.", count) % {
        "count": count
    }


@require_http_methods(["GET", "HEAD", "POST"])
def lay_down(request: Request, network: str) -> HttpResponse:
    found = get_object_or_404(Network.objects.select_related("area"), slug=network)
    rules.check_may_import(found, by=request.actor)
    form = SchemeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            laid_down = actions.import_scheme(found, parameters=form.parameters(), by=request.actor)
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The scheme stands. Read in the published table next."))
            return redirect(laid_down)
    context = {"network": found, "form": form}
    return render(request, "finance/lay_down.html", context, status=422 if form.errors else 200)


def _visible(request: Request, network: str, year: int) -> Scheme:
    visible = Scheme.objects.visible_to(request.actor).select_related("network__area")
    return get_object_or_404(visible, network__slug=network, year=year)


def _basis(request: Request, *, default: Basis) -> Basis:
    asked = request.GET.get("basis")
    return Basis(asked) if asked in Basis.values else default
