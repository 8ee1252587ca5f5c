"""Which decision a project waits for: the subject of meetings tells, when the program starts."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from ivz.accounts.actors import Actor
from ivz.decisions.effects import subject_kinds
from ivz.projects.models import Evaluation, Plan, Project

SubjectKey = tuple[str, int]


@dataclass(frozen=True, kw_only=True)
class NextDecision:
    """That a body is asked something about a project on a day."""

    question: str
    body: str
    on: date
    url: str


NextDecisionSource = Callable[[Collection[SubjectKey], Actor], dict[SubjectKey, NextDecision]]
_sources: list[NextDecisionSource] = []


def register_next_decision_source(source: NextDecisionSource) -> None:
    """Let ``source`` answer on which coming agenda a subject lies, the soonest of each."""
    _sources[:] = [source]


def next_decisions(projects: Iterable[Project], *, actor: Actor) -> dict[int, NextDecision]:
    """Give the soonest decision that each project waits for, as far as one may read the agenda.

    Give the projects with plan and evaluation fetched along.
    """
    owners = {key: project.pk for project in projects for key in subjects_of(project)}
    found: dict[int, NextDecision] = {}
    for source in _sources if owners else []:
        for key, decision in source(list(owners), actor).items():
            known = found.get(owners[key])
            if known is None or decision.on < known.on:
                found[owners[key]] = decision
    return found


def on_agendas(papers: Collection[Plan | Evaluation], *, actor: Actor) -> set[Plan | Evaluation]:
    """Keep the papers that lie on an agenda already, undecided, as far as one may read it."""
    kinds = {kind.model: kind.key for kind in subject_kinds()}
    keys = {(kinds[type(paper)], paper.pk): paper for paper in papers}
    return {keys[key] for source in _sources if keys for key in source(list(keys), actor)}


def subjects_of(project: Project) -> list[SubjectKey]:
    """Give what a body can be asked about a project: itself, its plan or its evaluation."""
    plan, evaluation = getattr(project, "plan", None), getattr(project, "evaluation", None)
    keys = {
        Project: project.pk,
        Plan: plan.pk if plan else None,
        Evaluation: evaluation.pk if evaluation else None,
    }
    found = [(kind.key, keys.get(kind.model)) for kind in subject_kinds()]
    return [(key, pk) for key, pk in found if pk is not None]
