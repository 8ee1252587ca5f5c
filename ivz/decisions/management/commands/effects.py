"""Print every effect that a decision can have, as the page docs/policy/effects.md."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from ivz.decisions.effects import Question, Step, SubjectKind, subject_kinds
from ivz.decisions.states import Outcome

_HEAD = """# Effects of decisions (*gevolgen van besluiten*)

What each outcome does to what kind of subject. This page is made from the code:
`bin/ivz effects`. An outcome that is not named does nothing; a body that is not named decides
without effect. What stands `like_this` comes with the question, and the body can decide it
otherwise. How it works: [decisions.md](decisions.md#subjects).
"""
_COLUMNS = "| question | who decides | outcome | effect |"


class Command(BaseCommand):
    help = "Print the table of all effects of decisions, as Markdown."

    def handle(self, *_args: Any, **_options: Any) -> None:
        with translation.override("en"):
            self.stdout.write(page(), ending="")


def page() -> str:
    """Write the page with a table for each kind of subject."""
    parts = [_HEAD]
    for kind in subject_kinds():
        rows = "\n".join(_rows(kind))
        parts.append(f"\n## {kind.label} (`{kind.key}`)\n\n{_COLUMNS}\n|---|---|---|---|\n{rows}\n")
    return "".join(parts)


def _rows(kind: SubjectKind[Any]) -> Iterator[str]:
    for question in kind.questions:
        for step in question.steps:
            yield from _rows_of_step(question, step)


def _rows_of_step(question: Question[Any], step: Step[Any]) -> Iterator[str]:
    by_effect: dict[int, list[Outcome]] = {}
    for outcome, effect in step.effects.items():
        by_effect.setdefault(id(effect), []).append(outcome)
    for outcomes in by_effect.values():
        told = str(step.effects[outcomes[0]].told)
        names = ", ".join(str(outcome.label).lower() for outcome in outcomes)
        shown = told.replace("%(", "`").replace(")s", "`")
        yield f"| {question.label} | {step.competence.label} | {names} | {shown} |"
