"""Pages on the reports of a network: one with its chapters, writing, proposing and printing it."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.accounts.actors import Actor
from ivz.decisions.queries import DecisionsAbout, decisions_about
from ivz.documents.papers import paper_response
from ivz.errors import passes, refusal
from ivz.projects.rules.rights import check_may_steer
from ivz.reports import papers
from ivz.reports.actions import periodic as actions
from ivz.reports.deciding import REPORT
from ivz.reports.facts import period_words
from ivz.reports.forms.periodic import PartForm, part_as_stored
from ivz.reports.models import PeriodicReport, ReportPart, YearlyDuty
from ivz.reports.queries import periodic as queries
from ivz.reports.rules import periodic as rules
from ivz.reports.states import Chapter
from ivz.reports.views.shared import trail, version_in
from ivz.unsaved.answering import act, form_page
from ivz.web.exports import export_by
from ivz.web.requests import Request


def _report_or_404(actor: Actor, network: str, year: int, duty: int) -> PeriodicReport:
    rows = PeriodicReport.objects.visible_to(actor).select_related("body__network__area", "duty")
    duties = YearlyDuty.objects.filter(pk=duty)  # no number is too long for a key
    return get_object_or_404(rows, body__network__slug=network, year=year, duty__in=duties)


def _around(report: PeriodicReport, heading: str, **more: Any) -> dict[str, Any]:
    wheel = f"{reverse('reports:wheel')}?jaar={report.year}"
    own = report.get_absolute_url()
    below = [(heading, "")] if heading else []
    return {
        "report": report,
        "network": report.network,
        "heading": heading or report.title,
        "back": own,
        "trail": trail(
            (_("Year wheel"), wheel),
            (report.title, own if heading else ""),
            *below,
        ),
    } | more


@require_safe
def page(request: Request, network: str, year: int, duty: int) -> HttpResponse:
    """Show a report, chapter by chapter."""
    actor = request.actor
    report = _report_or_404(actor, network, year, duty)
    steers = passes(check_may_steer, report.network, by=actor)
    adopted_by, adopted_at = queries.adopting(report, actor=actor)
    context = {
        "chapters": queries.chapters(report, actor=actor),
        "period": period_words(report.covers_from, report.covers_until),
        "about": _about(report, actor),
        "adopted_by": adopted_by,
        "adopted_at": adopted_at,
        "writes": steers and report.is_written,
        "missing": refusal(rules.check_may_submit, report, by=actor) if steers else None,
    }
    return render(request, "reports/report.html", _around(report, "", **context))


def _about(report: PeriodicReport, actor: Actor) -> DecisionsAbout:
    """Give the decisions on a report, and what a body can be asked about it now."""
    about = decisions_about(
        REPORT, [report.pk], subject_id=report.pk, network=report.network, actor=actor
    )
    askable = [each for each in about.questions if passes(each.check_may_ask, report)]
    return replace(about, questions=askable)


@require_safe
def file(request: Request, network: str, year: int, duty: int, suffix: str) -> HttpResponse:
    """Give a report to print, or to write on."""
    report = _report_or_404(request.actor, network, year, duty)
    export = export_by(request.actor, openness=report.openness)
    found = queries.chapters(report, actor=request.actor)
    paper = papers.report_paper(report, found, export=export)
    name = f"{report.kind.replace('_', '-')}-{network}-{year}"
    return paper_response(paper, name=name, suffix=suffix, export=export)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, network: str, year: int, duty: int, chapter: str) -> HttpResponse:
    """Write what stands under one heading; a stale save shows both texts."""
    actor = request.actor
    report = _report_or_404(actor, network, year, duty)
    check_may_steer(report.network, by=actor)
    rows = ReportPart.objects.visible_to(actor)
    part = get_object_or_404(rows, report=report, chapter=chapter)
    reason = refusal(rules.check_may_write, report, by=actor)
    if reason and request.method != "POST":
        messages.error(request, reason)
        return redirect(report)
    form = PartForm(request.POST or None, initial=part_as_stored(part))
    facts = next(
        each.facts for each in queries.chapters(report, actor=actor) if each.part.chapter == chapter
    )
    heading = part.get_chapter_display()
    context = _around(report, heading, form=form, button=_("Save"), lead=report.title, facts=facts)

    def save() -> str:
        given = form.cleaned_data
        actions.write(report, Chapter(chapter), given["text"], version=given["version"], by=actor)
        return f"{report.get_absolute_url()}#{chapter}"

    return form_page(
        request,
        context,
        save,
        template="reports/write.html",
        done=_("Saved."),
        stored=lambda current: PartForm(initial=part_as_stored(current)),
    )


@require_POST
def submit(request: Request, network: str, year: int, duty: int) -> HttpResponse:
    """Propose a report to the Platform."""
    report = _report_or_404(request.actor, network, year, duty)
    check_may_steer(report.network, by=request.actor)
    return act(
        request,
        lambda: actions.submit(report, version=version_in(request), by=request.actor),
        done=_("The report lies before the Platform. Put it on an agenda."),
        to=report.get_absolute_url(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: Request, network: str, year: int, duty: int) -> HttpResponse:
    """Ask, and throw away a report that no body judged."""
    report = _report_or_404(request.actor, network, year, duty)
    check_may_steer(report.network, by=request.actor)
    wheel = f"{reverse('reports:wheel')}?jaar={report.year}"
    if request.method == "POST":
        return act(
            request,
            lambda: actions.remove(report, version=version_in(request), by=request.actor),
            done=_("The report is gone."),
            to=wheel,
        )
    return render(
        request, "reports/remove_report.html", _around(report, _("Throw the report away"))
    )
