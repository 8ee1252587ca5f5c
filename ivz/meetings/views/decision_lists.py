"""The decision list, for reading, printing, publishing and adopting."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.authorization.permissions import Permission
from ivz.errors import RuleBroken, passes, refusal
from ivz.meetings.actions import publishing as actions
from ivz.meetings.actions import remarks as leaving
from ivz.meetings.models import Meeting
from ivz.meetings.printed import DOCUMENT_LANGUAGE, html_of
from ivz.meetings.proofreading import Remark
from ivz.meetings.queries import decision_lists as queries
from ivz.meetings.queries.findings import computed_again
from ivz.meetings.queries.freezing import offered
from ivz.meetings.queries.next_steps import undecided_labels
from ivz.meetings.queries.numerals import in_words
from ivz.meetings.queries.proofreading import left_in, still_open, weighed
from ivz.meetings.rules import publishing as rules
from ivz.meetings.states import RecordForm
from ivz.meetings.views.lookups import listed_meeting_or_404, published_meeting_or_404, visitor_like
from ivz.web.requests import Request
from ivz.web.templatetags.ivz import day_date, long_date


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A reason that could not be saved, and why; ``digest`` tells of which remark, if of one."""

    reason: str
    why: str
    digest: str = ""


def _address(name: str, meeting: Meeting) -> str:
    return reverse(f"meetings:{name}", args=[meeting.body.slug, meeting.slug])


def _trail(meeting: Meeting, page: str) -> list[tuple[str, str]]:
    name = f"{meeting.body.short_name} {day_date(meeting.date)}"
    return [
        (_("Meetings"), reverse("meetings:list")),
        (name, meeting.get_absolute_url()),
        (page, ""),
    ]


@require_safe
def decision_list(request: Request, body: str, meeting: str) -> HttpResponse:
    """Show what a meeting decided, as far as the reader may see it."""
    found = listed_meeting_or_404(request.actor, body, meeting)
    as_visitor = request.GET.get("weergave") == "openbaar"
    reader = visitor_like(request.actor) if as_visitor else request.actor
    context = {
        "meeting": found,
        "list": queries.decision_list(found, actor=reader),
        "has_seat": found.body.network_id in reader.network_ids,
        "sits_in_body": found.body_id in reader.body_ids,
        "as_visitor": as_visitor,
        "publishes": passes(rules.check_publishes, found, by=request.actor),
        "left": left_in(found, actor=reader),
        "may_choose_records": passes(rules.check_may_choose_records, found, by=request.actor),
        "may_publish": passes(rules.check_may_publish, found, by=request.actor),
        "adopt_refusal": refusal(rules.check_may_adopt, found, by=request.actor),
        "data_address": f"/api/v1/meetings/{found.body.slug}_{found.slug}/decisions",
        "trail": _trail(found, _("Decision list")),
    }
    return _render(request, "meetings/decision_list.html", context)


def _render(request: Request, template: str, context: dict[str, object]) -> HttpResponse:
    return HttpResponse(render_to_string(template, context, request=request))


@require_safe
def decision_list_pdf(request: Request, body: str, meeting: str) -> HttpResponse:
    """Give the public part as PDF, whoever asks; once frozen exactly the bytes that were kept."""
    # Loading the PDF maker takes two seconds: only who asks a PDF waits for it.
    from ivz.documents import pdf  # noqa: PLC0415

    found = published_meeting_or_404(request.actor, body, meeting)
    frozen = offered(found, RecordForm.DECISION_LIST)
    if frozen is None:
        with translation.override(DOCUMENT_LANGUAGE):
            html = html_of(queries.decision_list(found, actor=visitor_like(request.actor)))
    etag = f'"{frozen.digest if frozen else pdf.digest_of(html)}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    name = f"besluitenlijst-{found.body.slug}-{found.slug}.pdf"
    return HttpResponse(
        bytes(frozen.content) if frozen else pdf.render(html),
        content_type="application/pdf",
        headers={"ETag": etag, "Content-Disposition": f'inline; filename="{name}"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: Request, body: str, meeting: str) -> HttpResponse:
    """Show exactly what becomes public, and publish it after confirmation."""
    found = listed_meeting_or_404(request.actor, body, meeting)
    if request.method == "POST":
        return _publish(request, found)
    return _shown(request, found)


def _shown(request: Request, found: Meeting, *, kept: Kept | None = None) -> HttpResponse:
    """Show what becomes public; after a refusal with the reason that was typed."""
    reason = refusal(rules.check_may_publish, found, by=request.actor)
    if reason == "":
        raise PermissionDenied(Permission.PUBLISH_DECISIONS)
    if reason is not None:
        messages.error(request, _with_what_was_typed(reason, kept))
        return redirect(_address("decision_list", found))
    preview = queries.preview(found, actor=request.actor)
    found_out = weighed(preview.public, actor=request.actor)
    context: dict[str, object] = {
        "meeting": found,
        "kept": kept,
        "kept_has_field": kept and _has_field(kept, still_open(found_out)),
        "preview": preview,
        "list": preview.public,
        "remarks": found_out,
        "open_remarks": still_open(found_out),
        "computed": computed_again(preview.public),
        "undecided": undecided_labels(found, actor=request.actor),
        "words": {"decisions": in_words(preview.public.decision_count)},
        "edition": rules.edition_of(found),
        "trail": _trail(found, _("Publish")),
    }
    page = _render(request, "meetings/publish_confirm.html", context)
    page.status_code = 422 if kept else 200
    return page


def _with_what_was_typed(why: str, kept: Kept | None) -> str:
    return f"{why} {_('You wrote:')} {kept.reason}" if kept and kept.reason else why


def _has_field(kept: Kept, open_ones: list[Remark]) -> bool:
    """Tell whether the page still has the field in which the reason was typed."""
    return any(kept.digest in ("", remark.digest) for remark in open_ones)


def _publish(request: Request, meeting: Meeting) -> HttpResponse:
    reason = request.POST.get("reason", "")
    try:
        rules.check_may_publish(meeting, by=request.actor)
        public = queries.preview(meeting, actor=request.actor).public
        leaving.publish_leaving(
            meeting,
            still_open(weighed(public, actor=request.actor)),
            reason=reason,
            edition=request.POST.get("edition", ""),
            by=request.actor,
        )
    except RuleBroken as broken:
        return _shown(request, meeting, kept=Kept(reason=reason, why=str(broken)))
    messages.success(request, _("The decision list is public."))
    return redirect(_address("published", meeting))


@require_POST
def leave(request: Request, body: str, meeting: str) -> HttpResponse:
    """Leave one remark as it is, with why; or let it stand out again."""
    found = listed_meeting_or_404(request.actor, body, meeting)
    rules.check_publishes(found, by=request.actor)
    digest, reason = request.POST.get("digest", ""), request.POST.get("reason", "")
    try:
        if "terug" in request.POST:
            leaving.take_back(found, digest=digest, by=request.actor)
        else:
            public = queries.preview(found, actor=request.actor).public
            open_ones = still_open(weighed(public, actor=request.actor))
            meant = [each for each in open_ones if each.digest == digest]
            rules.check_stands_out(meant)
            leaving.leave(found, meant, reason=reason, by=request.actor)
    except RuleBroken as broken:
        kept = Kept(reason=reason, why=str(broken), digest=digest)
        return _shown(request, found, kept=kept)
    return redirect(f"{_address('publish', found)}#valt-op")


@require_safe
def published(request: Request, body: str, meeting: str) -> HttpResponse:
    """Give the mail to the members and the PDF, ready to send."""
    found = published_meeting_or_404(request.actor, body, meeting)
    if not request.actor.may(Permission.PUBLISH_DECISIONS, within=found):
        raise PermissionDenied(Permission.PUBLISH_DECISIONS)
    public = queries.decision_list(found, actor=visitor_like(request.actor))
    addresses = {
        name: request.build_absolute_uri(_address(name, found))
        for name in ["decision_list", "decision_list_pdf"]
    }
    with translation.override(DOCUMENT_LANGUAGE):
        letter = {"meeting": found, "list": public, "address": addresses}
        subject = _("Decision list %(body)s, %(day)s") % {
            "body": found.body.short_name,
            "day": long_date(found.date),
        }
        mail = render_to_string("meetings/members_mail.txt", letter)
    context = {
        "meeting": found,
        "list": public,
        "subject": subject,
        "mail": mail.strip(),
        "address": addresses,
        "trail": _trail(found, _("Published")),
    }
    return _render(request, "meetings/published.html", context)


@require_POST
def adopt(request: Request, body: str, meeting: str) -> HttpResponse:
    """Adopt the decision list."""
    found = listed_meeting_or_404(request.actor, body, meeting)
    try:
        actions.adopt(found, by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, _("The decision list was adopted; it changes no more."))
    return redirect(_address("decision_list", found))
