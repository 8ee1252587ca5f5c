"""Papers: what the Platform judges first and the deciding body then adopts.

A subject lets its model be a ``Paper`` (a plan, an evaluation, a budget), says once what it does
at each judgement, and puts the question in its kind of subject::

    ADOPTION = Adoption(
        label=_("Adopt the budget"),
        asks=lambda budget: gettext("Adopt the budget of %(year)s.") % {"year": budget.year},
        told=_("The budget is adopted."),
        preview=_("The budget is then adopted."),
        mandate=MandateSubject.POLICY,
        endorse=actions.endorse,
        adopt=actions.adopt,
        send_back=actions.send_back,
        restore=actions.restore,
    )
    register_subject_kind(SubjectKind(..., questions=[ADOPTION.question()]))

Policy: docs/policy/decisions.md#papers
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.accounts.actors import Actor
from ivz.authorization.roles import BodyKind
from ivz.decisions.effects import (
    Effect,
    Question,
    Ruling,
    Step,
    Trace,
    bodies_of_kind,
    deciding_body,
    when_accepted,
)
from ivz.decisions.models import DecidedSubject, Decision
from ivz.decisions.rules.papers import check_in_turn, check_lies_before_a_body
from ivz.decisions.states import Outcome, PaperState
from ivz.network.models.bodies import MandateSubject

ADOPT = "adopt"


class Paper(models.Model):
    """Something written that bodies judge; nobody writes in it while they do."""

    state = models.CharField(max_length=10, choices=PaperState, default=PaperState.DRAFT)

    class Meta:
        abstract = True


P = TypeVar("P", bound=Paper)
P_contra = TypeVar("P_contra", bound=Paper, contravariant=True)


class Judge(Protocol[P_contra]):
    """Carries one judgement out: moves the paper, and gives what else ``restore`` will need."""

    def __call__(self, paper: P_contra, decision: Decision, /, *, by: Actor) -> Trace | None:
        """Give what ``restore`` needs beside the state, where there is such a thing."""


class Restore(Protocol[P_contra]):
    """Puts a paper back as ``before`` says: its state, and what the judgement gave."""

    def __call__(self, paper: P_contra, decision: Decision, /, *, before: Trace, by: Actor) -> None:
        """Put the paper back."""


def _no_check(_paper: Paper) -> None:
    """Refuse nothing."""


@dataclass(frozen=True, kw_only=True)
class Adoption(Generic[P]):
    """How a paper is adopted: the words, and what the subject does at each judgement.

    ``told`` and ``preview`` are of the adoption by the deciding body, or one with a ``mandate``.
    ``check_adoption`` raises ``RuleBroken`` with what else stands in its way; ``depends`` gives
    what came to rest on a judgement since, else nothing.
    """

    label: str | Promise
    asks: Callable[[P], str]
    told: str | Promise
    preview: str | Promise
    mandate: MandateSubject
    endorse: Judge[P]
    adopt: Judge[P]
    send_back: Judge[P]
    restore: Restore[P]
    check_adoption: Callable[[P], None] = _no_check
    depends: Callable[[P], str] = lambda _paper: ""

    def question(self) -> Question[P]:
        """Give the question whether a body adopts the paper, in its two steps."""
        return Question(
            key=ADOPT,
            label=self.label,
            asks=self.asks,
            check_may_ask=lambda paper: check_lies_before_a_body(paper.state),
            steps=[
                Step(
                    key="platform",
                    competence=bodies_of_kind(BodyKind.PLATFORM),
                    effects=self._effects(PaperState.SUBMITTED, self._endorsed()),
                ),
                Step(
                    key="board",
                    competence=deciding_body(self.mandate),
                    effects=self._effects(PaperState.ENDORSED, self._adopted()),
                ),
            ],
        )

    def _effects(self, turn: PaperState, accepted: Effect[P]) -> dict[Outcome, Effect[P]]:
        return {**when_accepted(accepted), Outcome.REJECTED: self._sent_back(turn)}

    def _endorsed(self) -> Effect[P]:
        return self._effect(
            self.endorse,
            PaperState.SUBMITTED,
            PaperState.ENDORSED,
            told=gettext_lazy("The Platform adopted this; it goes to the deciding body."),
            preview=gettext_lazy("It then goes to the deciding body."),
        )

    def _adopted(self) -> Effect[P]:
        return self._effect(
            self.adopt,
            PaperState.ENDORSED,
            PaperState.ADOPTED,
            told=self.told,
            preview=self.preview,
        )

    def _sent_back(self, turn: PaperState) -> Effect[P]:
        return self._effect(
            self.send_back,
            turn,
            PaperState.DRAFT,
            told=gettext_lazy("It goes back to who writes it."),
            preview=gettext_lazy("It then goes back to who writes it."),
        )

    def _effect(
        self,
        judge: Judge[P],
        turn: PaperState,
        target: PaperState,
        *,
        told: str | Promise,
        preview: str | Promise,
    ) -> Effect[P]:
        """Let ``judge`` move the paper from ``turn`` to ``target``, and back while it is there."""

        def check(paper: P, _ruling: Ruling) -> None:
            check_in_turn(paper.state, turn=turn)
            if target == PaperState.ADOPTED:
                self.check_adoption(paper)

        def apply(paper: P, _ruling: Ruling, decision: Decision, by: Actor) -> Trace:
            return {"state": str(turn)} | (judge(paper, decision, by=by) or {})

        def reverse(paper: P, decided: DecidedSubject, by: Actor) -> None:
            self.restore(paper, decided.decision, before=decided.trace, by=by)

        def depends(paper: P, _decided: DecidedSubject) -> str:
            if paper.state != target:
                return _("This moved on since. Take a new decision instead.")
            return self.depends(paper)

        return Effect(
            told=told,
            preview=lambda _paper, _ruling: str(preview),
            check=check,
            apply=apply,
            reverse=reverse,
            depends=depends,
        )
