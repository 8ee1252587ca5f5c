"""The deciding body commissions a project: registered with ``decisions`` at start-up.

Policy: docs/policy/projects.md#commissioned-by-decision
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness
from ivz.decisions.effects import (
    About,
    Effect,
    Question,
    Ruling,
    Step,
    SubjectKind,
    Trace,
    deciding_body,
    when_accepted,
)
from ivz.decisions.models import DecidedSubject, Decision
from ivz.decisions.states import Outcome
from ivz.network.models.bodies import MandateSubject
from ivz.projects.actions import commissioning as actions
from ivz.projects.models import Request
from ivz.projects.rules.requests import check_is_open
from ivz.projects.states import RequestState

REQUEST = "project-request"
COMMISSION = "commission"


def _commission(request: Request, _ruling: Ruling, decision: Decision, by: Actor) -> Trace:
    return actions.commission(request, decision, by=by)


def _turn_down(request: Request, _ruling: Ruling, decision: Decision, by: Actor) -> Trace:
    return actions.turn_down(request, decision, by=by)


def _take_back(request: Request, decided: DecidedSubject, by: Actor) -> None:
    actions.take_back(request, kept=decided.trace, by=by)


def _worked_since(request: Request, decided: DecidedSubject) -> str:
    if request.state == RequestState.ACCEPTED and actions.is_as_opened(decided.trace):
        return ""
    return _("Work on the project began since. Let a decision stop it instead.")


def _asked_again(request: Request, _decided: DecidedSubject) -> str:
    if request.state == RequestState.REFUSED:
        return ""
    return _("The request was looked at again since. Take a new decision instead.")


def _preview(request: Request, _ruling: Ruling) -> str:
    return _(
        "“%(title)s” is then a project, and its plan begins. Chair and coordinator of the "
        "Platform name who holds it and who leads it."
    ) % {"title": request.title}


_COMMISSION: "Effect[Request]" = Effect(
    told=gettext_lazy("The request is a project now; its plan begins."),
    preview=_preview,
    check=lambda request, _ruling: check_is_open(request),
    apply=_commission,
    reverse=_take_back,
    depends=_worked_since,
)
_TURN_DOWN: "Effect[Request]" = Effect(
    told=gettext_lazy("The request is refused; whoever asked is told."),
    preview=lambda request, _ruling: (
        _("“%(title)s” is then refused. Whoever asked is told.") % {"title": request.title}
    ),
    check=lambda request, _ruling: check_is_open(request),
    apply=_turn_down,
    reverse=_take_back,
    depends=_asked_again,
)


def _about(request: Request) -> About:
    return About(
        title=request.title,
        url=request.get_absolute_url(),
        network=request.network,
        openness=Openness(request.openness),
        summary=request.problem,
        planned=Openness(request.planned_openness),
    )


REQUEST_KIND: "SubjectKind[Request]" = SubjectKind(
    key=REQUEST,
    label=gettext_lazy("Request for a project"),
    model=Request,
    visible_to=lambda actor: Request.objects.visible_to(actor).select_related("body__network"),
    about=_about,
    theme="theme",
    questions=[
        Question(
            key=COMMISSION,
            label=gettext_lazy("Commission the project"),
            asks=lambda request: _("Commission “%(title)s”.") % {"title": request.title},
            check_may_ask=check_is_open,
            steps=[
                Step(
                    key="board",
                    competence=deciding_body(MandateSubject.PROJECT),
                    effects={
                        **when_accepted(_COMMISSION),
                        Outcome.REJECTED: _TURN_DOWN,
                    },
                )
            ],
        )
    ],
)
