"""Which outcome does what to a subject; subjects register theirs when the program starts.

A subject that moves by decision (a portfolio, a project plan) says once what kind of thing it is,
which questions a body can be asked about it, and what each outcome then does::

    ADOPT = Question(
        key="adopt",
        label=_("Adopt the plan"),
        asks=lambda plan: gettext("Adopt the plan “%(title)s”.") % {"title": plan.title},
        steps=[
            Step(
                key="platform",
                competence=bodies_of_kind(BodyKind.PLATFORM),
                effects=when_accepted(
                    Effect(
                        told=_("The plan goes to the board."),
                        preview=lambda plan, ruling: gettext("The plan then goes to the board."),
                        apply=actions.advise,
                        reverse=actions.take_advice_back,
                    )
                ),
            ),
            Step(key="board", competence=deciding_body(), effects=when_accepted(...)),
        ],
    )
    register_subject_kind(
        SubjectKind(
            key="project-plan",
            label=_("Project plan"),
            model=Plan,
            visible_to=Plan.objects.visible_to,
            about=lambda plan: About(title=..., url=..., network=..., openness=...),
            questions=[ADOPT],
        )
    )

``moving.py`` carries effects out, in the transaction in which the decision is recorded.
Policy: docs/policy/decisions.md#subjects
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django import forms
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind
from ivz.decisions.models import DecidedSubject, Decision
from ivz.decisions.states import IN_EFFECT, Outcome
from ivz.network.models import Body, Mandate, Network, in_force
from ivz.network.models.bodies import BodyStatus, MandateSubject

S = TypeVar("S", bound=models.Model)
Trace = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class About:
    """What agendas and decisions tell of a subject to who may read it.

    ``planned`` is how open it becomes, where that differs: what is planned may be about it.
    """

    title: str
    url: str
    network: Network
    openness: Openness
    summary: str = ""
    planned: Openness | None = None

    @property
    def ceiling(self) -> Openness:
        """How open an item or paper about it is planned at most."""
        return self.planned or self.openness


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What a body concludes on a question.

    ``terms`` are the values the fields of the question gave, as the body decided them.
    """

    body: Body
    on: date
    outcome: Outcome
    terms: Mapping[str, Any]


def _never(_subject: Any, _given: Any) -> None:
    """Refuse nothing."""


def _nothing(_subject: Any, _given: Any) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class Effect(Generic[S]):
    """What an outcome does to a subject.

    ``told`` is the sentence beside the decision; ``%(name)s`` in it is a term, in words.
    ``preview`` is the sentence before recording. ``check`` raises ``RuleBroken`` with what to do.
    ``apply`` gives what ``reverse`` needs later, as JSON holds it; it finds that in ``trace`` of
    the row it is given. ``depends`` gives why it cannot be reversed any more, else nothing.
    None of them asks who may: the recorded decision is the right.
    """

    told: str | Promise
    preview: Callable[[S, Ruling], str]
    apply: Callable[[S, Ruling, Decision, Actor], Trace]
    reverse: Callable[[S, DecidedSubject, Actor], None]
    check: Callable[[S, Ruling], None] = _never
    depends: Callable[[S, DecidedSubject], str] = _nothing


def when_accepted(effect: Effect[S]) -> dict[Outcome, Effect[S]]:
    """Let every outcome that accepts, also in other words, have ``effect``."""
    return {outcome: effect for outcome in Outcome if outcome in IN_EFFECT}


@dataclass(frozen=True, kw_only=True)
class Competence:
    """Which bodies of the subject's network may take a step, in words and as a test."""

    label: str | Promise
    covers: Callable[[Body, Network, date], bool]


def bodies_of_kind(kind: BodyKind) -> Competence:
    """Let each body of one kind decide, unless it is there for one theme: that only aligns."""

    def covers(body: Body, _network: Network, _on: date) -> bool:
        return body.kind == kind and body.theme_id is None

    return Competence(label=kind.label, covers=covers)


def deciding_body(subject: MandateSubject) -> Competence:
    """Let the network's deciding body decide, and whoever has a mandate for ``subject``."""

    def covers(body: Body, network: Network, on: date) -> bool:
        if network.deciding_body_id is None:
            decides = body.status == BodyStatus.DECIDING and body.kind == BodyKind.BOARD
        else:
            decides = network.deciding_body_id == body.pk
        mandates = Mandate.objects.filter(in_force(on), body=body, subject=subject, theme=None)
        return decides or (body.status == BodyStatus.DECIDING and mandates.exists())

    return Competence(label=_("The deciding body, or one with a mandate for it"), covers=covers)


@dataclass(frozen=True, kw_only=True)
class Step(Generic[S]):
    """What the outcomes of one sort of body do; an outcome that is not named does nothing.

    ``takes`` narrows those bodies down for one subject, such as to the body that it is about.
    ``check_may_put`` raises ``RuleBroken`` while the subject, on these terms, cannot come before
    such a body yet.
    """

    key: str
    competence: Competence
    effects: Mapping[Outcome, Effect[S]]
    takes: Callable[[S, Body], bool] = lambda _subject, _body: True
    check_may_put: Callable[[S, Mapping[str, Any]], None] = _never


def _no_terms(_subject: Any) -> dict[str, forms.Field]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Question(Generic[S]):
    """Something a body can be asked about a subject, such as to adopt or extend it.

    ``asks`` words the advice point. ``terms`` gives the fields that come with the question and
    that the body can decide otherwise, such as a new last day. ``check_may_ask`` raises
    ``RuleBroken`` while the subject is not ready for the question.
    """

    key: str
    label: str | Promise
    asks: Callable[[S], str]
    steps: Sequence[Step[S]]
    terms: Callable[[S], dict[str, forms.Field]] = _no_terms
    check_may_ask: Callable[[S], None] = lambda _subject: None

    def step_for(self, subject: S, body: Body, network: Network, *, on: date) -> Step[S] | None:
        """Give the step that ``body`` takes, or None where it may not decide on this."""
        if body.network_id != network.pk:
            return None
        taken = (step for step in self.steps if step.takes(subject, body))
        return next((step for step in taken if step.competence.covers(body, network, on)), None)

    def step(self, key: str) -> Step[S] | None:
        """Give the step that was taken."""
        return next((step for step in self.steps if step.key == key), None)


@dataclass(frozen=True, kw_only=True)
class SubjectKind(Generic[S]):
    """A kind of thing that moves by decision; ``visible_to`` narrows down to what one may read.

    ``theme`` is the path from the model to its theme; empty where it has none.
    """

    key: str
    label: str | Promise
    model: type[S]
    visible_to: Callable[[Actor], "models.QuerySet[S]"]
    about: Callable[[S], About]
    questions: Sequence[Question[S]]
    theme: str = ""

    def question(self, key: str) -> Question[S] | None:
        """Give the question with this key."""
        return next((question for question in self.questions if question.key == key), None)


_kinds: dict[str, SubjectKind[Any]] = {}


def register_subject_kind(kind: SubjectKind[Any]) -> None:
    """Let subjects of this kind be put before bodies, and move by what these decide."""
    _kinds[kind.key] = kind


def subject_kind(key: str) -> SubjectKind[Any] | None:
    """Give the kind with this key, or None where no subject registered it."""
    return _kinds.get(key)


def subject_kinds() -> list[SubjectKind[Any]]:
    """Give every kind that moves by decision, by key."""
    return [_kinds[key] for key in sorted(_kinds)]


@dataclass(frozen=True, kw_only=True)
class Carried:
    """The subject and question that a point carries; ``terms`` as somebody typed them."""

    kind: str
    subject_id: int
    question: str
    terms: Mapping[str, str]
