"""Pages on requests: asking, following, refusing and looking again."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.decisions.queries import DecisionsAbout, decisions_about
from ivz.errors import passes, refusal
from ivz.knowledge.queries.developments import offered
from ivz.network.models import Theme
from ivz.projects.actions import requests as actions
from ivz.projects.commissioning import REQUEST
from ivz.projects.feasibility import room, spread
from ivz.projects.forms.requests import ReasonForm, RequestForm, RequestForOtherForm, made_of
from ivz.projects.models import Request as ProjectRequest
from ivz.projects.queries import requests as queries
from ivz.projects.rules import assessments as test_rules
from ivz.projects.rules import requests as rules
from ivz.projects.rules.rights import check_may_ask, check_may_steer
from ivz.projects.states import RequestState
from ivz.projects.views.shared import act, form_page, network_of, request_or_404, trail
from ivz.web.requests import Request

_READERS = gettext_lazy("Who asked reads this as the answer.")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Ask for a project."""
    network, actor = network_of(request), request.actor
    check_may_ask(network, by=actor)
    steers = passes(check_may_steer, network, by=actor)
    make = RequestForOtherForm if steers else RequestForm
    seen = offered(request.GET.get("ontwikkeling", ""), network=network, actor=actor)
    form = make(request.POST or None, initial=made_of(seen), network=network, actor=actor)
    context = {
        "form": form,
        "network": network,
        "development": seen,
        "similar": _similar(request, form["title"].value(), form["theme"].value()),
        "trail": trail((_("Ask for a project"), "")),
    }

    def save() -> str:
        made = actions.submit(network, form.details(), of=seen, by=actor)
        return made.get_absolute_url()

    return form_page(
        request,
        context,
        save,
        template="projects/request_form.html",
        done=_("Your request is with the chair and the coordinator of the Platform."),
    )


@require_safe
def similar(request: Request) -> HttpResponse:
    """Show what resembles the request that somebody is typing."""
    check_may_ask(network_of(request), by=request.actor)
    found = _similar(request, request.GET.get("title"), request.GET.get("theme"))
    return render(request, "projects/similar.html", {"similar": found})


def _similar(request: Request, title: str | None, theme: str | None) -> list[queries.Similar]:
    known = Theme.objects.filter(code=theme or "").first()
    return queries.similar(
        title or "", theme=known, network=network_of(request), actor=request.actor
    )


@require_safe
def page(request: Request, key: str) -> HttpResponse:
    """Show a request: what was asked, how it was tested and what comes next."""
    asked, actor = request_or_404(request.actor, key), request.actor
    if asked.requester_id == actor.person_id and not actor.is_helping:
        actions.note_answer_read(asked, by=actor)
    assessment = queries.latest_assessment(asked)
    steers = passes(check_may_steer, asked.network, by=actor)
    context = {
        "asked": asked,
        "assignment": getattr(asked, "assignment", None),
        "assessment": assessment,
        "spread": spread(asked.theme, network=asked.network, on=actor.today),
        "room": room(asked, actor=actor) if steers else None,
        "steers": steers,
        "may_withdraw": passes(rules.check_may_withdraw, asked, by=actor),
        "project": queries.project_of(asked, actor=actor),
        "trail": trail((asked.title, "")),
        "about": _decisions_about(asked, actor=actor),
        "turned_down_by": queries.turned_down_by(asked, actor=actor),
    }
    return render(request, "projects/request.html", context | _next_steps(asked, assessment, actor))


def _decisions_about(asked: ProjectRequest, *, actor: Actor) -> DecisionsAbout | None:
    """Give what bodies decided on a request, and the question while it is open; else nothing."""
    pk, network = asked.pk, asked.network
    about = decisions_about(REQUEST, [pk], subject_id=pk, network=network, actor=actor)
    if asked.state != RequestState.OPEN or asked.openness == Openness.RESTRICTED:
        about = replace(about, questions=[])
    return about if about.questions or about.moments or about.lying else None


def _next_steps(asked: ProjectRequest, assessment: Any, actor: Any) -> dict[str, Any]:
    """Give which buttons show, and why not where not."""
    found: dict[str, Any] = {
        "may_answer": passes(rules.check_may_answer, asked, by=actor),
        "may_reopen": passes(rules.check_may_reopen, asked, by=actor),
        "test_refusal": _("Write the assignment first.")
        if not hasattr(asked, "assignment")
        else refusal(test_rules.check_may_test, asked.assignment, by=actor),
    }
    if assessment is not None:
        found |= {
            "failing": test_rules.failing(assessment),
            "may_accept": passes(test_rules.check_may_accept, assessment, by=actor),
            "override_refusal": refusal(test_rules.check_may_override, assessment, by=actor),
        }
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: Request, key: str) -> HttpResponse:
    """Refuse a request, with the reason that goes to who asked."""
    asked, actor = request_or_404(request.actor, key), request.actor
    check_may_steer(asked.network, by=actor)
    assessment = queries.latest_assessment(asked)
    reasons = [
        f"{finding.get_criterion_display()}: {finding.reason}".rstrip(": ")
        for finding in (assessment.findings.all() if assessment else [])
        if not finding.is_met
    ]
    form = ReasonForm(
        request.POST or None,
        initial={"reason": "\n".join(reasons)},
        label=_("Why is this refused?"),
        help_text=_READERS,
    )
    context = _form_context(asked, form, heading=_("Refuse the request"), button=_("Refuse"))

    def save() -> str:
        answer = form.cleaned_data["reason"]
        return actions.refuse(asked, answer=answer, by=actor).get_absolute_url()

    return form_page(request, context, save, done=_("The request is refused; who asked is told."))


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: Request, key: str) -> HttpResponse:
    """Look at a refused request again."""
    asked, actor = request_or_404(request.actor, key), request.actor
    check_may_steer(asked.network, by=actor)
    form = ReasonForm(request.POST or None, label=_("What changed?"), help_text=_READERS)
    context = _form_context(
        asked, form, heading=_("Look at the request again"), button=_("Look again")
    )

    def save() -> str:
        because = form.cleaned_data["reason"]
        return actions.reopen(asked, because=because, by=actor).get_absolute_url()

    return form_page(request, context, save, done=_("The request is open again."))


@require_POST
def withdraw(request: Request, key: str) -> HttpResponse:
    """Take an own request back."""
    asked = request_or_404(request.actor, key)
    rules_broken = refusal(rules.check_may_withdraw, asked, by=request.actor)
    if rules_broken == "":
        return redirect(asked)
    return act(
        request,
        lambda: actions.withdraw(asked, by=request.actor),
        done=_("The request is withdrawn."),
        to=asked.get_absolute_url(),
    )


def _form_context(
    asked: ProjectRequest, form: ReasonForm, *, heading: str, button: str
) -> dict[str, Any]:
    return {
        "form": form,
        "network": asked.network,
        "heading": heading,
        "lead": asked.title,
        "button": button,
        "back": asked.get_absolute_url(),
        "trail": trail((asked.title, asked.get_absolute_url()), (heading, "")),
    }


@require_safe
def answered(request: Request) -> HttpResponse:
    """Show the requests that did not become a project, with their answers."""
    network = network_of(request)
    context = {
        "network": network,
        "requests": queries.answered_requests(network, actor=request.actor),
        "trail": trail((_("Answered requests"), "")),
    }
    return render(request, "projects/answered.html", context)
