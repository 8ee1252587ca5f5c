"""The start of an empty installation: four questions, then a working network.

What was answered stands in the session until the network is founded.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ivz.accounts.models import User
from ivz.accounts.sessions import Method
from ivz.authorization.roles import BodyKind
from ivz.errors import RuleBroken, passes
from ivz.home.actions import founding
from ivz.home.forms.begin import (
    MOST_BODIES,
    CoordinatorForm,
    MeetingForm,
    MunicipalitiesForm,
    NetworkForm,
    bodies_formset,
    default_bodies,
    offered_bodies,
    posted_bodies,
)
from ivz.home.queries.accounts import EXAMPLE_PREFIX
from ivz.home.queries.founding import chosen_names, municipalities_by_province
from ivz.meetings.actions.planning import MeetingDetails
from ivz.network.rules.rights import check_may_found
from ivz.signin import entering
from ivz.web.errors import note_refusal
from ivz.web.requests import Request

ANSWERS = "founding"
EXAMPLE_ACCOUNT = f"{EXAMPLE_PREFIX}coordinator"


@dataclass(frozen=True, kw_only=True)
class Question:
    """One of the four questions, in the order of the list below."""

    name: str
    label: str | Promise
    template: str
    url_name: str


QUESTIONS = [
    Question(
        name="network",
        label=gettext_lazy("Network"),
        template="home/begin_network.html",
        url_name="home:begin",
    ),
    Question(
        name="municipalities",
        label=gettext_lazy("Municipalities"),
        template="home/begin_municipalities.html",
        url_name="home:begin_municipalities",
    ),
    Question(
        name="bodies",
        label=gettext_lazy("Bodies"),
        template="home/begin_bodies.html",
        url_name="home:begin_bodies",
    ),
    Question(
        name="meeting",
        label=gettext_lazy("First meeting"),
        template="home/begin_meeting.html",
        url_name="home:begin_meeting",
    ),
]
Page = Callable[[Request], HttpResponse]


def _question(name: str) -> Callable[[Page], Page]:
    """Let founders only through, once the questions before this one are answered."""
    place = _place_of(name)

    def decorate(view: Page) -> Page:
        @require_http_methods(["GET", "POST"])
        @wraps(view)
        def respond(request: Request) -> HttpResponse:
            if not passes(check_may_found, by=request.actor):
                note_refusal(request)
                return render(request, "home/begin_refused.html", status=403)
            for earlier in QUESTIONS[:place]:
                if not _is_answered(request, earlier.name):
                    return redirect(earlier.url_name)
            return view(request)

        return respond

    return decorate


def _place_of(name: str) -> int:
    return [question.name for question in QUESTIONS].index(name)


def _answers(request: Request) -> dict[str, Any]:
    answers: dict[str, Any] = request.session.get(ANSWERS, {})
    return answers


def _keep(request: Request, question: str, answer: Any) -> None:
    request.session[ANSWERS] = {**_answers(request), question: answer}


def _is_answered(request: Request, question: str) -> bool:
    answers = _answers(request)
    if question == "network":
        return NetworkForm(answers.get("network")).is_valid()
    if question == "municipalities":
        return MunicipalitiesForm(answers.get("municipalities")).is_valid()
    return bodies_formset(answers.get("bodies", [])).is_valid()


def _show(
    request: Request, question: str, context: dict[str, Any], *, is_refused: bool = False
) -> HttpResponse:
    place = _place_of(question)
    context |= {
        "is_refused": is_refused,
        "number": place + 1,
        "questions": list(enumerate(QUESTIONS, start=1)),
    }
    return render(request, QUESTIONS[place].template, context, status=422 if is_refused else 200)


@_question("network")
def page(request: Request) -> HttpResponse:
    """Ask what the network is called."""
    form = NetworkForm(request.POST or None, initial=_answers(request).get("network"))
    if request.method == "POST":
        _keep(request, "network", {name: request.POST.get(name, "") for name in form.fields})
        if form.is_valid():
            return redirect("home:begin_municipalities")
    return _show(request, "network", {"form": form}, is_refused=form.is_bound)


@_question("municipalities")
def municipalities_page(request: Request) -> HttpResponse:
    """Ask which municipalities work together."""
    form = MunicipalitiesForm(request.POST or None)
    if request.method == "POST":
        chosen = request.POST.getlist("municipalities")
        _keep(request, "municipalities", {"municipalities": chosen})
        if "back" in request.POST:
            return redirect("home:begin")
        form = MunicipalitiesForm({"municipalities": chosen})
        if form.is_valid():
            return redirect("home:begin_bodies")
    codes = set(_answers(request).get("municipalities", {}).get("municipalities", []))
    context = {
        "form": form,
        "provinces": municipalities_by_province(codes),
        "chosen": chosen_names(codes),
    }
    return _show(request, "municipalities", context, is_refused=form.is_bound)


@_question("bodies")
def bodies_page(request: Request) -> HttpResponse:
    """Ask which bodies there are; a button adds a row, another one takes a row away."""
    known = _answers(request)
    if request.method == "POST":
        return _answer_bodies(request)
    rows = known.get("bodies") or default_bodies(known["network"]["name"])
    return _show_bodies(request, offered_bodies(rows))


def _answer_bodies(request: Request) -> HttpResponse:
    rows = posted_bodies(request.POST)
    target = None
    if "add" in request.POST and len(rows) < MOST_BODIES:
        rows.append({"name": "", "short_name": "", "kind": BodyKind.EXPERT_GROUP.value})
        target = f"#overleg-{len(rows)}"
    elif "remove" in request.POST:
        rows = [row for place, row in enumerate(rows) if str(place) != request.POST["remove"]]
        target = ""
    _keep(request, "bodies", rows)
    if "back" in request.POST:
        return redirect("home:begin_municipalities")
    if target is not None:
        return redirect(f"{request.path}{target}")
    formset = bodies_formset(rows)
    if formset.is_valid():
        return redirect("home:begin_meeting")
    return _show_bodies(request, formset, is_refused=True)


def _show_bodies(request: Request, formset: Any, *, is_refused: bool = False) -> HttpResponse:
    context = {"formset": formset, "may_add": len(formset.forms) < MOST_BODIES}
    return _show(request, "bodies", context, is_refused=is_refused)


@_question("meeting")
def meeting_page(request: Request) -> HttpResponse:
    """Ask when which body meets first and who answers; then found the network."""
    known = _answers(request)
    first, who = _last_forms(request)
    if request.method == "POST":
        kept = {name: request.POST.get(name, "") for name in [*first.fields, *who.fields]}
        _keep(request, "meeting", kept)
        if "back" in request.POST:
            return redirect("home:begin_bodies")
        if first.is_valid() and who.is_valid():
            try:
                return _found(request, first, who)
            except RuleBroken as broken:
                first.add_error(None, str(broken))
    codes = known["municipalities"]["municipalities"]
    context = {
        "form": first,
        "who": who,
        "network_name": known["network"]["name"],
        "bodies": [row["name"] for row in _bodies(known)],
        "chosen": chosen_names(set(codes)),
    }
    return _show(request, "meeting", context, is_refused=first.is_bound)


def _last_forms(request: Request) -> tuple[MeetingForm, CoordinatorForm]:
    known = _answers(request)
    initial = {"function": _("Regional coordinator"), **known.get("meeting", {})}
    data = request.POST or None
    first = MeetingForm(data, initial=initial, bodies=_bodies(known), today=request.actor.today)
    return first, CoordinatorForm(data, initial=initial, needs_invitation=_needs_invitation())


def _needs_invitation() -> bool:
    """Tell whether the coordinator is invited; the first example account takes one click."""
    is_free = not User.objects.filter(username=EXAMPLE_ACCOUNT).exists()
    return not (settings.IS_EXAMPLE and is_free)


def _bodies(known: dict[str, Any]) -> list[dict[str, str]]:
    return [form.cleaned_data for form in _valid(bodies_formset(known["bodies"])).forms]


def _valid(formset: Any) -> Any:
    formset.is_valid()  # fills cleaned_data; the decorator has seen that it is valid
    return formset


def _found(request: Request, first: MeetingForm, who: CoordinatorForm) -> HttpResponse:
    """Found the network; then sign the coordinator in, or say that the invitation is out."""
    plan = _plan(_answers(request), first, who)
    site = entering.site_of(request)
    founded = founding.found(plan, site=site, by=request.actor)
    del request.session[ANSWERS]
    if plan.coordinator.email:
        messages.success(
            request,
            _("The network %(name)s is there. The coordinator is invited by mail.")
            % {"name": founded.network.name},
        )
        return redirect("signin:account", pk=founded.account.pk)
    entering.let_in(request, founded.account, method=Method.EXAMPLE, target="/")
    request.session["network"] = founded.network.slug
    messages.success(
        request,
        _(
            "The network %(name)s is there, and this is its first meeting. "
            "Next: add items to the agenda, then convene the meeting."
        )
        % {"name": founded.network.name},
    )
    return redirect(founded.meeting)


def _plan(known: dict[str, Any], first: MeetingForm, who: CoordinatorForm) -> founding.Founding:
    meeting, person = first.cleaned_data, who.cleaned_data
    return founding.Founding(
        name=known["network"]["name"].strip(),
        purpose=known["network"]["purpose"].strip(),
        municipality_codes=known["municipalities"]["municipalities"],
        bodies=[
            founding.PlannedBody(
                name=row["name"], short_name=row["short_name"], kind=BodyKind(row["kind"])
            )
            for row in _bodies(known)
        ],
        meets_first=int(meeting["body"]),
        meeting=MeetingDetails(
            date=meeting["date"], starts_at=meeting["starts_at"], place=meeting["place"]
        ),
        coordinator=founding.Coordinator(
            function=person["function"],
            email=person.get("email", ""),
        ),
    )
