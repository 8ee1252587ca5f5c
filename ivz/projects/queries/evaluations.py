"""Evaluations, lessons and what must stay, as pages ask for them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from ivz.accounts.actors import Actor
from ivz.decisions.states import PaperState
from ivz.network.models import Network, Theme
from ivz.projects.evaluation_text import prefills
from ivz.projects.models import Anchor, Evaluation, EvaluationAnswer, Lesson, Project
from ivz.projects.models.projects import ProjectQuerySet
from ivz.projects.rules.evaluations import JUDGED
from ivz.projects.rules.reports import REPORTING
from ivz.projects.states import AnchorState, ProjectState, Question


def past_their_last_day(on: date) -> ProjectQuerySet:
    """Give the running projects whose last day passed; those that only share progress not."""
    running = Project.objects.filter(state=ProjectState.RUNNING, kind__in=REPORTING)
    return running.filter(ends_on__lt=on)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What stands at a question: written, or as the records say while nobody wrote."""

    question: Question
    text: str
    version: int
    is_prefilled: bool
    asks_judgement: bool


def answers_of(project: Project, evaluation: Evaluation | None, *, on: date) -> list[Answer]:
    """Give the eleven questions with what stands there; ten queries while it is written."""
    written = {row.question: row for row in evaluation.answers.all()} if evaluation else {}
    is_draft = evaluation is None or evaluation.state == PaperState.DRAFT
    told = prefills(project, on=on) if is_draft else {}
    found = []
    for question in Question:
        row = written.get(question)
        text = row.text if row else ""
        found.append(
            Answer(
                question=question,
                text=text or told.get(question, ""),
                version=row.version if row else 0,
                is_prefilled=not text and bool(told.get(question)),
                asks_judgement=question in JUDGED,
            )
        )
    return found


def outcome_of(project: Project) -> str:
    """Give what was reached and why, as the adopted evaluation says; one query, none before.

    Fetch the evaluation along.
    """
    evaluation = getattr(project, "evaluation", None)
    if evaluation is None or evaluation.state != PaperState.ADOPTED:
        return ""
    told = EvaluationAnswer.objects.filter(evaluation=evaluation, question=Question.ACHIEVED)
    return told.values_list("text", flat=True).first() or ""


def lessons_for(
    network: Network, *, actor: Actor, theme: Theme | None = None, words: str = ""
) -> list[Lesson]:
    """Give the lessons of a network that ``actor`` may read, narrowed down; one query."""
    found = Lesson.objects.visible_to(actor).filter(project__body__network=network)
    if theme is not None:
        found = found.filter(Q(theme=theme) | Q(theme=None, project__theme=theme))
    for word in words.split():
        found = found.filter(Q(text__icontains=word) | Q(project__title__icontains=word))
    rows = found.select_related("project", "theme", "project__theme")
    return list(rows.order_by("-learnt_on", "-pk"))


def themes_with_lessons(network: Network, *, actor: Actor) -> list[Theme]:
    """Give the themes on which ``actor`` may read a lesson; one query."""
    known = Lesson.objects.visible_to(actor).filter(project__body__network=network)
    own = known.exclude(theme=None).values("theme")
    of_project = known.filter(theme=None).values("project__theme")
    return list(Theme.objects.filter(Q(pk__in=own) | Q(pk__in=of_project)).order_by("name"))


def anchors_in(network: Network, *, actor: Actor) -> list[Anchor]:
    """Give what must stay in a network, what is looked at soonest first; one query."""
    found = Anchor.objects.visible_to(actor).filter(
        project__body__network=network, state=AnchorState.KEPT
    )
    rows = found.select_related("project", "owner", "organisation")
    return list(rows.order_by("review_on", "pk"))
