"""What is found of requests, projects with their plans and evaluations, and lessons.

Policy: docs/policy/search.md#what-is-found
"""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ivz.network.models import Theme
from ivz.projects.models import Lesson, Project, Request
from ivz.search.sources import Source, Told, register_source


def register() -> None:
    """Let requests, projects and lessons be found."""
    for source in [_requests(), _projects(), _lessons()]:
        register_source(source)


def _requests() -> Source:
    return Source(
        kind="request",
        label=_("Requests for projects"),
        one=_("Request for a project"),
        position=40,
        rows=lambda: Request.objects.select_related("body", "theme"),
        tell=_request,
        visible_to=Request.objects.visible_to,
    )


def _projects() -> Source:
    return Source(
        kind="project",
        label=_("Projects"),
        one=_("Project"),
        position=42,
        rows=_with_papers,
        tell=_project,
        visible_to=Project.objects.visible_to,
        follows={
            "projects.Plan": "plan",
            "projects.PlanSection": "plan__sections",
            "projects.Evaluation": "evaluation",
            "projects.EvaluationAnswer": "evaluation__answers",
        },
    )


def _lessons() -> Source:
    return Source(
        kind="lesson",
        label=_("Lessons"),
        one=_("Lesson"),
        position=44,
        rows=lambda: Lesson.objects.select_related("project__body", "theme"),
        tell=_lesson,
        visible_to=Lesson.objects.visible_to,
        closes_with="project",
        follows={"projects.Project": "project"},
    )


def _names(theme: Theme | None) -> str:
    return " ".join(theme.names) if theme else ""


def _with_papers() -> QuerySet[Project]:
    related = Project.objects.select_related("body", "theme", "plan", "evaluation")
    return related.prefetch_related("plan__sections", "evaluation__answers")


def _request(request: Request) -> Told:
    return Told(
        title=request.title,
        text=" ".join(filter(None, [request.problem, request.why_now])),
        also=_names(request.theme),
        address=request.get_absolute_url(),
        network_id=request.body.network_id,
        body_id=request.body_id,
        theme_id=request.theme_id,
        on=request.submitted_on,
    )


def _project(project: Project) -> Told:
    plan, evaluation = getattr(project, "plan", None), getattr(project, "evaluation", None)
    sections = [row.text for row in plan.sections.all()] if plan else []
    answers = [row.text for row in evaluation.answers.all()] if evaluation else []
    return Told(
        title=project.title,
        text=" ".join(filter(None, [project.summary, *sections, *answers])),
        also=f"{_names(project.theme)} {project.origin}",
        address=project.get_absolute_url(),
        network_id=project.body.network_id,
        body_id=project.body_id,
        theme_id=project.theme_id,
        on=project.starts_on,
    )


def _lesson(lesson: Lesson) -> Told:
    project = lesson.project
    return Told(
        title=project.title,
        text=lesson.text,
        also=_names(lesson.theme),
        address=reverse("projects:evaluation", args=[project.slug]),
        network_id=project.body.network_id,
        body_id=project.body_id,
        theme_id=lesson.theme_id,
        on=lesson.learnt_on,
    )
