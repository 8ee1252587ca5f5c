"""Papers: what the Platform judges first and the deciding body then adopts.

A subject lets its model be a ``Paper`` (a plan, an evaluation), says once what it does
at each judgement, and puts the question in its kind of subject::

    ADOPTION = Adoption(
        label=_("Adopt the plan"),
        asks=lambda plan: gettext("Adopt the plan of “%(title)s”.") % {"title": plan.title},
        told=_("The plan is adopted."),
        preview=_("The plan is then adopted."),
        mandate=MandateSubject.PROJECT,
        endorse=actions.endorse,
        adopt=actions.adopt,
        send_back=actions.send_back,
        restore=actions.restore,
    )
    register_subject_kind(SubjectKind(..., questions=[ADOPTION.question()]))

What the deciding body judges alone, such as a budget, has a ``SoleAdoption``.

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


class Judged(models.Model):
    """Something written that bodies judge; nobody writes in it while they do."""

    state: "models.CharField[str, str]"

    class Meta:
        abstract = True


class Paper(Judged):
    """What goes by the Platform to the deciding body."""

    state = models.CharField(max_length=10, choices=PaperState, default=PaperState.DRAFT)

    class Meta:
        abstract = True


P = TypeVar("P", bound=Judged)
P_contra = TypeVar("P_contra", bound=Judged, contravariant=True)


class Judge(Protocol[P_contra]):
    """Carries one judgement out: moves the paper, and gives what else ``restore`` will need."""

    def __call__(self, paper: P_contra, decision: Decision, /, *, by: Actor) -> Trace | None:
        """Give what ``restore`` needs beside the state, where there is such a thing."""


class Restore(Protocol[P_contra]):
    """Puts a paper back as ``before`` says: its state, and what the judgement gave."""

    def __call__(self, paper: P_contra, decision: Decision, /, *, before: Trace, by: Actor) -> None:
        """Put the paper back."""


Words = tuple[str | Promise, str | Promise]  # told beside the decision, and before recording


def _no_check(_paper: Judged) -> None:
    """Refuse nothing."""


@dataclass(frozen=True, kw_only=True)
class _Judging(Generic[P]):
    """The words of an adoption, and what the subject does at each judgement.

    ``told`` and ``preview`` are of the adoption by the deciding body, or one with a ``mandate``.
    ``check_adoption`` raises ``RuleBroken`` with what else stands in its way; ``depends`` gives
    what came to rest on a judgement since, else nothing.
    """

    label: str | Promise
    asks: Callable[[P], str]
    told: str | Promise
    preview: str | Promise
    mandate: MandateSubject
    adopt: Judge[P]
    send_back: Judge[P]
    restore: Restore[P]
    check_adoption: Callable[[P], None] = _no_check
    depends: Callable[[P], str] = lambda _paper: ""

    def _board(self, turn: str, *, check: Callable[[P], None], returned: Words) -> Step[P]:
        def check_both(paper: P) -> None:
            check(paper)
            self.check_adoption(paper)

        adopted = self._effect(
            self.adopt,
            (turn, PaperState.ADOPTED),
            check=check_both,
            words=(self.told, self.preview),
        )
        back = self._effect(self.send_back, (turn, PaperState.DRAFT), check=check, words=returned)
        return Step(
            key="board",
            competence=deciding_body(self.mandate),
            effects={**when_accepted(adopted), Outcome.REJECTED: back},
        )

    def _effect(
        self, judge: Judge[P], way: tuple[str, str], *, check: Callable[[P], None], words: Words
    ) -> Effect[P]:
        """Let ``judge`` move the paper its ``way``, and back while it is at the end of that."""
        (turn, target), (told, preview) = way, words

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
            check=lambda paper, _ruling: check(paper),
            apply=apply,
            reverse=reverse,
            depends=depends,
        )


@dataclass(frozen=True, kw_only=True)
class Adoption(_Judging[P]):
    """How a paper is adopted: the Platform judges it, then the deciding body."""

    endorse: Judge[P]

    def question(self) -> Question[P]:
        """Give the question whether a body adopts the paper, in its two steps."""
        returned = (
            gettext_lazy("It goes back to who writes it."),
            gettext_lazy("It then goes back to who writes it."),
        )
        check = _in_turn(PaperState.ENDORSED)
        return Question(
            key=ADOPT,
            label=self.label,
            asks=self.asks,
            check_may_ask=lambda paper: check_lies_before_a_body(paper.state),
            steps=[
                self._platform(returned),
                self._board(PaperState.ENDORSED, check=check, returned=returned),
            ],
        )

    def _platform(self, returned: Words) -> Step[P]:
        turn, check = PaperState.SUBMITTED, _in_turn(PaperState.SUBMITTED)
        words = (
            gettext_lazy("The Platform adopted this; it goes to the deciding body."),
            gettext_lazy("It then goes to the deciding body."),
        )
        endorsed = self._effect(self.endorse, (turn, PaperState.ENDORSED), check=check, words=words)
        back = self._effect(self.send_back, (turn, PaperState.DRAFT), check=check, words=returned)
        return Step(
            key="platform",
            competence=bodies_of_kind(BodyKind.PLATFORM),
            effects={**when_accepted(endorsed), Outcome.REJECTED: back},
        )


def _in_turn(turn: PaperState) -> Callable[[Judged], None]:
    return lambda paper: check_in_turn(paper.state, turn=turn)


@dataclass(frozen=True, kw_only=True)
class SoleAdoption(_Judging[P]):
    """How the deciding body adopts what it judges alone.

    ``before_body`` is the state in which it lies before that body; ``check`` refuses a judgement,
    and the question, in any other. ``returned`` is told, and previewed, where it is rejected.
    """

    before_body: str
    check: Callable[[P], None]
    returned: Words

    def question(self) -> Question[P]:
        """Give the question whether the deciding body adopts it."""
        return Question(
            key=ADOPT,
            label=self.label,
            asks=self.asks,
            check_may_ask=self.check,
            steps=[self._board(self.before_body, check=self.check, returned=self.returned)],
        )
