"""Pages about what hangs on a proposal, an agenda item or a meeting."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.documents.links import link_to
from ivz.errors import RuleBroken, passes, refusal
from ivz.meetings.actions import annexes as actions
from ivz.meetings.forms.annexes import AnnexForm, LinkForm, NewAnnexForm, NewVersionForm
from ivz.meetings.forms.lateness import LATE_REASON
from ivz.meetings.models import AgendaItem, Annex, Meeting, Proposal
from ivz.meetings.models.annexes import Host
from ivz.meetings.queries.lateness import late_on
from ivz.meetings.rules import annexes as rules
from ivz.meetings.rules.lateness import frozen_with
from ivz.meetings.views.lookups import item_or_404, meeting_or_404, proposal_or_404
from ivz.web.comparison import differences
from ivz.web.requests import Request, version_sent
from ivz.workflow.versions import StaleEdit


@require_http_methods(["GET", "HEAD", "POST"])
def new_on_proposal(request: Request, body: str, register_number: str) -> HttpResponse:
    """Hang a paper on a proposal."""
    return _new(request, proposal_or_404(request.actor, body, register_number))


@require_http_methods(["GET", "HEAD", "POST"])
def new_on_meeting(request: Request, body: str, meeting: str) -> HttpResponse:
    """Hang a paper on a meeting."""
    return _new(request, meeting_or_404(request.actor, body, meeting))


@require_http_methods(["GET", "HEAD", "POST"])
def new_on_item(request: Request, body: str, meeting: str, item: int) -> HttpResponse:
    """Hang a paper on an item of the agenda."""
    found = meeting_or_404(request.actor, body, meeting)
    return _new(request, item_or_404(request.actor, found, item))


def _new(request: Request, hangs_on: Host) -> HttpResponse:
    reason = refusal(rules.check_may_add, hangs_on, by=request.actor)
    if reason == "":
        raise PermissionDenied
    planned = getattr(hangs_on, "planned_openness", Openness.NETWORK)
    initial = {"planned_openness": Openness.NETWORK if planned == Openness.RESTRICTED else planned}
    frozen = frozen_with(hangs_on, by=request.actor)
    form = NewAnnexForm(request.POST or None, request.FILES or None, initial=initial, frozen=frozen)
    if form.is_valid():
        try:
            annex = actions.add(hangs_on, form.details(), content=form.content(), by=request.actor)
        except RuleBroken as broken:
            is_late = broken.field == LATE_REASON and LATE_REASON in form.fields
            field = "file" if form.cleaned_data["file"] else None
            form.add_error(LATE_REASON if is_late else field, str(broken))
        else:
            messages.success(request, _("The annex “%(title)s” is added.") % {"title": annex})
            return redirect(annex)
    context = {"form": form, "hangs_on": hangs_on, "reason": reason}
    status = 422 if reason or form.errors else 200
    return render(request, "meetings/annex_new.html", context | _trail(hangs_on), status=status)


def _trail(hangs_on: Host) -> dict[str, Any]:
    if isinstance(hangs_on, Proposal):
        return {"proposal": hangs_on}
    return {"meeting": hangs_on.meeting if isinstance(hangs_on, AgendaItem) else hangs_on}


@require_safe
def detail(request: Request, body: str, annex: int) -> HttpResponse:
    """Show an annex with its versions, and to its editors what they can do with it."""
    return _page(request, annex_or_404(request.actor, body, annex))


def annex_or_404(actor: Actor, body: str, pk: int) -> Annex:
    """Give an annex for whoever may read it; a withdrawn one for whoever may put it back."""
    known = Annex.objects.known_to(actor).select_related(
        "body__network",
        "proposal__body",
        "item__meeting__body",
        "meeting__body",
        "document",
        "withdrawn_by__person",
    )
    found = get_object_or_404(known, body__slug=body, pk=pk)
    if found.withdrawn_at is not None and not passes(rules.check_may_manage, found, by=actor):
        return get_object_or_404(Annex.objects.none(), pk=pk)
    return found


def _page(request: Request, annex: Annex, **context: Any) -> HttpResponse:
    actor, status = request.actor, context.pop("status", 200)
    versions = list(annex.document.versions.select_related("document")) if annex.document else []
    may_manage = passes(rules.check_may_manage, annex, by=actor)
    page: dict[str, Any] = {
        "annex": annex,
        "newest": versions[0] if versions else None,
        "earlier": versions[1:] if annex.is_inside(actor) else [],
        "may_manage": may_manage,
        "why_not_replace": refusal(rules.check_may_change, annex, by=actor),
        "may_publish": passes(rules.check_may_publish, annex, by=actor),
        "may_remove": passes(rules.check_may_remove, annex, by=actor),
    }
    page["late"] = late_on(annex, actor=actor)
    if may_manage:
        frozen = frozen_with(annex.hangs_on, by=actor)
        page["form"] = AnnexForm(initial=AnnexForm.initial_of(annex), annex=annex)
        page["file_form"] = NewVersionForm(annex=annex, frozen=frozen)
        page["link_form"] = LinkForm(annex=annex)
    page |= _trail(annex.hangs_on) | context
    return render(request, "meetings/annex.html", page, status=status)


@require_POST
def change(request: Request, body: str, annex: int) -> HttpResponse:
    """Change title and openness; a stale save shows both texts."""
    found = annex_or_404(request.actor, body, annex)
    form = AnnexForm(request.POST, annex=found)
    if not form.is_valid():
        return _page(request, found, form=form, status=422)
    version = form.cleaned_data["version"]
    try:
        actions.change(found, form.details(), version=version, by=request.actor)
    except StaleEdit:
        current = annex_or_404(request.actor, body, annex)
        data = request.POST.copy()
        data["version"] = str(current.version)
        mine = AnnexForm(data, annex=current)
        stored = AnnexForm(initial=AnnexForm.initial_of(current), annex=current)
        theirs, own = differences(stored, mine)
        return _page(request, current, form=mine, theirs=theirs, mine=own, status=409)
    except RuleBroken as broken:
        form.add_error(None, str(broken))
        return _page(request, found, form=form, status=422)
    messages.success(request, _("Saved."))
    return redirect(found)


@require_POST
def replace(request: Request, body: str, annex: int) -> HttpResponse:
    """Put a new version before the file that is there."""
    found = annex_or_404(request.actor, body, annex)
    rules.check_may_manage(found, by=request.actor)
    frozen = frozen_with(found.hangs_on, by=request.actor)
    form = NewVersionForm(request.POST, request.FILES, annex=found, frozen=frozen)
    if not form.is_valid():
        return _page(request, found, file_form=form, status=422)
    cleaned = form.cleaned_data
    try:
        actions.replace(
            found,
            cleaned["file"].read(),
            version=cleaned["version"],
            is_public_at_once=cleaned.get("is_public_at_once", False),
            late_reason=cleaned.get(LATE_REASON, ""),
            by=request.actor,
        )
    except StaleEdit:
        return _replaced_meanwhile(request, annex_or_404(request.actor, body, annex), frozen)
    except RuleBroken as broken:
        form.add_error("file", str(broken))
        return _page(request, found, file_form=form, status=422)
    messages.success(request, _("The new file is there."))
    return redirect(found)


def _replaced_meanwhile(request: Request, annex: Annex, frozen: list[Meeting]) -> HttpResponse:
    """Show the file that somebody else put here first; the next one goes before that."""
    data = request.POST.copy()
    data["version"] = str(annex.version)
    form = NewVersionForm(data, request.FILES, annex=annex, frozen=frozen)
    told = _(
        "Somebody else changed this annex first; what is there now stands above. "
        "Your file is not saved: choose it again to put it in place of that."
    )
    form.add_error("file", told)
    return _page(request, annex, file_form=form, status=409)


@require_POST
def withdraw(request: Request, body: str, annex: int) -> HttpResponse:
    """Take an annex away from its readers."""
    done = _("The annex is withdrawn: nobody can read it any more. It can be put back.")
    return _do(request, body, annex, step=actions.withdraw, done=done)


@require_POST
def put_back(request: Request, body: str, annex: int) -> HttpResponse:
    """Give a withdrawn annex back."""
    done = _("The annex is back. What was public is for the network until it is published again.")
    return _do(request, body, annex, step=actions.put_back, done=done)


@require_POST
def publish(request: Request, body: str, annex: int) -> HttpResponse:
    """Make an annex public."""
    return _do(
        request, body, annex, step=actions.publish, done=_("Everyone can read this annex now.")
    )


def _do(
    request: Request, body: str, pk: int, *, step: Callable[..., Annex], done: str
) -> HttpResponse:
    found = annex_or_404(request.actor, body, pk)
    try:
        step(found, version=version_sent(request), by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, done)
    return redirect(found)


@require_POST
def remove(request: Request, body: str, annex: int) -> HttpResponse:
    """Remove a withdrawn annex for good, after a tick that says so."""
    found = annex_or_404(request.actor, body, annex)
    rules.check_may_manage(found, by=request.actor)
    if "zeker" not in request.POST:
        messages.error(request, _("Tick that you are sure. Nothing was removed."))
        return redirect(found)
    try:
        actions.remove(found, version=version_sent(request), by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
        return redirect(found)
    messages.success(request, _("The annex is removed for good."))
    return redirect(found.hangs_on)


@require_POST
def link(request: Request, body: str, annex: int) -> HttpResponse:
    """Make a link for in a mail, that ends after two weeks."""
    found = annex_or_404(request.actor, body, annex)
    rules.check_may_manage(found, by=request.actor)
    form = LinkForm(request.POST, annex=found)
    document = found.document
    if not form.is_valid() or document is None:
        return _page(request, found, link_form=form, status=422)
    address = request.build_absolute_uri(link_to(document, bound_to=form.account()))
    return _page(request, found, link_form=form, link_address=address)
