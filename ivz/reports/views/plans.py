"""Pages on annual plans: all of a network, one with its lines, beginning and proposing it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.accounts.actors import Actor
from ivz.decisions.queries import DecisionsAbout, decisions_about
from ivz.decisions.states import PaperState
from ivz.documents.papers import paper_response
from ivz.errors import passes
from ivz.projects.forms.focus import AdoptedForm
from ivz.projects.rules.rights import check_may_ask, check_may_steer
from ivz.reports import papers
from ivz.reports.actions import annual_plans as actions
from ivz.reports.deciding import PLAN
from ivz.reports.forms.annual_plans import YearForm
from ivz.reports.models import AnnualPlan
from ivz.reports.queries import annual_plans as queries
from ivz.reports.rules import annual_plans as rules
from ivz.reports.views.shared import FORM, below, network_of, plan_or_404, trail
from ivz.unsaved.answering import act, form_page
from ivz.web.exports import export_by
from ivz.web.requests import Request


@require_safe
def index(request: Request) -> HttpResponse:
    """Show the annual plans of a network, the newest first."""
    network, actor = network_of(request), request.actor
    context = {
        "network": network,
        "plans": list(queries.plans_of(network, actor=actor)),
        "steers": passes(check_may_steer, network, by=actor),
        "is_member": passes(check_may_ask, network, by=actor),
        "trail": [(_("Annual plans"), "")],
    }
    return render(request, "reports/plans.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Begin the plan of a year."""
    network, actor = network_of(request), request.actor
    check_may_steer(network, by=actor)
    form = YearForm(request.POST or None, initial={"year": actor.today.year + 1})
    heading = _("Begin an annual plan")
    context = {
        "form": form,
        "network": network,
        "heading": heading,
        "lead": _("It is filled with projects, meetings and agreements of that year."),
        "button": heading,
        "back": reverse("reports:plans"),
        "trail": trail((heading, "")),
    }

    def save() -> str:
        return actions.begin(network, form.cleaned_data["year"], by=actor).get_absolute_url()

    return form_page(
        request, context, save, template=FORM, done=_("The plan is there. Add to it together.")
    )


@require_safe
def page(request: Request, network: str, year: int) -> HttpResponse:
    """Show a plan: what is reached per quarter, what was put forward, and what became of it."""
    actor = request.actor
    plan = plan_or_404(actor, network, year)
    steers = passes(check_may_steer, plan.network, by=actor)
    is_draft = plan.state == PaperState.DRAFT
    sheet = queries.sheet_of(plan, actor=actor)
    adopted_by, adopted_at = queries.adopting(plan, actor=actor)
    context = {
        "plan": plan,
        "network": plan.network,
        "sheet": sheet,
        "own": {line.pk for line in sheet.put_forward if rules.is_own(line, by=actor)},
        "about": _about(plan, actor),
        "adopted_by": adopted_by,
        "adopted_at": adopted_at,
        "is_member": passes(check_may_ask, plan.network, by=actor),
        "puts_forward": passes(rules.check_may_put_forward, plan, by=actor),
        "writes": steers and is_draft,
        "may_open": passes(rules.check_may_open, plan, by=actor),
        "missing": rules.missing_for_bodies(plan) if steers and is_draft else [],
        "trail": trail((plan.title, "")),
    }
    return render(request, "reports/plan.html", context)


def _about(plan: AnnualPlan, actor: Actor) -> DecisionsAbout:
    """Give the decisions on a plan, and what a body can be asked about it now."""
    about = decisions_about(PLAN, [plan.pk], subject_id=plan.pk, network=plan.network, actor=actor)
    askable = [each for each in about.questions if passes(each.check_may_ask, plan)]
    return replace(about, questions=askable)


@require_safe
def file(request: Request, network: str, year: int, suffix: str) -> HttpResponse:
    """Give a plan to print, or to write on."""
    plan = plan_or_404(request.actor, network, year)
    export = export_by(request.actor, openness=plan.openness)
    sheet = queries.sheet_of(plan, actor=request.actor)
    paper = papers.plan_paper(plan, sheet, export=export)
    return paper_response(paper, name=f"jaarplan-{network}-{year}", suffix=suffix, export=export)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: Request, network: str, year: int) -> HttpResponse:
    """Ask, and throw away a plan that no body judged."""
    plan = plan_or_404(request.actor, network, year)
    check_may_steer(plan.network, by=request.actor)
    if request.method == "POST":
        return act(
            request,
            lambda: actions.remove(plan, by=request.actor),
            done=_("The annual plan is gone."),
            to=reverse("reports:plans"),
        )
    return render(request, "reports/remove.html", below(plan, _("Throw the annual plan away")))


@require_http_methods(["GET", "HEAD", "POST"])
def note_adopted(request: Request, network: str, year: int) -> HttpResponse:
    """Note that a plan was adopted before it stood here."""
    actor = request.actor
    plan = plan_or_404(actor, network, year)
    check_may_steer(plan.network, by=actor)
    if plan.is_adopted:
        return redirect(plan.get_absolute_url())
    form = AdoptedForm(request.POST or None, network=plan.network, actor=actor)
    context = below(plan, _("This plan was adopted earlier"), button=_("Note it as adopted"))

    def save() -> str:
        given = form.cleaned_data
        actions.note_adopted(plan, decision=given["reference"], origin=given["origin"], by=actor)
        return plan.get_absolute_url()

    done = _("The annual plan counts as adopted.")
    return form_page(request, context | {"form": form}, save, template=FORM, done=done)


def _steering(
    request: Request, network: str, year: int, act_on: Callable[..., Any], done: str
) -> HttpResponse:
    plan = plan_or_404(request.actor, network, year)
    check_may_steer(plan.network, by=request.actor)
    return act(
        request,
        lambda: act_on(plan, by=request.actor),
        done=done,
        to=plan.get_absolute_url(),
    )


@require_POST
def gather(request: Request, network: str, year: int) -> HttpResponse:
    """Put in the plan what is known of its year and not in it."""
    return _steering(request, network, year, actions.gather, _("The plan is filled up."))


@require_POST
def submit(request: Request, network: str, year: int) -> HttpResponse:
    """Propose a plan to the Platform."""
    done = _("The annual plan lies before the Platform. Put it on an agenda.")
    return _steering(request, network, year, actions.submit, done)


@require_POST
def make_public(request: Request, network: str, year: int) -> HttpResponse:
    """Let everyone read an adopted plan."""
    return _steering(request, network, year, actions.make_public, _("Public: anybody reads it."))
