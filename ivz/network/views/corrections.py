"""What every page that corrects the registers does alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ivz.errors import RuleBroken
from ivz.network.actions import upkeep
from ivz.network.actions.upkeep import Correction
from ivz.network.as_of import as_of
from ivz.network.forms.choices import people_offered
from ivz.network.forms.upkeep import Editing, PersonField, RowForm
from ivz.network.models import Network
from ivz.network.rules.rights import reserved_fields
from ivz.network.rules.upkeep import LooksAlike
from ivz.web.comparison import Texts, differences
from ivz.web.requests import Request
from ivz.workflow.versions import StaleEdit, Versioned


@dataclass(frozen=True, kw_only=True)
class EditPage:
    """A page with a form that changes something: what it is called and where it leads back."""

    network: Network
    title: str
    kicker: str
    back: str
    lead: str = ""
    button: str = ""
    done: str = ""
    effects: Sequence[str] = field(default_factory=list)
    previewed: str = ""


def network_or_404(slug: str) -> Network:
    """Give the network with its area."""
    return get_object_or_404(Network.objects.select_related("area", "parent"), slug=slug)


def editing_of(row: Versioned, network: Network, request: Request) -> Editing:
    """Give what a form on ``row`` has to know."""
    return Editing(
        row=row,
        network=network,
        on=as_of(request).day,
        reserved=reserved_fields(row, network=network, by=request.actor),
    )


def correction_of(form: forms.Form, network: Network, request: Request) -> Correction:
    """Give who corrects, and why, as the form says."""
    return Correction(
        network=network,
        by=request.actor,
        reason=form.cleaned_data["reason"],
        are_different_people=form.cleaned_data.get("are_different_people", False),
    )


def show(
    request: Request,
    page: EditPage,
    form: forms.Form,
    *,
    status: int = 200,
    stale: tuple[Texts, Texts] | None = None,
) -> HttpResponse:
    """Show the form."""
    asks_people = any(isinstance(each, PersonField) for each in form.fields.values())
    context = {
        "page": page,
        "network": page.network,
        "form": form,
        "people": people_offered(page.network) if asks_people else [],
        "theirs": stale[0] if stale else [],
        "mine": stale[1] if stale else [],
        "asks_confirmation": getattr(form, "asks_confirmation", False),
    }
    return render(request, "network/upkeep/edit.html", context, status=status)


def add_row(
    request: Request, page: EditPage, row: Versioned, *, start: Mapping[str, object] | None = None
) -> HttpResponse:
    """Show the form for a new row, filled in with what it starts from, then add it."""
    editing = editing_of(row, page.network, request)
    if request.method != "POST":
        return show(request, page, RowForm(editing=editing, initial=dict(start or {})))
    form = RowForm(request.POST, editing=editing)

    def act() -> None:
        for name, value in form.values().items():
            setattr(row, name, value)
        upkeep.add(row, correction=correction_of(form, page.network, request))

    return save(request, page, form, act)


def change_row(request: Request, page: EditPage, row: Versioned) -> HttpResponse:
    """Show the form of a row, then change it."""
    editing = editing_of(row, page.network, request)
    if request.method != "POST":
        return show(request, page, RowForm(editing=editing))
    form = RowForm(request.POST, editing=editing)

    def act() -> None:
        correction = correction_of(form, page.network, request)
        version = form.cleaned_data["version"]
        upkeep.change(row, form.values(), version=version, correction=correction)

    return save(request, page, form, act)


def save(
    request: Request, page: EditPage, form: forms.Form, act: Callable[[], object]
) -> HttpResponse:
    """Do what a valid form asks, or show why not."""
    if not form.is_valid():
        return show(request, page, form, status=422)
    try:
        act()
    except StaleEdit as stale:
        return _stale(request, page, form, stale.current)
    except RuleBroken as broken:
        form.add_error(_place_in(form, broken.field), str(broken))
        form.asks_confirmation = isinstance(broken, LooksAlike)  # type: ignore[attr-defined]
        return show(request, page, form, status=422)
    messages.success(request, page.done or _("Saved, with your reason."))
    return redirect(page.back)


_PLACES = {
    "valid_until": ("last_day",),
    "valid_from": ("starts_on",),
    "works_until": ("works_last", "last_day"),
}


def _place_in(form: forms.Form, field: str) -> str | None:
    """Give the field of the form where a refusal stands, None for the summary alone."""
    named = (field, *_PLACES.get(field, ()))
    return next((name for name in named if name in form.fields), None)


def _stale(request: Request, page: EditPage, form: forms.Form, current: Versioned) -> HttpResponse:
    """Show both texts; the next save starts from what stands there now."""
    data = request.POST.copy()
    data["version"] = str(current.version)
    mine: forms.Form
    if isinstance(form, RowForm):
        mine = RowForm(data, editing=form.editing)
        stored = RowForm(editing=editing_of(current, page.network, request))
        both = differences(stored, mine)
    else:
        form.data = data
        mine = form
        both = ([(_("As it stands now"), str(current))], _own_texts(form))
    return show(request, page, mine, status=409, stale=both)


def _own_texts(form: forms.Form) -> Texts:
    shown = [each for each in form.visible_fields() if each.value()]
    return [(str(each.label), str(each.value())) for each in shown]
