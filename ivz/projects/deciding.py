"""What decisions do to projects: registered with ``decisions`` when the program starts.

Policy: docs/policy/projects.md#the-plan
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
from ivz.projects.actions import plans as actions
from ivz.projects.models import Plan
from ivz.projects.rules.plans import check_may_be_judged
from ivz.projects.states import PaperState, ProjectState

PLAN = "project-plan"
ADOPT = "adopt"


def _trace(plan: Plan) -> Trace:
    return {"state": str(plan.state), "project_state": str(plan.project.state)}


def _endorse(plan: Plan, _ruling: Ruling, decision: Decision, by: Actor) -> Trace:
    trace = _trace(plan)
    actions.endorse(plan, decision, by=by)
    return trace


def _adopt(plan: Plan, _ruling: Ruling, decision: Decision, by: Actor) -> Trace:
    trace = _trace(plan)
    actions.adopt(plan, decision, by=by)
    return trace


def _send_back(plan: Plan, _ruling: Ruling, decision: Decision, by: Actor) -> Trace:
    trace = _trace(plan)
    actions.send_back(plan, decision, by=by)
    return trace


def _restore(plan: Plan, decided: DecidedSubject, by: Actor) -> None:
    actions.restore(
        plan,
        decided.decision,
        state=PaperState(decided.trace["state"]),
        project_state=ProjectState(decided.trace["project_state"]),
        by=by,
    )


def _judged_since(plan: Plan, decided: DecidedSubject) -> str:
    """Give why a judgement of the Platform cannot be reversed any more."""
    later = (
        DecidedSubject.objects.filter(kind=PLAN, subject_id=plan.pk, pk__gt=decided.pk)
        .exclude(trace={})
        .exclude(state="reversed")
    )
    if later.exists():
        return _("A later decision judged the plan. Put that one right first.")
    return ""


def _worked_since(plan: Plan, decided: DecidedSubject) -> str:
    """Give why the adoption of a plan cannot be reversed any more."""
    judged = _judged_since(plan, decided)
    if judged:
        return judged
    if plan.project.reports.exclude(reported_on=None).exists():
        return _("Progress was reported on this plan since. Take a new decision instead.")
    if plan.state != PaperState.ADOPTED or plan.project.state != ProjectState.RUNNING:
        return _("The project moved on since. Take a new decision instead.")
    return ""


def _returned_since(plan: Plan, decided: DecidedSubject) -> str:
    judged = _judged_since(plan, decided)
    if judged:
        return judged
    if plan.state != PaperState.DRAFT:
        return _("The plan was sent again since. Take a new decision instead.")
    return ""


def _in_turn(state: PaperState) -> "Effect[Plan]":
    """Give the effect of a plan that does not hold up: back to who writes it."""

    def check(plan: Plan, _ruling: Ruling) -> None:
        check_may_be_judged(plan, state=state)

    return Effect(
        told=gettext_lazy("The plan goes back to the project leader."),
        preview=lambda _plan, _ruling: _("The plan then goes back to the project leader."),
        check=check,
        apply=_send_back,
        reverse=_restore,
        depends=_returned_since,
    )


_ENDORSE: "Effect[Plan]" = Effect(
    told=gettext_lazy("The Platform adopted the plan; it goes to the deciding body."),
    preview=lambda _plan, _ruling: _("The plan then goes to the deciding body."),
    check=lambda plan, _ruling: check_may_be_judged(plan, state=PaperState.SUBMITTED),
    apply=_endorse,
    reverse=_restore,
    depends=_judged_since,
)
_ADOPT: "Effect[Plan]" = Effect(
    told=gettext_lazy("The plan is adopted; the work starts."),
    preview=lambda _plan, _ruling: _("The plan is then adopted, and the work can start."),
    check=lambda plan, _ruling: check_may_be_judged(plan, state=PaperState.ENDORSED),
    apply=_adopt,
    reverse=_restore,
    depends=_worked_since,
)


def _check_may_ask(plan: Plan) -> None:
    if plan.state not in {PaperState.SUBMITTED, PaperState.ENDORSED}:
        raise RuleBroken(_("The plan does not lie before a body. Send it to the Platform first."))


def _about(plan: Plan) -> About:
    project = plan.project
    return About(
        title=_("Plan of “%(title)s”") % {"title": project.title},
        url=project.get_absolute_url(),
        network=project.network,
        openness=Openness(project.openness),
        summary=project.summary,
    )


PLAN_KIND: "SubjectKind[Plan]" = SubjectKind(
    key=PLAN,
    label=gettext_lazy("Plan of a project"),
    model=Plan,
    visible_to=Plan.objects.visible_to,
    about=_about,
    questions=[
        Question(
            key=ADOPT,
            label=gettext_lazy("Adopt the plan"),
            asks=lambda plan: _("Adopt the plan of “%(title)s”.") % {"title": plan.project.title},
            check_may_ask=_check_may_ask,
            steps=[
                Step(
                    key="platform",
                    competence=bodies_of_kind(BodyKind.PLATFORM),
                    effects={
                        **when_accepted(_ENDORSE),
                        Outcome.REJECTED: _in_turn(PaperState.SUBMITTED),
                    },
                ),
                Step(
                    key="board",
                    competence=deciding_body(MandateSubject.PROJECT),
                    effects={
                        **when_accepted(_ADOPT),
                        Outcome.REJECTED: _in_turn(PaperState.ENDORSED),
                    },
                ),
            ],
        )
    ],
)
