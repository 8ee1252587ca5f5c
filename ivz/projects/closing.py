"""What decisions do to evaluations: registered with ``decisions`` when the program starts.

Policy: docs/policy/projects.md#evaluation
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind
from ivz.decisions.effects import (
    About,
    Effect,
    Question,
    Ruling,
    Step,
    SubjectKind,
    Trace,
    bodies_of_kind,
    deciding_body,
    when_accepted,
)
from ivz.decisions.models import DecidedSubject, Decision
from ivz.decisions.states import Outcome
from ivz.errors import RuleBroken
from ivz.network.models.bodies import MandateSubject
from ivz.projects.actions import evaluations as actions
from ivz.projects.models import Evaluation
from ivz.projects.rules.evaluations import check_may_be_judged
from ivz.projects.states import PaperState

EVALUATION = "project-evaluation"
ADOPT = "adopt"


def _trace(evaluation: Evaluation) -> Trace:
    return {"state": str(evaluation.state), "endorsed_by": evaluation.endorsed_by_id}


def _endorse(evaluation: Evaluation, _ruling: Ruling, decision: Decision, by: Actor) -> Trace:
    trace = _trace(evaluation)
    actions.endorse(evaluation, decision, by=by)
    return trace | {"after": str(evaluation.state)}


def _adopt(evaluation: Evaluation, _ruling: Ruling, decision: Decision, by: Actor) -> Trace:
    trace = _trace(evaluation)
    actions.adopt(evaluation, decision, by=by)
    return trace | {"after": str(evaluation.state)}


def _send_back(evaluation: Evaluation, _ruling: Ruling, decision: Decision, by: Actor) -> Trace:
    trace = _trace(evaluation)
    actions.send_back(evaluation, decision, by=by)
    return trace | {"after": str(evaluation.state)}


def _restore(evaluation: Evaluation, decided: DecidedSubject, by: Actor) -> None:
    actions.restore(
        evaluation,
        decided.decision,
        state=PaperState(decided.trace["state"]),
        endorsed_by=decided.trace["endorsed_by"],
        by=by,
    )


def _depends(evaluation: Evaluation, decided: DecidedSubject) -> str:
    if evaluation.state != decided.trace["after"]:
        return _("The evaluation moved on since. Take a new decision instead.")
    return ""


def _returned(state: PaperState) -> "Effect[Evaluation]":
    return Effect(
        told=gettext_lazy("The evaluation goes back to the project leader."),
        preview=lambda _row, _ruling: _("The evaluation then goes back to the project leader."),
        check=lambda row, _ruling: check_may_be_judged(row, state=state),
        apply=_send_back,
        reverse=_restore,
        depends=_depends,
    )


_ENDORSE: "Effect[Evaluation]" = Effect(
    told=gettext_lazy("The Platform adopted the evaluation; it goes to the deciding body."),
    preview=lambda _row, _ruling: _("The evaluation then goes to the deciding body."),
    check=lambda row, _ruling: check_may_be_judged(row, state=PaperState.SUBMITTED),
    apply=_endorse,
    reverse=_restore,
    depends=_depends,
)
_ADOPT: "Effect[Evaluation]" = Effect(
    told=gettext_lazy("The evaluation is adopted; the project is closed."),
    preview=lambda _row, _ruling: _("The evaluation is then adopted and the project closed."),
    check=lambda row, _ruling: check_may_be_judged(row, state=PaperState.ENDORSED),
    apply=_adopt,
    reverse=_restore,
    depends=_depends,
)


def _check_may_ask(evaluation: Evaluation) -> None:
    if evaluation.state not in {PaperState.SUBMITTED, PaperState.ENDORSED}:
        raise RuleBroken(
            _("The evaluation does not lie before a body. Send it to the Platform first.")
        )


def _about(evaluation: Evaluation) -> About:
    project = evaluation.project
    return About(
        title=_("Evaluation of “%(title)s”") % {"title": project.title},
        url=project.get_absolute_url(),
        network=project.network,
        openness=Openness(project.openness),
        summary=project.summary,
    )


EVALUATION_KIND: "SubjectKind[Evaluation]" = SubjectKind(
    key=EVALUATION,
    label=gettext_lazy("Evaluation of a project"),
    model=Evaluation,
    visible_to=Evaluation.objects.visible_to,
    about=_about,
    questions=[
        Question(
            key=ADOPT,
            label=gettext_lazy("Adopt the evaluation"),
            asks=lambda row: (
                _("Adopt the evaluation of “%(title)s”.") % {"title": row.project.title}
            ),
            check_may_ask=_check_may_ask,
            steps=[
                Step(
                    key="platform",
                    competence=bodies_of_kind(BodyKind.PLATFORM),
                    effects={
                        **when_accepted(_ENDORSE),
                        Outcome.REJECTED: _returned(PaperState.SUBMITTED),
                    },
                ),
                Step(
                    key="board",
                    competence=deciding_body(MandateSubject.PROJECT),
                    effects={
                        **when_accepted(_ADOPT),
                        Outcome.REJECTED: _returned(PaperState.ENDORSED),
                    },
                ),
            ],
        )
    ],
)
