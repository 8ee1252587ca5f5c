"""Pages on working a request out and testing it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ivz.errors import RuleBroken
from ivz.projects.actions import assessments as actions
from ivz.projects.actions.assignments import write
from ivz.projects.feasibility import room, spread
from ivz.projects.forms.requests import (
    AssessmentForm,
    AssignmentForm,
    ReasonForm,
    assignment_as_stored,
    judged_before,
)
from ivz.projects.models import Assessment, Assignment
from ivz.projects.queries.requests import latest_assessment
from ivz.projects.rules.rights import check_may_steer
from ivz.projects.views.shared import form_page, request_or_404, trail
from ivz.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
def assignment(request: Request, key: str) -> HttpResponse:
    """Write the assignment; a stale save shows both texts."""
    asked, actor = request_or_404(request.actor, key), request.actor
    check_may_steer(asked.network, by=actor)
    stored = getattr(asked, "assignment", None)
    initial = assignment_as_stored(stored) or {"cause": asked.problem}
    form = AssignmentForm(request.POST or None, initial=initial)
    heading = _("The assignment")
    context = {
        "form": form,
        "asked": asked,
        "heading": heading,
        "back": asked.get_absolute_url(),
        "trail": trail((asked.title, asked.get_absolute_url()), (heading, "")),
    }

    def save() -> str:
        version = form.cleaned_data["version"]
        write(asked, form.details(), version=version, by=actor)
        return asked.get_absolute_url()

    return form_page(
        request,
        context,
        save,
        template="projects/assignment_form.html",
        done=_("The assignment is saved."),
        stored=lambda row: AssignmentForm(initial=assignment_as_stored(row)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def test(request: Request, key: str) -> HttpResponse:
    """Test the assignment on the five criteria, beside today's numbers; a stale save shows both."""
    asked, actor = request_or_404(request.actor, key), request.actor
    check_may_steer(asked.network, by=actor)
    written = get_object_or_404(Assignment, request=asked)
    form = AssessmentForm(request.POST or None, initial=judged_before(latest_assessment(asked)))
    heading = _("Test on the five criteria")
    context = {
        "form": form,
        "asked": asked,
        "assignment": written,
        "spread": spread(asked.theme, network=asked.network, on=actor.today),
        "room": room(asked, actor=actor),
        "heading": heading,
        "back": asked.get_absolute_url(),
        "trail": trail((asked.title, asked.get_absolute_url()), (heading, "")),
    }

    def save() -> str:
        version = form.cleaned_data["version"] or 0
        actions.assess(written, form.judgements(), version=version, by=actor)
        return asked.get_absolute_url()

    return form_page(
        request,
        context,
        save,
        template="projects/test_form.html",
        stored=lambda _row: AssessmentForm(initial=judged_before(latest_assessment(asked))),
    )


@require_POST
def accept(request: Request, key: str) -> HttpResponse:
    """Let a request that meets all criteria become a project."""
    asked = request_or_404(request.actor, key)
    check_may_steer(asked.network, by=request.actor)
    assessment = _assessment_or_404(request, key)
    try:
        project = actions.accept(assessment, by=request.actor)
    except RuleBroken as broken:
        messages.error(request, str(broken))
        return redirect(asked)
    messages.success(request, _("The request is a project now. Assign who holds and who leads it."))
    return redirect(project)


@require_http_methods(["GET", "HEAD", "POST"])
def override(request: Request, key: str) -> HttpResponse:
    """Agree to accept although not all criteria hold; chair and coordinator both have to."""
    asked, actor = request_or_404(request.actor, key), request.actor
    check_may_steer(asked.network, by=actor)
    assessment = _assessment_or_404(request, key)
    heading = _("Accept although not all criteria hold")
    form = ReasonForm(
        request.POST or None,
        initial={"reason": assessment.override_reason},
        label=_("Why should the Platform do this nevertheless?"),
        help_text=_("Chair and coordinator each agree. The reason stands with the project."),
    )
    if assessment.override_reason:
        form.fields["reason"].disabled = True
    context = {
        "form": form,
        "network": asked.network,
        "heading": heading,
        "lead": asked.title,
        "button": _("I agree"),
        "back": asked.get_absolute_url(),
        "trail": trail((asked.title, asked.get_absolute_url()), (heading, "")),
    }

    def save() -> str:
        typed = request.POST.get("reason", form.cleaned_data["reason"])
        project = actions.override(assessment, reason=typed, by=actor)
        return (project or asked).get_absolute_url()

    return form_page(request, context, save, done=_("You agreed."))


def _assessment_or_404(request: Request, key: str) -> Assessment:
    found = Assessment.objects.visible_to(request.actor).select_related(
        "assignment__request__body__network__area"
    )
    latest = found.filter(assignment__request__key=key).first()
    return get_object_or_404(found, pk=latest.pk if latest else 0)
