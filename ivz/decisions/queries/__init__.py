"""What pages ask about decisions and follow-ups."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.accounts.prepared import prepared
from ivz.decisions.addresses import Lying, addresses_of, agendas_with
from ivz.decisions.effects import About, Question, subject_kind
from ivz.decisions.models import (
    DecidedSubject,
    Decision,
    DecisionQuerySet,
    FollowUp,
    FollowUpQuerySet,
)
from ivz.decisions.states import EffectState, FollowUpState, Outcome
from ivz.network.models import Network


@prepared
def open_follow_ups(
    body_id: int, *, before: date, actor: Actor, is_practice: bool
) -> FollowUpQuerySet:
    """Follow-ups of a body opened before a day and not done: they return on its agenda."""
    return (
        FollowUp.objects.visible_to(actor)
        .filter(
            body=body_id,
            state=FollowUpState.OPEN,
            opened_on__lt=before,
            is_practice=is_practice,
        )
        .select_related("owner", "decision__body", "body")
    )


@prepared
def follow_ups_of(actor: Actor) -> FollowUpQuerySet:
    """Open follow-ups that ``actor`` owns, practice left out, soonest first."""
    return (
        FollowUp.objects.visible_to(actor)
        .filter(owner=actor.person_id or 0, state=FollowUpState.OPEN, is_practice=False)
        .select_related("body", "decision")
    )


def recent(*, actor: Actor, limit: int) -> DecisionQuerySet:
    """The latest decisions ``actor`` may read, practice left out, newest first."""
    return (
        Decision.objects.visible_to(actor)
        .filter(is_practice=False)
        .select_related("body", "owner")
        .order_by("-decided_on", "-number")[:limit]
    )


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A decision in the history of its subject: the decision only where one may read it."""

    on: date
    told: str
    decision: Decision | None
    url: str = ""

    @property
    def by_decision(self) -> str:
        """By which decision, in words; closed ones have no number and no title."""
        if self.decision is None:
            return _("by decision")
        return f"{self.decision.reference}, {self.decision.title}"


def history_of(kind: str, subject_ids: Collection[int], *, actor: Actor) -> list[Moment]:
    """Give what bodies decided on subjects that ``actor`` may read, newest first; three queries.

    A closed decision shows only what it did to the subject, without a word of what was decided;
    where it did nothing, it is left out.
    """
    rows = DecidedSubject.objects.filter(
        kind=kind, subject_id__in=subject_ids, decision__is_practice=False
    ).select_related("decision")
    found = list(rows.order_by("-decision__decided_on", "-pk"))
    readable = Decision.objects.visible_to(actor).filter(pk__in=[row.decision_id for row in found])
    open_ones = {row.pk: row for row in readable.select_related("body")}
    urls = addresses_of(open_ones.values(), actor=actor)
    return [
        Moment(
            on=row.decision.decided_on,
            told=effect_told(row) if row.decision_id in open_ones else _told_of_closed(row),
            decision=open_ones.get(row.decision_id),
            url=urls.get(row.decision_id, ""),
        )
        for row in found
        if row.decision_id in open_ones or row.state == EffectState.APPLIED
    ]


def effect_told(decided: DecidedSubject) -> str:
    """Say what a decision did to its subject, without naming the subject; no query.

    Give ``decided`` with its decision. Why nothing moved stands there as well.
    """
    if decided.state != EffectState.APPLIED:
        return decided.get_state_display()
    return str(_sentence(decided) % decided.words)


def _told_of_closed(decided: DecidedSubject) -> str:
    """Say what a closed decision did; where the sentence takes terms, what was asked only."""
    sentence = _sentence(decided)
    asked = _question_of(decided)
    return str(asked.label) if asked and "%(" in sentence else sentence


def _question_of(decided: DecidedSubject) -> Question[Any] | None:
    kind = subject_kind(decided.kind)
    return kind.question(decided.question) if kind else None


def _sentence(decided: DecidedSubject) -> str:
    question = _question_of(decided)
    step = question.step(decided.step) if question else None
    effect = step.effects.get(Outcome(decided.decision.outcome)) if step else None
    return str(effect.told) if effect else ""


@dataclass(frozen=True, kw_only=True)
class DecisionsAbout:
    """What the page of a subject shows of decisions: past, on agendas, and what can be asked.

    ``kind`` and ``subject_id`` make the address at which a question is put before a body.
    """

    kind: str
    subject_id: int
    moments: list[Moment]
    lying: list[Lying]
    questions: list[Question[Any]]


def decisions_about(
    kind: str,
    subject_ids: Collection[int],
    *,
    subject_id: int,
    network: Network,
    actor: Actor,
) -> DecisionsAbout:
    """Give the decisions on rows that are one subject to people, the agendas and the questions.

    Args:
        kind: the key of the kind; somebody registered it.
        subject_ids: the rows whose decisions count, such as every line of a portfolio.
        subject_id: the row that questions are asked about now.
        network: where the subject lies; questions are asked by who sits in it.
        actor: who reads; the caller has seen to it that ``actor`` may read the rows.
    """
    found = subject_kind(kind)
    return DecisionsAbout(
        kind=kind,
        subject_id=subject_id,
        moments=history_of(kind, subject_ids, actor=actor),
        lying=agendas_with(kind, subject_ids, actor=actor),
        questions=list(found.questions) if found and network.pk in actor.network_ids else [],
    )


def subjects_of(decided: Iterable[DecidedSubject], *, actor: Actor) -> dict[int, About]:
    """Give what each decision is about, by its key, where ``actor`` may read that subject.

    One query per kind of subject.
    """
    by_kind: dict[str, dict[int, list[int]]] = {}
    for row in decided:
        by_kind.setdefault(row.kind, {}).setdefault(row.subject_id, []).append(row.decision_id)
    found: dict[int, About] = {}
    for key, rows in by_kind.items():
        kind = subject_kind(key)
        for subject in kind.visible_to(actor).filter(pk__in=rows) if kind else ():
            about = kind.about(subject) if kind else None
            found |= {pk: about for pk in rows[subject.pk] if about}
    return found
