"""What decisions do to focus agendas: registered with ``decisions`` when the program starts.

Policy: docs/policy/projects.md#focus-agenda
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
from ivz.projects.actions import focus as actions
from ivz.projects.models import FocusAgenda
from ivz.projects.rules import focus as rules
from ivz.projects.states import PaperState

FOCUS = "focus-agenda"
ADOPT = "adopt"


def _trace(before: str, agenda: FocusAgenda, ended: dict[str, str] | None = None) -> Trace:
    return {"state": before, "after": str(agenda.state), "ended": ended or {}}


def _endorse(agenda: FocusAgenda, _ruling: Ruling, _decision: Decision, by: Actor) -> Trace:
    before = str(agenda.state)
    actions.endorse(agenda, by=by)
    return _trace(before, agenda)


def _adopt(agenda: FocusAgenda, _ruling: Ruling, decision: Decision, by: Actor) -> Trace:
    before = str(agenda.state)
    ended = actions.adopt(agenda, decision, by=by)
    return _trace(before, agenda, ended)


def _send_back(agenda: FocusAgenda, _ruling: Ruling, _decision: Decision, by: Actor) -> Trace:
    before = str(agenda.state)
    actions.send_back(agenda, by=by)
    return _trace(before, agenda)


def _restore(agenda: FocusAgenda, decided: DecidedSubject, by: Actor) -> None:
    state, ended = PaperState(decided.trace["state"]), decided.trace["ended"]
    actions.restore(agenda, state=state, ended=ended, by=by)


def _depends(agenda: FocusAgenda, decided: DecidedSubject) -> str:
    """Give why a judgement cannot be reversed any more."""
    if agenda.state != decided.trace["after"]:
        return _("The focus agenda moved on since. Take a new decision instead.")
    follows = FocusAgenda.objects.filter(
        body=agenda.body, state=PaperState.ADOPTED, valid_from__gt=agenda.valid_from
    )
    if agenda.state == PaperState.ADOPTED and follows.exists():
        return _("A next focus agenda was adopted since. Take a new decision instead.")
    return ""


def _returned(state: PaperState) -> "Effect[FocusAgenda]":
    return Effect(
        told=gettext_lazy("The focus agenda goes back to chair and coordinator."),
        preview=lambda _row, _ruling: _("The focus agenda goes back to chair and coordinator."),
        check=lambda row, _ruling: rules.check_may_be_judged(row, state=state),
        apply=_send_back,
        reverse=_restore,
        depends=_depends,
    )


def _check_may_adopt(agenda: FocusAgenda, _ruling: Ruling) -> None:
    rules.check_may_be_judged(agenda, state=PaperState.ENDORSED)
    rules.check_has_room(agenda)


_ENDORSE: "Effect[FocusAgenda]" = Effect(
    told=gettext_lazy("The Platform adopted the focus agenda; it goes to the deciding body."),
    preview=lambda _row, _ruling: _("The focus agenda then goes to the deciding body."),
    check=lambda row, _ruling: rules.check_may_be_judged(row, state=PaperState.SUBMITTED),
    apply=_endorse,
    reverse=_restore,
    depends=_depends,
)
_ADOPT: "Effect[FocusAgenda]" = Effect(
    told=gettext_lazy("The focus agenda is adopted; it takes over on its first day."),
    preview=lambda _row, _ruling: _(
        "The focus agenda is then adopted. On its first day it takes over from the one before."
    ),
    check=_check_may_adopt,
    apply=_adopt,
    reverse=_restore,
    depends=_depends,
)


def _check_may_ask(agenda: FocusAgenda) -> None:
    if agenda.state not in {PaperState.SUBMITTED, PaperState.ENDORSED}:
        raise RuleBroken(
            _("The focus agenda does not lie before a body. Propose it to the Platform first.")
        )


def _about(agenda: FocusAgenda) -> About:
    return About(
        title=agenda.title,
        url=agenda.get_absolute_url(),
        network=agenda.network,
        openness=Openness(agenda.openness),
    )


FOCUS_KIND: "SubjectKind[FocusAgenda]" = SubjectKind(
    key=FOCUS,
    label=gettext_lazy("Focus agenda"),
    model=FocusAgenda,
    visible_to=lambda actor: FocusAgenda.objects.visible_to(actor).select_related("body__network"),
    about=_about,
    questions=[
        Question(
            key=ADOPT,
            label=gettext_lazy("Adopt the focus agenda"),
            asks=lambda row: _("Adopt the focus agenda “%(title)s”.") % {"title": row.title},
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
