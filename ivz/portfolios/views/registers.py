"""Pages on the questions that each municipality answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.errors import RuleBroken, passes
from ivz.network.as_of import day_of_file
from ivz.network.models import Area, Network
from ivz.portfolios import tables
from ivz.portfolios.actions import municipalities as actions
from ivz.portfolios.forms.municipalities import (
    ChangeRegisterForm,
    PolicyForm,
    RegisterForm,
    as_noted,
)
from ivz.portfolios.models import LocalPolicy, LocalRegister
from ivz.portfolios.queries import changes
from ivz.portfolios.queries import registers as queries
from ivz.portfolios.rules.municipalities import ChangedSince
from ivz.portfolios.rules.rights import (
    check_may_fill_in,
    check_may_keep_register,
    own_municipality_id,
)
from ivz.portfolios.views.shared import (
    form_page,
    municipality_or_404,
    network_or_404,
    page_context,
    undo_and_return,
    with_newer,
)
from ivz.web.comparison import differences
from ivz.web.requests import Request
from ivz.web.tables import table_response
from ivz.web.templatetags.ivz import day_date
from ivz.workflow.models import Change
from ivz.workflow.versions import StaleEdit


@require_safe
def index(request: Request, network_slug: str) -> HttpResponse:
    """Show which questions the municipalities answer."""
    network = network_or_404(network_slug)
    context = page_context(request, network, (_("Per municipality"), ""))
    context |= {
        "registers": list(queries.registers(network, on=context["as_of"].day)),
        "may_add": passes(check_may_keep_register, network, by=request.actor),
    }
    return render(request, "portfolios/registers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, network_slug: str) -> HttpResponse:
    """Begin a new register."""
    network = network_or_404(network_slug)
    check_may_keep_register(network, by=request.actor)
    form = RegisterForm(request.POST or None, initial={"valid_from": request.actor.today})
    context = page_context(request, network, _index(network), (_("New register"), ""))
    context |= {"form": form, "heading": _("New register"), "button": _("Begin the register")}
    context["back"] = _index(network)[1]
    if request.method == "POST" and form.is_valid():
        try:
            register = actions.add_local_register(
                form.details(), slug=form.slug, network=network, by=request.actor
            )
        except RuleBroken as broken:
            form.add_error("name", str(broken))
        else:
            messages.success(request, _("The register is there; municipalities can fill it in."))
            return redirect("portfolios:register", network.slug, register.slug)
    return form_page(request, "portfolios/portfolio_form.html", context)


@require_safe
def page(request: Request, network_slug: str, register: str) -> HttpResponse:
    """Show what each municipality answers."""
    network = network_or_404(network_slug)
    found = _register_or_404(network, register)
    context = page_context(request, network, _index(network), (found.name, ""))
    rows = queries.answers(found, network, on=context["as_of"].day)
    may_keep = passes(check_may_keep_register, found.network, by=request.actor)
    context |= {
        "register": found,
        "rows": rows,
        "given": sum(row.policy is not None for row in rows),
        "own_id": own_municipality_id(request.actor),
        "may_all": passes(check_may_keep_register, network, by=request.actor),
        "may_keep": may_keep,
        "is_asked": found.is_in_force(context["as_of"].day),
    }
    if may_keep:
        context["changes"] = changes.about_register(found, actor=request.actor)
    return render(request, "portfolios/register.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, network_slug: str, register: str) -> HttpResponse:
    """Change what a register asks, or give it a last day."""
    network = network_or_404(network_slug)
    found = _register_or_404(network, register)
    check_may_keep_register(found.network, by=request.actor)
    form = ChangeRegisterForm(request.POST or None, initial=as_noted(found))
    back, heading = _url(network, found), _("Change this register")
    context = page_context(request, network, _index(network), (found.name, back), (heading, ""))
    context |= {"form": form, "heading": heading, "button": _("Save"), "back": back}
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_local_register(
                found,
                form.details(),
                version=form.cleaned_data["version"],
                reason=form.cleaned_data["reason"],
                by=request.actor,
            )
        except StaleEdit as stale:
            stored = LocalRegister.objects.get(pk=stale.current.pk)
            form.data = with_newer(request, version=str(stored.version))
            theirs, mine = differences(ChangeRegisterForm(initial=as_noted(stored)), form)
            context |= {"theirs": theirs, "mine": mine}
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(request, _("The register is kept, with your reason."))
            return redirect(back)
    return form_page(request, "portfolios/portfolio_form.html", context)


@require_safe
def file(request: Request, network_slug: str, register: str, suffix: str) -> HttpResponse:
    """Give the answers as a file."""
    network = network_or_404(network_slug)
    found = _register_or_404(network, register)
    day = day_of_file(request)
    rows = queries.answers(found, network, on=day)
    table = tables.answers(rows, register=found, network=network, on=day)
    return table_response(request, table, name=f"{found.slug}-{network.slug}-{day}", suffix=suffix)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, network_slug: str, register: str, code: str) -> HttpResponse:
    """Show what a municipality answered through the years, and let it fill in anew."""
    network = network_or_404(network_slug)
    found = _register_or_404(network, register)
    area = municipality_or_404(request, network, code)
    context = page_context(
        request, network, _index(network), (found.name, _url(network, found)), (area.name, "")
    )
    context |= {
        "register": found,
        "area": area,
        "policies": queries.answers_through_the_years(found, area),
    }
    if request.method == "POST":
        check_may_fill_in(area, by=request.actor)
        return _save(request, network, context)
    if passes(check_may_fill_in, area, by=request.actor):
        given = _given(found, area)
        initial = {"seen": actions.state_of(given), "valid_from": request.actor.today}
        context["form"] = PolicyForm(initial=initial)
        context["changes"] = changes.about_answers(found, area, actor=request.actor)
    return render(request, "portfolios/answer.html", context)


def _given(register: LocalRegister, area: Area) -> Any:
    return LocalPolicy.objects.filter(register=register, municipality=area)


def _save(request: Request, network: Network, context: dict[str, Any]) -> HttpResponse:
    register, area = context["register"], context["area"]
    form = PolicyForm(request.POST)
    context["form"] = form
    if form.is_valid():
        try:
            actions.set_local_policy(
                form.details(register, area),
                seen=form.cleaned_data["seen"],
                reason=form.cleaned_data["reason"],
                by=request.actor,
            )
        except ChangedSince:
            context |= _both_texts(request, form, context)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(
                request,
                _("The answer of %(municipality)s is kept.") % {"municipality": area.name},
            )
            return redirect(_url(network, register))
    return form_page(request, "portfolios/answer.html", context)


def _both_texts(request: Request, form: PolicyForm, context: dict[str, Any]) -> dict[str, Any]:
    """Give the latest answer beside the one that was typed."""
    given = _given(context["register"], context["area"])
    latest = queries.answers_through_the_years(context["register"], context["area"])[:1]
    form.data = with_newer(request, seen=actions.state_of(given))
    typed = form.cleaned_data
    return {
        "theirs": [
            (_("Answer"), row.answer)
            if name == "answer"
            else (_("First day"), day_date(row.valid_from))
            for row in latest
            for name in ("answer", "valid_from")
        ],
        "mine": [
            (_("Answer"), typed["answer"]),
            (_("First day"), day_date(typed["valid_from"])),
        ],
    }


@require_POST
def undo(
    request: Request, network_slug: str, register: str, code: str, change_id: int
) -> HttpResponse:
    """Take a change to an answer back."""
    network = network_or_404(network_slug)
    to = reverse("portfolios:answer", args=[network.slug, register, code])
    return undo_and_return(request, change_id, to=to)


@require_POST
def undo_register(
    request: Request, network_slug: str, register: str, change_id: int
) -> HttpResponse:
    """Take a change to a register back."""
    network = network_or_404(network_slug)
    change_kept = get_object_or_404(Change, pk=change_id)
    is_added = change_kept.before is None
    to = _index(network)[1] if is_added else _url(network, _register_or_404(network, register))
    return undo_and_return(request, change_id, to=to)


def _register_or_404(network: Network, slug: str) -> LocalRegister:
    return get_object_or_404(queries.of_network(network), slug=slug)


def _index(network: Network) -> tuple[str, str]:
    return _("Per municipality"), reverse("portfolios:registers", args=[network.slug])


def _url(network: Network, register: LocalRegister) -> str:
    return reverse("portfolios:register", args=[network.slug, register.slug])
