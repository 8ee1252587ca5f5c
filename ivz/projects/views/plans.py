"""Pages on the plan of a project: reading, writing, sending, and its editions."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ivz.errors import passes, refusal
from ivz.projects import plan_text as queries
from ivz.projects.actions import plans as actions
from ivz.projects.forms.plans import (
    DatesForm,
    SectionForm,
    SubmitForm,
    dates_as_stored,
    text_as_stored,
)
from ivz.projects.models import Plan, PlanEdition, PlanSection, Project
from ivz.projects.questions import SECTION_QUESTIONS
from ivz.projects.rules import plans as rules
from ivz.projects.rules.rights import check_may_lead
from ivz.projects.states import Section
from ivz.projects.views.shared import act, form_page, project_or_404, trail
from ivz.web.requests import Request


def _plan_or_404(request: Request, slug: str) -> Plan:
    project = project_or_404(request.actor, slug)
    plan = get_object_or_404(Plan.objects.filter(project=project))
    plan.project = project
    return plan


def _address(project: Project) -> str:
    return reverse("projects:plan", args=[project.slug])


def _context(plan: Plan, *last: tuple[str, str]) -> dict[str, Any]:
    project = plan.project
    here = (project.title, project.get_absolute_url())
    to_plan = [(_("Plan"), _address(project))] if last else [(_("Plan"), "")]
    return {
        "plan": plan,
        "project": project,
        "network": project.network,
        "back": _address(project),
        "trail": trail(here, *to_plan, *last),
    }


@require_safe
def document(request: Request, slug: str) -> HttpResponse:
    """Show the plan as it is now, as one document."""
    plan, actor = _plan_or_404(request, slug), request.actor
    may_write = passes(rules.check_may_write, plan, by=actor)
    context = _context(plan) | {
        "chapters": queries.chapters(queries.content_of(plan, on=actor.today)),
        "editions": list(plan.editions.all()),
        "may_write": may_write,
        "why_not": refusal(rules.check_may_write, plan, by=actor),
        "may_revise": passes(rules.check_may_revise, plan, by=actor),
        "missing": rules.missing_for_bodies(plan, by=actor) if may_write else [],
    }
    return render(request, "projects/plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: Request, slug: str, section: str) -> HttpResponse:
    """Write one section; a stale save shows both texts."""
    plan, actor = _plan_or_404(request, slug), request.actor
    check_may_lead(plan.project, by=actor)
    if section not in Section.values:
        raise Http404
    chosen = Section(section)
    row = PlanSection.objects.filter(plan=plan, section=chosen).first() or PlanSection(version=0)
    form = SectionForm(request.POST or None, initial=text_as_stored(row), section=chosen)
    context = _context(plan, (str(chosen.label), "")) | {
        "form": form,
        "section": chosen,
        "questions": SECTION_QUESTIONS[chosen],
        "lines": queries.lines_of(plan, on=actor.today).get(chosen, []),
        "why_not": refusal(rules.check_may_write, plan, by=actor),
        "sections": list(Section),
    }

    def save() -> str:
        text, version = form.cleaned_data["text"], form.cleaned_data["version"]
        actions.write_section(plan, chosen, text, version=version, by=actor)
        return _after(plan.project, chosen, request)

    return form_page(
        request,
        context,
        save,
        template="projects/section_form.html",
        done=_("Saved."),
        stored=lambda row: SectionForm(initial=text_as_stored(row), section=chosen),
    )


def _after(project: Project, written: Section, request: Request) -> str:
    """Go on to the next section where that was asked, else to the document."""
    order = list(Section)
    following = order[order.index(written) + 1 :]
    if "next" in request.POST and following:
        return reverse("projects:section", args=[project.slug, following[0]])
    return f"{_address(project)}#{written}"


@require_http_methods(["GET", "HEAD", "POST"])
def dates(request: Request, slug: str) -> HttpResponse:
    """Note when the project starts and ends."""
    plan, actor = _plan_or_404(request, slug), request.actor
    project = plan.project
    check_may_lead(project, by=actor)
    form = DatesForm(request.POST or None, initial=dates_as_stored(project))
    heading = _("First and last day")
    context = _context(plan, (heading, "")) | {
        "form": form,
        "heading": heading,
        "lead": project.title,
        "button": _("Save"),
    }

    def save() -> str:
        actions.set_dates(project, **form.cleaned_data, by=actor)
        return _address(project)

    return form_page(
        request,
        context,
        save,
        done=_("Saved."),
        stored=lambda row: DatesForm(initial=dates_as_stored(row)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: Request, slug: str) -> HttpResponse:
    """Send the plan to the Platform, after saying what that means."""
    plan, actor = _plan_or_404(request, slug), request.actor
    check_may_lead(plan.project, by=actor)
    form = SubmitForm(request.POST or None)
    heading = _("Send the plan to the Platform")
    context = _context(plan, (heading, "")) | {
        "form": form,
        "heading": heading,
        "lead": _(
            "What the plan says now becomes an edition that does not change. The Platform "
            "judges it first, then the deciding body. Until then nobody can write."
        ),
        "button": _("Send"),
    }

    def save() -> str:
        actions.submit(plan, reason=form.cleaned_data["reason"], by=actor)
        return plan.project.get_absolute_url()

    done = _("The plan is with the Platform. Ask to put it on the agenda next.")
    return form_page(request, context, save, done=done)


@require_POST
def revise(request: Request, slug: str) -> HttpResponse:
    """Start the next edition of an adopted plan."""
    plan = _plan_or_404(request, slug)
    check_may_lead(plan.project, by=request.actor)
    return act(
        request,
        lambda: actions.revise(plan, by=request.actor),
        done=_("You can write the next edition. The adopted one holds until that is adopted."),
        to=_address(plan.project),
    )


@require_safe
def edition(request: Request, slug: str, number: int) -> HttpResponse:
    """Show an edition as the bodies judged it, and what changed since the one before."""
    plan = _plan_or_404(request, slug)
    found = get_object_or_404(PlanEdition, plan=plan, number=number)
    before = plan.editions.filter(number__lt=number).first()
    heading = _("Edition %(number)s") % {"number": number}
    context = _context(plan, (heading, "")) | {
        "edition": found,
        "before": before,
        "changes": queries.compare(before, found) if before else [],
        "chapters": [each for each in queries.chapters(found.content) if not each.is_empty],
    }
    return render(request, "projects/edition.html", context)
