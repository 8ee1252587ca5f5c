"""Pages on the lines of an annual plan: putting them forward, answering, and their progress."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.documents.papers import paper_response
from ivz.errors import passes
from ivz.projects.rules.rights import check_may_ask, check_may_steer
from ivz.reports import papers
from ivz.reports.actions import annual_plans as actions
from ivz.reports.forms.annual_plans import JudgeForm, LineForm, WordForm, line_as_stored
from ivz.reports.models import LineWord
from ivz.reports.queries import annual_plans as queries
from ivz.reports.rules import annual_plans as rules
from ivz.reports.states import Course
from ivz.reports.views.shared import (
    FORM,
    below,
    line_or_404,
    plan_or_404,
    turned_back,
)
from ivz.unsaved.answering import act, form_page
from ivz.web.exports import export_by
from ivz.web.requests import Request

_EDIT = ["GET", "HEAD", "POST"]


@require_http_methods(_EDIT)
def new(request: Request, network: str, year: int) -> HttpResponse:
    """Put a line forward."""
    actor = request.actor
    plan = plan_or_404(actor, network, year)
    if back := turned_back(request, rules.check_may_put_forward, plan, plan=plan):
        return back
    steers = passes(check_may_steer, plan.network, by=actor)
    form = LineForm(request.POST or None, plan=plan, actor=actor)
    context = below(plan, _("Add a line") if steers else _("Put a line forward"))
    done = _("It is in the plan.") if steers else _("Put forward. The coordinator answers.")

    def save() -> str:
        actions.put_forward(plan, form.details(), by=actor)
        return plan.get_absolute_url()

    return form_page(request, context | {"form": form}, save, template=FORM, done=done)


@require_http_methods(_EDIT)
def change(request: Request, network: str, year: int, line: int) -> HttpResponse:
    """Change a line; a stale save shows both texts."""
    actor = request.actor
    plan = plan_or_404(actor, network, year)
    row = line_or_404(actor, plan, line)
    if back := turned_back(request, rules.check_may_change, row, plan=plan):
        return back

    def filled(stored: Any, sent: Any = None) -> LineForm:
        return LineForm(sent, initial=line_as_stored(stored), plan=plan, actor=actor)

    form = filled(row, request.POST or None)
    context = below(plan, _("Change the line"), button=_("Save"), lead=row.result)

    def save() -> str:
        version = form.cleaned_data["version"] or 0
        actions.change(row, form.details(), version=version, by=actor)
        return plan.get_absolute_url()

    return form_page(
        request, context | {"form": form}, save, template=FORM, done=_("Saved."), stored=filled
    )


@require_http_methods(_EDIT)
def judge(request: Request, network: str, year: int, line: int) -> HttpResponse:
    """Take a line over, or leave it out with the reason."""
    actor = request.actor
    plan = plan_or_404(actor, network, year)
    check_may_steer(plan.network, by=actor)
    row = line_or_404(actor, plan, line)
    initial = {"version": row.version, "reason": row.reason}
    form = JudgeForm(request.POST or None, initial=initial)
    context = below(plan, _("Answer a line"), button=_("Save"), lead=row.result)

    def save() -> str:
        given = form.cleaned_data
        actions.judge(
            row,
            is_taken=given["answer"] == "ja",
            reason=given["reason"],
            version=given["version"] or 0,
            by=actor,
        )
        return plan.get_absolute_url()

    def stored(current: Any) -> JudgeForm:
        answer = "nee" if current.reason else "ja"
        return JudgeForm(initial={"answer": answer, "reason": current.reason})

    return form_page(
        request, context | {"form": form}, save, template=FORM, done=_("Saved."), stored=stored
    )


@require_POST
def withdraw(request: Request, network: str, year: int, line: int) -> HttpResponse:
    """Take back what one put forward."""
    plan = plan_or_404(request.actor, network, year)
    row = line_or_404(request.actor, plan, line)
    return act(
        request,
        lambda: actions.withdraw(row, by=request.actor),
        done=_("Taken back."),
        to=plan.get_absolute_url(),
    )


@require_safe
def progress(request: Request, network: str, year: int) -> HttpResponse:
    """Show how the lines stand to the network: what is late and not told of first."""
    actor = request.actor
    plan = plan_or_404(actor, network, year)
    check_may_ask(plan.network, by=actor)
    found = queries.progress_of(plan, actor=actor)
    lines = [each.line for each in [*found.late, *found.silent, *found.others]]
    for line in lines:
        line.plan = plan
    context = {
        "plan": plan,
        "network": plan.network,
        "progress": found,
        "tells": {line.pk for line in lines if passes(rules.check_may_tell, line, by=actor)},
    }
    return render(request, "reports/progress.html", below(plan, _("Progress")) | context)


@require_safe
def progress_file(request: Request, network: str, year: int, suffix: str) -> HttpResponse:
    """Give how a plan stands to print, or to write on."""
    plan = plan_or_404(request.actor, network, year)
    check_may_ask(plan.network, by=request.actor)
    export = export_by(request.actor, openness="network")
    found = queries.progress_of(plan, actor=request.actor)
    paper = papers.progress_paper(plan, found, export=export)
    name = f"jaarplan-voortgang-{network}-{year}"
    return paper_response(paper, name=name, suffix=suffix, export=export)


@require_http_methods(_EDIT)
def tell(request: Request, network: str, year: int, line: int) -> HttpResponse:
    """Tell how a line stands over a quarter."""
    actor = request.actor
    plan = plan_or_404(actor, network, year)
    row = line_or_404(actor, plan, line)
    if back := turned_back(request, rules.check_may_tell, row, plan=plan):
        return back
    form = WordForm(request.POST or None, plan=plan, on=actor.today)
    context = below(plan, _("Tell how it stands"), button=_("Save"), lead=row.result, progress=True)

    def save() -> str:
        given = form.cleaned_data
        actions.tell(
            row,
            quarter=given["quarter"],
            course=Course(given["course"]),
            words=given["words"],
            by=actor,
        )
        back: str = context["back"]
        return back

    return form_page(request, context | {"form": form}, save, template=FORM, done=_("Noted."))


@require_POST
def untell(request: Request, network: str, year: int, line: int, word: int) -> HttpResponse:
    """Take back what was told of a line."""
    plan = plan_or_404(request.actor, network, year)
    row = line_or_404(request.actor, plan, line)
    told = get_object_or_404(LineWord.objects.visible_to(request.actor), line=row, pk=word)
    told.line = row
    return act(
        request,
        lambda: actions.untell(told, by=request.actor),
        done=_("Taken back."),
        to=below(plan, "", progress=True)["back"],
    )
