"""Pages about proposals: reading one, writing one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from ivz.errors import RuleBroken, passes, refusal
from ivz.meetings.actions import proposals as actions
from ivz.meetings.forms.proposals import (
    PointFormSet,
    ProposalForm,
    split_points,
    stored_points,
    typed_points,
)
from ivz.meetings.models import Proposal
from ivz.meetings.queries import proposals as queries
from ivz.meetings.queries.annexes import annexes_of
from ivz.meetings.queries.knowledge import with_proposal
from ivz.meetings.queries.lateness import late_on
from ivz.meetings.queries.meetings import reading_minutes
from ivz.meetings.queries.questions import asked_in
from ivz.meetings.queries.routes import route_of
from ivz.meetings.queries.signing import signings
from ivz.meetings.rules import planning as rules
from ivz.meetings.rules.routes import check_may_route
from ivz.meetings.views.lookups import proposal_or_404
from ivz.network.models import Body
from ivz.web.comparison import Texts, differences
from ivz.web.requests import Request
from ivz.workflow.versions import StaleEdit

Page = dict[str, Any]


@require_safe
def detail(request: Request, body: str, register_number: str) -> HttpResponse:
    """Show a proposal with its advice points and the agendas it stands on."""
    proposal = proposal_or_404(request.actor, body, register_number)
    points = queries.points_of(proposal, actor=request.actor)
    may_write = passes(rules.check_may_write_proposal, proposal.body, by=request.actor)
    route = list(queries.route(proposal, actor=request.actor))
    frozen = refusal(rules.check_may_change_proposal, proposal, by=request.actor)
    has_terms = any(item.meeting.freeze_days is not None for item in route)
    annexes = annexes_of(proposal, actor=request.actor, with_withdrawn=may_write)
    context = {
        "proposal": proposal,
        "points": points,
        "targets": queries.targets_of(points, annexes),
        "knowledge": with_proposal(proposal, actor=request.actor),
        "route": route,
        "travels": route_of(proposal, actor=request.actor),
        "may_route": passes(check_may_route, proposal, by=request.actor),
        "signings": signings(proposal, actor=request.actor),
        "asked": asked_in(proposal, actor=request.actor),
        "late": late_on(proposal, actor=request.actor) if has_terms else [],
        "reading_minutes": reading_minutes(proposal),
        "points_minutes": reading_minutes(proposal, points_only=True),
        "may_write": may_write,
        "annexes": annexes,
        "may_change": frozen is None,
        "frozen": frozen,
    }
    return render(request, "meetings/proposal.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, body: str) -> HttpResponse:
    """Write a proposal for a body."""
    found = get_object_or_404(Body.objects.select_related("network"), slug=body)
    rules.check_may_write_proposal(found, by=request.actor)
    own: dict[str, Any] = {"body": found, "actor": request.actor}
    if request.method != "POST":
        form = ProposalForm(**own)
        return _render(request, found, {"form": form, "points": PointFormSet(prefix="points")})
    if "splits" in request.POST:
        return _split(request, found, ProposalForm(initial=request.POST, **own))
    form = ProposalForm(request.POST, **own)
    points = PointFormSet(request.POST, prefix="points")
    if form.is_valid() and points.is_valid():
        try:
            added = actions.add(
                form.details(_details(points)),
                body=found,
                register_number=form.cleaned_data["register_number"],
                by=request.actor,
            )
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(request, _("The proposal is saved. Put it on an agenda next."))
            return redirect(added)
    return _render(request, found, {"form": form, "points": points, "status": 422})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, body: str, register_number: str) -> HttpResponse:
    """Change a proposal; a stale save shows both texts."""
    proposal = proposal_or_404(request.actor, body, register_number)
    reason = refusal(rules.check_may_change_proposal, proposal, by=request.actor)
    if reason == "":
        raise PermissionDenied
    page: Page = {"proposal": proposal, "reason": reason}
    own: dict[str, Any] = {
        "body": proposal.body,
        "actor": request.actor,
        "proposal": proposal,
    }
    if request.method != "POST":
        page["form"] = ProposalForm(initial=ProposalForm.initial_of(proposal), **own)
        page["points"] = PointFormSet(initial=stored_points(proposal), prefix="points")
        return _render(request, proposal.body, page)
    if "splits" in request.POST:
        return _split(request, proposal.body, ProposalForm(initial=request.POST, **own), **page)
    page["form"] = ProposalForm(request.POST, **own)
    page["points"] = PointFormSet(request.POST, prefix="points")
    if page["form"].is_valid() and page["points"].is_valid():
        return _save(request, proposal, page)
    return _render(request, proposal.body, page | {"status": 422})


def _save(request: Request, proposal: Proposal, page: Page) -> HttpResponse:
    form, points = page["form"], page["points"]
    details = form.details(_details(points))
    version = form.cleaned_data["version"] or 0
    try:
        saved = actions.change(proposal, details, version=version, by=request.actor)
    except StaleEdit:
        current = proposal_or_404(request.actor, proposal.body.slug, proposal.register_number)
        return _render(request, proposal.body, page | _both(request, current))
    except RuleBroken as broken:
        form.add_error(broken.field if broken.field in form.fields else None, str(broken))
        return _render(request, proposal.body, page | {"status": 422})
    messages.success(request, _("Saved."))
    return redirect(saved)


def _both(request: Request, current: Proposal) -> Page:
    data = request.POST.copy()
    data["version"] = str(current.version)
    kept: dict[str, Any] = {"body": current.body, "actor": request.actor, "proposal": current}
    mine = ProposalForm(data, **kept)
    stored = ProposalForm(initial=ProposalForm.initial_of(current), **kept)
    theirs, own = differences(stored, mine)
    stored_text = _as_text(stored_points(current))
    typed_text = _as_text(typed_points(request.POST))
    if stored_text != typed_text:
        theirs += [(_("Advice points"), stored_text)]
        own += [(_("Advice points"), typed_text)]
    texts: dict[str, Texts] = {"theirs": theirs, "mine": own}
    return {"form": mine, "status": 409, **texts}


def _as_text(points: list[dict[str, object]]) -> str:
    return "\n".join(
        " ".join(str(row[name]) for name in ("label", "title", "text") if row[name])
        for row in points
    )


def _details(points: Any) -> list[actions.PointDetails]:
    return [form.details() for form in points if form.is_filled]


def _split(request: Request, body: Body, form: ProposalForm, **page: Any) -> HttpResponse:
    """Add the pasted points to those in the form, and ask what is unclear."""
    typed = typed_points(request.POST)
    found = split_points(request.POST.get("geplakt", ""), beside=typed)
    unclear = sum(bool(row["doubt"]) for row in found)
    page |= {
        "form": form,
        "points": PointFormSet(initial=[*typed, *found], prefix="points"),
        "found": ngettext("%(count)d point found.", "%(count)d points found.", len(found))
        % {"count": len(found)},
        "unclear": unclear,
        "pasted": "" if found else request.POST.get("geplakt", ""),
    }
    return _render(request, body, page)


def _render(request: Request, body: Body, page: Page) -> HttpResponse:
    status = page.pop("status", 422 if page.get("reason") else 200)
    return render(request, "meetings/proposal_edit.html", page | {"body": body}, status=status)
