"""Keeping what is typed, for any page with a form: three calls in its view.

The page includes ``unsaved/kept.html`` within the form and ``unsaved/restored.html`` above it.
Its script posts the form to the page itself while somebody types, so whoever may not write there
keeps nothing there either::

    if answer := keeping.answer(request, form):   # only kept, or discarded
        return answer
    keeping.restore(request, form)                # on reading: what was kept stands there again
    ...
    keeping.saved(request)                        # after saving

Policy: docs/policy/time.md#unsaved-text
"""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from ivz.errors import RuleBroken
from ivz.unsaved import actions
from ivz.unsaved.models import UnsavedText
from ivz.web.requests import Request

KEEP, DISCARD = "keep-unsaved", "discard-unsaved"


def answer(request: Request, form: forms.BaseForm) -> HttpResponse | None:
    """Keep or discard what was typed, where the request asks only that; else give None."""
    if request.method != "POST":
        return None
    if KEEP in request.POST:
        return _keep(request, form)
    if DISCARD in request.POST:
        actions.discard(request.path, by=request.actor)
        return redirect(request.get_full_path())
    return None


def _keep(request: Request, form: forms.BaseForm) -> HttpResponse:
    typed = {
        name: request.POST.getlist(form.add_prefix(name))
        for name in form.fields
        if form.add_prefix(name) in request.POST
    }
    try:
        actions.keep(request.path, typed, now=timezone.now(), by=request.actor)
    except RuleBroken:
        return HttpResponse(status=413)
    return HttpResponse(status=204)


def restore(request: Request, form: forms.BaseForm) -> UnsavedText | None:
    """Let the form show what its writer typed and did not save, and give that; one query.

    The hidden version comes back with it: where somebody else saved meanwhile, saving shows
    both texts. What equals the form is no news.
    """
    if form.is_bound:
        return None
    kept = UnsavedText.objects.visible_to(request.actor).filter(address=request.path).first()
    if kept is None:
        return None
    typed = {
        name: _value(form.fields[name], values)
        for name, values in kept.fields.items()
        if name in form.fields
    }
    if not any(_differs(form, name, value) for name, value in typed.items()):
        return None
    form.initial = {**form.initial, **typed}
    return kept


def _value(field: forms.Field, typed: list[str]) -> Any:
    if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        return typed
    if isinstance(field, forms.BooleanField):
        return typed[-1:] not in ([], ["False"], ["false"])
    return typed[-1] if typed else ""


def _differs(form: forms.BaseForm, name: str, typed: Any) -> bool:
    field = form.fields[name]
    if field.widget.is_hidden:
        return False
    shown = form.get_initial_for_field(field, name)
    return _plain(field.prepare_value(shown)) != _plain(typed)


def _plain(value: Any) -> str:
    """Give a value as text; browsers end lines in another way than the database."""
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def saved(request: Request) -> None:
    """Remove what was kept: the form was saved."""
    actions.discard(request.path, by=request.actor)
