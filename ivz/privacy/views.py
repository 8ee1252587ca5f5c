"""What is held about me, requests to correct, and the register of processing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.accounts.models import User
from ivz.audit.actions import record
from ivz.authorization.openness import Openness
from ivz.errors import RuleBroken
from ivz.network.models import Person
from ivz.privacy import actions, queries
from ivz.privacy.forms import AnswerForm, NameForm, RequestForm
from ivz.privacy.models import CorrectionRequest
from ivz.privacy.processing import as_table, processings
from ivz.privacy.rules import check_may_see_register
from ivz.privacy.states import Event
from ivz.web.exports import export_by
from ivz.web.requests import Request
from ivz.web.tables import table_response
from ivz.workflow.versions import StaleEdit


@require_safe
def about_me(request: Request) -> HttpResponse:
    """Show everything that is held about whoever is signed in."""
    return _page(request)


def _page(request: Request, *, status: int = 200, **given: Any) -> HttpResponse:
    user, person = _user(request), queries.person_of(request.actor)
    own = CorrectionRequest.objects.filter(person=person).order_by("-asked_on", "-pk")
    context = {
        "person": person,
        "sections": queries.held_about(user, person),
        "own_requests": own if person else [],
        "name_form": NameForm(initial=_name_of(person)) if person else None,
        "request_form": RequestForm(),
    }
    return render(request, "privacy/about_me.html", context | given, status=status)


def _name_of(person: Person) -> dict[str, object]:
    return {"version": person.version, "name": person.name, "aliases": person.aliases}


def _user(request: Request) -> User:
    if request.actor.user is None:
        raise PermissionDenied
    return request.actor.user


def _own_person(request: Request) -> Person:
    person = queries.person_of(request.actor)
    if person is None:
        raise PermissionDenied
    return person


@require_safe
def download(request: Request, suffix: str) -> HttpResponse:
    """Give what is held about whoever is signed in, to take along."""
    user, person = _user(request), queries.person_of(request.actor)
    if suffix not in {"json", "csv"}:
        raise Http404
    record(Event.TAKEN_AWAY, subject=user, by=request.actor)
    name, openness = "mijn-gegevens", Openness.RESTRICTED  # it is about one person
    if suffix == "csv":
        table = queries.as_table(user, person)
        return table_response(request, table, name=name, suffix=suffix, openness=openness)
    export = export_by(request.actor, openness=openness)
    response = JsonResponse(queries.as_json(user, person, export=export), safe=False)
    file_name = export.file_name(name, suffix)
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


@require_POST
def correct_name(request: Request) -> HttpResponse:
    """Write one's own name and other spellings."""
    person, form = _own_person(request), NameForm(request.POST)
    if not form.is_valid():
        return _page(request, status=422, name_form=form)
    try:
        actions.correct_own_name(person, **form.cleaned_data, by=request.actor)
    except StaleEdit as stale:
        data = {**form.cleaned_data, "version": stale.current.version}
        given = {"name_form": NameForm(data), "theirs": stale.current, "mine": form.cleaned_data}
        return _page(request, status=409, **given)
    messages.success(request, _("Saved. It shows in the registers at once."))
    return redirect("privacy:about_me")


@require_POST
def ask(request: Request) -> HttpResponse:
    """Ask to correct what one cannot correct oneself."""
    person, form = _own_person(request), RequestForm(request.POST)
    if not form.is_valid():
        return _page(request, status=422, request_form=form)
    try:
        actions.ask_correction(person, text=form.cleaned_data["text"], by=request.actor)
    except RuleBroken as broken:
        form.add_error("text", str(broken))
        return _page(request, status=422, request_form=form)
    messages.success(request, _("Sent to the secretary of the network. The answer comes here."))
    return redirect("privacy:about_me")


@require_safe
def requests(request: Request) -> HttpResponse:
    """Show who keeps the registers which requests wait."""
    if not queries.keeps_registers(request.actor):
        raise PermissionDenied
    found = CorrectionRequest.objects.visible_to(request.actor).waiting()
    rows = [(each, AnswerForm()) for each in found.select_related("person")]
    return render(request, "privacy/requests.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def answer(request: Request, pk: int) -> HttpResponse:
    """Answer a request to correct."""
    found = CorrectionRequest.objects.visible_to(request.actor).select_related("person")
    asked = get_object_or_404(found, pk=pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            text = form.cleaned_data["answer"]
            actions.answer_correction(asked, answer=text, by=request.actor)
        except RuleBroken as broken:
            form.add_error("answer", str(broken))
        else:
            messages.success(request, _("Answered. The person who asked reads it."))
            return redirect("privacy:requests")
    status = 422 if form.errors else 200
    return render(request, "privacy/requests.html", {"rows": [(asked, form)]}, status=status)


@require_safe
def register(request: Request) -> HttpResponse:
    """Show the register of processing."""
    check_may_see_register(by=request.actor)
    return render(request, "privacy/register.html", {"processings": processings()})


@require_safe
def register_file(request: Request, suffix: str) -> HttpResponse:
    """Give the register of processing as a table to keep."""
    check_may_see_register(by=request.actor)
    return table_response(request, as_table(), name="verwerkingsregister", suffix=suffix)
