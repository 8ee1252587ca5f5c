"""Pages on the evaluation of a project: reading, answering and sending it."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ivz.decisions.papers import ADOPT
from ivz.errors import refusal
from ivz.projects.actions import evaluations as actions
from ivz.projects.closing import EVALUATION
from ivz.projects.forms.evaluations import AnswerForm
from ivz.projects.forms.plans import text_as_stored
from ivz.projects.models import Evaluation, Project
from ivz.projects.queries import evaluations as queries
from ivz.projects.rules import evaluations as rules
from ivz.projects.rules.rights import check_may_lead
from ivz.projects.states import Question
from ivz.projects.views.shared import act, form_page, project_or_404, trail
from ivz.web.requests import Request


def _address(project: Project) -> str:
    return reverse("projects:evaluation", args=[project.slug])


def _context(project: Project, *last: tuple[str, str]) -> dict[str, Any]:
    here = (project.title, project.get_absolute_url())
    to_page = [(_("Evaluation"), _address(project))] if last else [(_("Evaluation"), "")]
    return {
        "project": project,
        "network": project.network,
        "back": _address(project),
        "trail": trail(here, *to_page, *last),
    }


@require_safe
def document(request: Request, slug: str) -> HttpResponse:
    """Show the evaluation as one document, with what the records say where nobody wrote."""
    project, actor = project_or_404(request.actor, slug), request.actor
    prefetch_related_objects([project], "lessons")
    evaluation = Evaluation.objects.filter(project=project).first()
    why_not = refusal(rules.check_may_write, project, evaluation, by=actor)
    may_write = why_not is None
    is_there = may_write or evaluation is not None
    answers = queries.answers_of(project, evaluation, on=actor.today) if is_there else []
    context = _context(project) | {
        "evaluation": evaluation,
        "answers": answers,
        "may_write": may_write,
        "why_not": why_not,
        "missing": [each for each in answers if each.asks_judgement and each.is_prefilled]
        + [each for each in answers if not each.text],
        "question": {"kind": EVALUATION, "key": ADOPT},
    }
    return render(request, "projects/evaluation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, slug: str, question: str) -> HttpResponse:
    """Answer one question; the records fill in what they know, a stale save shows both texts."""
    project, actor = project_or_404(request.actor, slug), request.actor
    check_may_lead(project, by=actor)
    if question not in Question.values:
        raise Http404
    chosen = Question(question)
    evaluation = Evaluation.objects.filter(project=project).first()
    answers = queries.answers_of(project, evaluation, on=actor.today)
    shown = next(each for each in answers if each.question == chosen)
    initial = {"text": shown.text, "version": shown.version}
    form = AnswerForm(request.POST or None, initial=initial, question=chosen)
    context = _context(project, (str(chosen.label), "")) | {
        "form": form,
        "shown": shown,
        "why_not": refusal(rules.check_may_evaluate, project, by=actor),
        "questions": list(Question),
    }

    def save() -> str:
        text, version = form.cleaned_data["text"], form.cleaned_data["version"]
        actions.answer(project, chosen, text, version=version, by=actor)
        return _after(project, chosen, request)

    return form_page(
        request,
        context,
        save,
        template="projects/answer_form.html",
        done=_("Saved."),
        stored=lambda row: AnswerForm(initial=text_as_stored(row), question=chosen),
    )


def _after(project: Project, written: Question, request: Request) -> str:
    """Go on to the next question where that was asked, else to the document."""
    order = list(Question)
    following = order[order.index(written) + 1 :]
    if "next" in request.POST and following:
        return reverse("projects:answer", args=[project.slug, following[0]])
    return f"{_address(project)}#{written}"


@require_http_methods(["POST"])
def submit(request: Request, slug: str) -> HttpResponse:
    """Send the evaluation to the Platform."""
    project = project_or_404(request.actor, slug)
    check_may_lead(project, by=request.actor)
    return act(
        request,
        lambda: actions.submit(project, by=request.actor),
        done=_("The evaluation is with the Platform. Ask to put it on the agenda next."),
        to=_address(project),
    )
