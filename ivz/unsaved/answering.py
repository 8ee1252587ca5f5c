"""Answering with a form: shown, saved or refused in place; and doing one thing at a press."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ivz.errors import RuleBroken
from ivz.unsaved import keeping
from ivz.web.comparison import differences
from ivz.web.requests import Request
from ivz.workflow.versions import StaleEdit


def form_page(
    request: Request,
    context: dict[str, Any],
    save: Callable[[], str],
    *,
    template: str,
    done: str = "",
    stored: Callable[[Any], BaseForm] | None = None,
) -> HttpResponse:
    """Show a form, or save it and go to the address that ``save`` gives.

    Where the template says so, what is typed is kept until it is saved. ``stored`` gives the form
    of a row as it stands now: where somebody else saved first, both texts show, and saving again
    goes over the newer one.
    """
    form = context["form"]
    if answer := keeping.answer(request, form):
        return answer
    context["unsaved"] = keeping.restore(request, form)
    if request.method != "POST":
        return render(request, template, context)
    try:
        address = _saved(form, save) if form.is_valid() else ""
    except StaleEdit as stale:
        if stored is None:
            raise
        theirs = stored(stale.current)
        context |= both_texts(request, form, theirs, version=stale.current.version)
        return render(request, template, context, status=409)
    if not address:
        return render(request, template, context, status=422)
    keeping.saved(request)
    if done:
        messages.success(request, done)
    return redirect(address)


def _saved(form: BaseForm, save: Callable[[], str]) -> str:
    """Save and give the address to go to; nothing where a rule is broken, which the form says."""
    try:
        return save()
    except StaleEdit:
        raise
    except RuleBroken as broken:
        form.add_error(broken.field if broken.field in form.fields else None, str(broken))
        return ""


def both_texts(
    request: Request, form: BaseForm, theirs: BaseForm, *, version: int
) -> dict[str, Any]:
    """Give what two people wrote; what is saved next goes over the newer one."""
    stands, mine = differences(theirs, form)
    form.data = with_newer(request, version=str(version))
    return {"theirs": stands, "mine": mine}


def act(
    request: Request, action: Callable[[], Any], *, done: str, to: str, typed: str = ""
) -> HttpResponse:
    """Do something and go back, saying what happened, or why not and what was ``typed``."""
    try:
        action()
    except RuleBroken as broken:
        messages.error(request, told_with_what_was_typed(broken, typed=typed))
    else:
        messages.success(request, done)
    return redirect(to)


def told_with_what_was_typed(broken: RuleBroken, *, typed: str, theirs: str | None = None) -> str:
    """Say why a text was not saved, with that text, and what somebody else wrote there first."""
    told = {"reason": str(broken), "mine": typed, "theirs": theirs}
    if typed and theirs:
        return _("%(reason)s Somebody else wrote: “%(theirs)s”. You wrote: “%(mine)s”.") % told
    return _("%(reason)s You wrote: “%(mine)s”") % told if typed else str(broken)


def with_newer(request: Request, **given: str) -> QueryDict:
    """Give what was typed, with the newer version that it will be saved over."""
    data = request.POST.copy()
    for name, value in given.items():
        data[name] = value
    return data
