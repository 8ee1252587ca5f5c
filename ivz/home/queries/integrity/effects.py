"""Decisions with an effect: what they moved is there, and is known to the program."""

from collections.abc import Iterator

from ivz.decisions.effects import subject_kind
from ivz.decisions.models import DecidedSubject
from ivz.decisions.states import EffectState, Outcome
from ivz.home.queries.integrity.finding import Finding, about
from ivz.meetings.models import AskedQuestion


def effect_findings() -> Iterator[Finding]:
    """Find questions about nothing, and effects that could not be reversed; a query per row."""
    for decided in DecidedSubject.objects.select_related("decision").order_by("pk"):
        yield from _unknown(decided)
        if decided.state == EffectState.APPLIED and not _is_known(decided):
            yield about(decided, "its effect is not known to the program")
        if decided.decision.is_practice and decided.state == EffectState.APPLIED:
            yield about(decided, "a practice decision moved something real")
    for asked in AskedQuestion.objects.order_by("pk"):
        yield from _unknown(asked)


def _unknown(row: DecidedSubject | AskedQuestion) -> Iterator[Finding]:
    kind = subject_kind(row.kind)
    if kind is None or kind.question(row.question) is None:
        yield about(row, "its kind of subject, or its question, is not known to the program")
    elif not kind.model._default_manager.filter(pk=row.subject_id).exists():
        yield about(row, "its subject is not there")


def _is_known(decided: DecidedSubject) -> bool:
    kind = subject_kind(decided.kind)
    question = kind.question(decided.question) if kind else None
    step = question.step(decided.step) if question else None
    return step is not None and Outcome(decided.decision.outcome) in step.effects
