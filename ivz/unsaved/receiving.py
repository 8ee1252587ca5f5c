"""Saving what a browser sends by itself, for any form that has to survive a lost connection.

The form carries ``data-outbox``; its script keeps each change in the browser, sends it in order
with a key of its own, and again until it is answered. The view saves through this module::

    return receiving.answer(request, Save(form=form, act=..., kept=..., title=...), back=address)

The same view serves whoever presses "save" without a script.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from ivz.errors import RuleBroken
from ivz.unsaved import actions
from ivz.web.comparison import differences
from ivz.web.requests import Request
from ivz.web.templatetags.ivz import clock_time
from ivz.workflow.versions import StaleEdit, Versioned


@dataclass(frozen=True, kw_only=True)
class Save:
    """One form to save: what it does, and the form of what stands there now."""

    title: str
    form: forms.Form
    act: Callable[[], Versioned]
    kept: Callable[[Any], forms.Form]


def answer(request: Request, save: Save, *, back: str) -> HttpResponse:
    """Save a form once; answer its script in JSON, and anybody else with a page."""
    key = _key_of(request)
    if not save.form.is_valid():
        return _refused(request, save, back=back, is_script=key is not None)
    try:
        version = _saved(request, save, key=key)
    except StaleEdit as stale:
        return _stale(request, save, stale=stale, back=back, is_script=key is not None)
    except RuleBroken as broken:
        save.form.add_error(_field(save.form, broken), str(broken))
        return _refused(request, save, back=back, is_script=key is not None)
    if key is not None:
        now = clock_time(timezone.localtime().time())
        return JsonResponse({"version": version, "at": now})
    messages.success(request, _("Saved."))
    return redirect(back)


def _key_of(request: Request) -> UUID | None:
    given = request.POST.get("outbox-key")
    if given is None:
        return None
    try:
        return UUID(given)
    except ValueError as odd:
        raise BadRequest from odd


def _saved(request: Request, save: Save, *, key: UUID | None) -> int:
    if key is None:
        return save.act().version
    return actions.once(key, lambda: save.act().version, now=timezone.now(), by=request.actor)


def _field(form: forms.Form, broken: RuleBroken) -> str | None:
    return broken.field if broken.field in form.fields else None


def _refused(request: Request, save: Save, *, back: str, is_script: bool) -> HttpResponse:
    if is_script:
        told = [str(text) for texts in save.form.errors.values() for text in texts]
        return JsonResponse({"problem": " ".join(told)}, status=422)
    return _page(request, save, {"back": back}, status=422)


def _stale(
    request: Request, save: Save, *, stale: StaleEdit, back: str, is_script: bool
) -> HttpResponse:
    """Show both texts; saving again starts from what stands there now."""
    current, form = stale.current, save.form
    theirs, mine = differences(save.kept(current), form)
    form.data = {**{name: form.data[name] for name in form.data}, "version": str(current.version)}
    both = {"theirs": theirs, "mine": mine, "form": form}
    if is_script:
        shown = render_to_string("components/stale_edit.html", both, request)
        return JsonResponse({"version": current.version, "both": shown}, status=409)
    return _page(request, save, {"back": back, **both}, status=409)


def _page(request: Request, save: Save, context: dict[str, Any], *, status: int) -> HttpResponse:
    found = {"title": save.title, "form": save.form, **context}
    return render(request, "unsaved/again.html", found, status=status)
