"""Carrying out what a decision does to its subject, and taking it back.

Called while a decision is recorded or put right, in that same transaction.
Policy: docs/policy/decisions.md#subjects
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.decisions.effects import (
    Carried,
    Effect,
    Question,
    Ruling,
    Step,
    SubjectKind,
    subject_kind,
)
from ivz.decisions.models import DecidedSubject, Decision
from ivz.decisions.states import EffectState, Event, Outcome
from ivz.errors import RuleBroken
from ivz.network.models import Body
from ivz.web.templatetags.ivz import day_date


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """The body that concludes, on which day, and whether it only practises."""

    body: Body
    on: date
    is_practice: bool = False


@dataclass(frozen=True, kw_only=True)
class Case:
    """A subject with a question, as it lies before a body that concludes something."""

    kind: SubjectKind[Any]
    subject: Any
    question: Question[Any]
    step: Step[Any] | None
    ruling: Ruling
    is_practice: bool

    @property
    def effect(self) -> Effect[Any] | None:
        """What the outcome does, None where it does nothing."""
        return self.step.effects.get(self.ruling.outcome) if self.step else None

    @property
    def state(self) -> EffectState:
        """Whether recording moves the subject, or why not."""
        if self.step is None:
            return EffectState.NOT_COMPETENT
        if self.effect is None:
            return EffectState.NO_EFFECT
        return EffectState.PRACTICE if self.is_practice else EffectState.APPLIED

    def is_readable(self, by: Actor) -> bool:
        """Whether ``by`` may read the subject."""
        return self.kind.visible_to(by).filter(pk=self.subject.pk).exists()

    def check(self, *, by: Actor) -> None:
        """Refuse an effect that cannot be carried out now; the message says what to do.

        To whoever may not read the subject it says no more than that.
        """
        if self.effect is None:
            return
        try:
            self.effect.check(self.subject, self.ruling)
        except RuleBroken:
            if self.is_readable(by):
                raise
            raise RuleBroken(
                _("What follows from this cannot be carried out now. Ask whoever put it forward.")
            ) from None

    def preview(self, *, by: Actor) -> str:
        """Say what recording does, in the words of the subject where ``by`` may read it."""
        if self.effect is None or self.step is None:
            return str(self.state.label)
        if self.is_readable(by):
            return self.effect.preview(self.subject, self.ruling)
        words = in_words(self.question.terms(self.subject), self.ruling.terms)
        return str(self.effect.told) % words


def open_case(carried: Carried, *, sitting: Sitting, outcome: Outcome, lock: bool = False) -> Case:
    """Put a subject and a conclusion together.

    Raises ``RuleBroken`` where the subject is gone, or a term cannot be used.
    """
    kind = subject_kind(carried.kind)
    question = kind.question(carried.question) if kind else None
    rows = kind.model._default_manager.filter(pk=carried.subject_id) if kind else None
    if rows is not None and lock:
        rows = rows.select_for_update(of=("self",))
    subject = rows.first() if rows is not None else None
    if kind is None or question is None or subject is None:
        raise RuleBroken(
            _("What this question is about is no longer there. Take it off the point.")
        )
    ruling = Ruling(
        body=sitting.body,
        on=sitting.on,
        outcome=outcome,
        terms=clean(question.terms(subject), carried.terms),
    )
    network = kind.about(subject).network
    return Case(
        kind=kind,
        subject=subject,
        question=question,
        step=question.step_for(subject, sitting.body, network, on=sitting.on),
        ruling=ruling,
        is_practice=sitting.is_practice,
    )


def clean(fields: Mapping[str, forms.Field], terms: Mapping[str, str]) -> dict[str, Any]:
    """Give the terms as values; raises ``RuleBroken`` naming the one that cannot be used."""
    values = {}
    for name, field in fields.items():
        try:
            values[name] = field.clean(terms.get(name, ""))
        except ValidationError as invalid:
            raise RuleBroken(f"{field.label}: {' '.join(invalid.messages)}") from None
    return values


def in_words(fields: Mapping[str, forms.Field], values: Mapping[str, Any]) -> dict[str, str]:
    """Give the terms as people read them."""
    return {name: _word(field, values.get(name)) for name, field in fields.items()}


def _word(field: forms.Field, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return day_date(value)
    if isinstance(field, forms.ModelChoiceField):
        return str(field.label_from_instance(value))
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return str(dict(choices).get(value, value))
    return str(value)


def move(decision: Decision, carried: Carried, *, by: Actor) -> DecidedSubject:
    """Carry out what ``decision`` does to the subject, and keep what reversing it needs.

    Practice is checked and told as if it were real, and moves nothing.
    """
    sitting = Sitting(body=decision.body, on=decision.decided_on, is_practice=decision.is_practice)
    case = open_case(carried, sitting=sitting, outcome=Outcome(decision.outcome), lock=True)
    case.check(by=by)
    decided = DecidedSubject(
        decision=decision,
        kind=carried.kind,
        subject_id=carried.subject_id,
        question=carried.question,
        step=case.step.key if case.step else "",
        terms=dict(carried.terms),
        words=in_words(case.question.terms(case.subject), case.ruling.terms),
        state=case.state,
    )
    if case.state == EffectState.APPLIED and case.effect is not None:
        decided.trace = case.effect.apply(case.subject, case.ruling, decision, by)
    decided.save()
    if decided.state == EffectState.APPLIED:
        audit(Event.EFFECT_APPLIED, subject=decision, by=by)
    return decided


def take_back(decided: DecidedSubject, *, by: Actor) -> None:
    """Reverse what a decision did to its subject.

    Raises ``RuleBroken`` with the reason once something depends on it.
    Policy: docs/policy/decisions.md#putting-right
    """
    if decided.state != EffectState.APPLIED:
        return
    kind = subject_kind(decided.kind)
    question = kind.question(decided.question) if kind else None
    step = question.step(decided.step) if question else None
    effect = step.effects.get(Outcome(decided.decision.outcome)) if step else None
    if kind is None or effect is None:
        raise RuleBroken(_("This effect is no longer known. Take a new decision instead."))
    locked = kind.model._default_manager.select_for_update(of=("self",))
    subject = locked.filter(pk=decided.subject_id).first()
    if subject is None:
        raise RuleBroken(_("What was decided about is no longer there. Take a new decision."))
    _check_nothing_later(decided, by=by)
    _check_nothing_depends(effect.depends(subject, decided), kind=kind, subject=subject, by=by)
    effect.reverse(subject, decided, by)
    decided.state = EffectState.REVERSED
    decided.save(update_fields=["state"])
    audit(Event.EFFECT_REVERSED, subject=decided.decision, by=by)


def _check_nothing_depends(reason: str, *, kind: SubjectKind[Any], subject: Any, by: Actor) -> None:
    if reason and kind.visible_to(by).filter(pk=subject.pk).exists():
        raise RuleBroken(reason)
    if reason:
        raise RuleBroken(_("Something depends on this decision by now. Take a new one instead."))


def _check_nothing_later(decided: DecidedSubject, *, by: Actor) -> None:
    later = DecidedSubject.objects.filter(
        kind=decided.kind,
        subject_id=decided.subject_id,
        state=EffectState.APPLIED,
        pk__gt=decided.pk,
    ).first()
    if later is None:
        return
    named = Decision.objects.visible_to(by).filter(pk=later.decision_id)
    which = next((row.reference for row in named.select_related("body")), "")
    if which:
        raise RuleBroken(
            _("Decision %(reference)s builds on this one. Put that right first.")
            % {"reference": which}
        )
    raise RuleBroken(_("A later decision builds on this one. Take a new decision instead."))
