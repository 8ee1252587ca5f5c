"""What decisions do to budgets: registered with ``decisions`` when the program starts.

Policy: docs/policy/budget.md#adopting
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
from ivz.errors import RuleBroken
from ivz.finance.actions import budgets as actions
from ivz.finance.models import Booking, Budget
from ivz.finance.rules import budgets as rules
from ivz.finance.states import BudgetState
from ivz.network.models.bodies import MandateSubject

BUDGET = "budget"
ADOPT = "adopt"


def _adopt(budget: Budget, _ruling: Ruling, decision: Decision, by: Actor) -> Trace:
    actions.adopt(budget, decision, by=by)
    return {"after": str(budget.state)}


def _send_back(budget: Budget, _ruling: Ruling, _decision: Decision, by: Actor) -> Trace:
    actions.send_back(budget, by=by)
    return {"after": str(budget.state)}


def _restore(budget: Budget, _decided: DecidedSubject, by: Actor) -> None:
    actions.restore(budget, by=by)


def _depends(budget: Budget, decided: DecidedSubject) -> str:
    """Give why a judgement cannot be reversed any more."""
    if budget.state != decided.trace["after"]:
        return _("The budget moved on since. Take a new decision instead.")
    later = Budget.objects.filter(body=budget.body, year=budget.year, edition__gt=budget.edition)
    if budget.state == BudgetState.ADOPTED and later.exists():
        return _("A next edition builds on this budget. Take a new decision instead.")
    booked = Booking.objects.filter(post__budget=budget)
    if budget.state == BudgetState.ADOPTED and booked.exists():
        return _("Amounts were booked on this budget since. Take a new decision instead.")
    return ""


def _check(budget: Budget, _ruling: Ruling) -> None:
    rules.check_may_be_judged(budget)


def _check_adopt(budget: Budget, _ruling: Ruling) -> None:
    rules.check_may_be_judged(budget)
    rules.check_keeps_what_was_booked(budget)


_ADOPT: "Effect[Budget]" = Effect(
    told=gettext_lazy("The budget is adopted."),
    preview=lambda _row, _ruling: _("The budget is then adopted and holds for its year."),
    check=_check_adopt,
    apply=_adopt,
    reverse=_restore,
    depends=_depends,
)
_RETURN: "Effect[Budget]" = Effect(
    told=gettext_lazy("The budget goes back to the coordinator."),
    preview=lambda _row, _ruling: _("The budget then goes back to the coordinator."),
    check=_check,
    apply=_send_back,
    reverse=_restore,
    depends=_depends,
)


def _check_may_ask(budget: Budget) -> None:
    if budget.state != BudgetState.PROPOSED:
        raise RuleBroken(_("The budget does not lie before the body. Propose it first."))


def _about(budget: Budget) -> About:
    return About(
        title=f"{budget.title}, {budget.network.name}",
        url=budget.get_absolute_url(),
        network=budget.network,
        openness=Openness(budget.openness),
        summary=budget.reason,
    )


BUDGET_KIND: "SubjectKind[Budget]" = SubjectKind(
    key=BUDGET,
    label=gettext_lazy("Budget"),
    model=Budget,
    visible_to=lambda actor: Budget.objects.visible_to(actor).select_related("body__network"),
    about=_about,
    questions=[
        Question(
            key=ADOPT,
            label=gettext_lazy("Adopt the budget"),
            asks=lambda row: _("Adopt the %(title)s.") % {"title": row.title.lower()},
            check_may_ask=_check_may_ask,
            steps=[
                Step(
                    key="board",
                    competence=deciding_body(MandateSubject.MONEY),
                    effects={**when_accepted(_ADOPT), Outcome.REJECTED: _RETURN},
                )
            ],
        )
    ],
)
