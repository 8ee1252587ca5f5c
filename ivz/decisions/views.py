"""Pages of the secrecy register."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ivz.authorization.openness import Openness, most_closed
from ivz.decisions.actions import restrictions as actions
from ivz.decisions.forms import ImposeForm, LiftForm, ProlongForm, ReadersForm
from ivz.decisions.guarded import kind_at, kind_of
from ivz.decisions.models import Restriction
from ivz.decisions.queries.restrictions import (
    closing_with,
    lines_of,
    new_readers,
    secrecy_register,
    shown,
)
from ivz.decisions.rules import restrictions as rules
from ivz.errors import RuleBroken, refusal
from ivz.unsaved.answering import both_texts, form_page
from ivz.web.requests import Request
from ivz.workflow.versions import StaleEdit

ACTING = ["GET", "HEAD", "POST"]
ACT = "decisions/restriction_act.html"


@require_safe
def register(request: Request) -> HttpResponse:
    """Show the restrictions that name this reader; others do not exist here."""
    shows_lifted = request.GET.get("toon") == "opgeheven"
    context = {
        "lines": secrecy_register(request.actor, lifted=shows_lifted),
        "shows_lifted": shows_lifted,
    }
    return render(request, "decisions/secrecy_register.html", context)


@require_safe
def restriction(request: Request, pk: int) -> HttpResponse:
    """Show one restriction: what it lies on, who reads it, and what was done with it."""
    found = _restriction_or_404(request, pk)
    (line,) = lines_of([found], actor=request.actor)
    context = {
        "line": line,
        "restriction": found,
        "steps": found.steps.select_related("by__person"),
        "readers": found.readers.order_by("function"),
    }
    return render(request, "decisions/restriction.html", context)


@require_http_methods(ACTING)
def impose(request: Request, kind: str, pk: int) -> HttpResponse:
    """Let named people only read a record, and what hangs on it."""
    found = kind_at(kind)
    if found is None:
        raise Http404
    row = get_object_or_404(found.visible_to(request.actor), pk=pk)
    reason = refusal(rules.check_may_impose, row, by=request.actor)
    if reason == "":
        raise PermissionDenied
    form = ImposeForm(request.POST or None, row=row, by=request.actor)
    if form.is_valid() and not reason:
        try:
            made = actions.impose(row, form.details(), by=request.actor)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(request, _("From now on only the readers you named see this."))
            return redirect(made)
    context = {"shown": shown(row), "form": form, "reason": reason, "closing": closing_with(row)}
    status = 422 if reason or form.errors else 200
    return render(request, "decisions/impose.html", context, status=status)


@require_http_methods(ACTING)
def readers(request: Request, pk: int) -> HttpResponse:
    """Change who may read what is restricted; a stale save shows both texts."""
    found, actor = _handled_or_404(request, pk), request.actor
    form = ReadersForm(request.POST or None, restriction=found, by=actor)
    context: dict[str, Any] = {"title": _("Change the readers"), "verb": _("Save")}
    context |= {"form": form, "restriction": found}

    def save() -> str:
        return actions.change_readers(found, **form.cleaned_data, by=actor).get_absolute_url()

    def stored(current: Restriction) -> ReadersForm:
        said = {"why": _last_words(current)}
        return ReadersForm(restriction=current, by=actor, initial=said)

    done = _("The readers are changed.")
    return form_page(request, context, save, template=ACT, done=done, stored=stored)


@require_http_methods(ACTING)
def prolong(request: Request, pk: int) -> HttpResponse:
    """Look at a restriction again on a later day, with the reason; a stale save shows both."""
    found, actor = _handled_or_404(request, pk), request.actor
    form = ProlongForm(request.POST or None, initial={"version": found.version})
    context = {"title": _("Prolong"), "verb": _("Prolong it"), "form": form, "restriction": found}

    def save() -> str:
        return actions.prolong(found, **form.cleaned_data, by=actor).get_absolute_url()

    def stored(current: Restriction) -> ProlongForm:
        return ProlongForm(initial={"ends_on": current.ends_on, "why": _last_words(current)})

    done = _("It is prolonged.")
    return form_page(request, context, save, template=ACT, done=done, stored=stored)


def _last_words(restriction: Restriction) -> str:
    """Give why the last step was taken, as whoever was first wrote it."""
    last = restriction.steps.last()
    return last.why if last else ""


@require_http_methods(ACTING)
def lift(request: Request, pk: int) -> HttpResponse:
    """Show what becomes readable and by whom, then open it; a stale save shows both texts."""
    found, actor = _handled_or_404(request, pk), request.actor
    openings = actions.openings(found)
    has_body = all(kind_of(opening.row).body(opening.row) for opening in openings)
    known: dict[str, Any] = {"restriction": found, "has_body": has_body, "by": actor}
    form = LiftForm(request.POST or None, initial={"version": found.version}, **known)
    both: dict[str, Any] = {}
    if form.is_valid():
        try:
            version = form.cleaned_data["version"]
            actions.lift(found, form.lifting(), version=version, by=actor)
        except StaleEdit as stale:
            theirs = LiftForm(initial={"why": _last_words(found)}, **known)
            both = both_texts(request, form, theirs, version=stale.current.version)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(request, _("The restriction is lifted."))
            return redirect(found)
    context = {
        "restriction": found,
        "form": form,
        "previews": [
            _preview(found, openings, to=Openness(level), on=actor.today)
            for level, _label in form.fields["to"].choices  # type: ignore[attr-defined]
        ],
        **both,
    }
    status = 409 if both else 422 if form.errors else 200
    return render(request, "decisions/lift.html", context, status=status)


def _preview(
    found: Restriction, openings: list[actions.Opening], *, to: Openness, on: dt.date
) -> dict[str, Any]:
    """Tell what opens when a restriction is lifted to a level, and how many can read it then."""
    return {
        "level": to,
        "openings": [(shown(each.row), most_closed(to, each.level).label) for each in openings],
        "new_readers": new_readers(found, level=to, on=on),
    }


def _restriction_or_404(request: Request, pk: int) -> Restriction:
    found = Restriction.objects.visible_to(request.actor)
    return get_object_or_404(found.select_related("imposed_by__body__network"), pk=pk)


def _handled_or_404(request: Request, pk: int) -> Restriction:
    """Give a restriction to whoever may change it; another reader is told so."""
    found = _restriction_or_404(request, pk)
    try:
        rules.check_reader_may_handle(found, by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
        raise Http404 from None
    return found
