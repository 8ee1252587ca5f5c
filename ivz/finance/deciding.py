"""What decisions do to budgets: registered with ``decisions`` when the program starts.

Policy: docs/policy/budget.md#adopting
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.authorization.openness import Openness
from ivz.decisions.effects import About, SubjectKind
from ivz.decisions.papers import SoleAdoption
from ivz.finance.actions import budgets as actions
from ivz.finance.models import Booking, Budget
from ivz.finance.rules import budgets as rules
from ivz.finance.states import BudgetState
from ivz.network.models.bodies import MandateSubject

BUDGET = "budget"


def _rests_on(budget: Budget) -> str:
    """Give why an adoption cannot be reversed any more."""
    if budget.state != BudgetState.ADOPTED:
        return ""
    later = Budget.objects.filter(body=budget.body, year=budget.year, edition__gt=budget.edition)
    if later.exists():
        return _("A next edition builds on this budget. Take a new decision instead.")
    if Booking.objects.filter(post__budget=budget).exists():
        return _("Amounts were booked on this budget since. Take a new decision instead.")
    return ""


_ADOPTION: "SoleAdoption[Budget]" = SoleAdoption(
    label=gettext_lazy("Adopt the budget"),
    asks=lambda row: _("Adopt the %(title)s.") % {"title": row.title.lower()},
    told=gettext_lazy("The budget is adopted."),
    preview=gettext_lazy("The budget is then adopted and holds for its year."),
    returned=(
        gettext_lazy("The budget goes back to the coordinator."),
        gettext_lazy("The budget then goes back to the coordinator."),
    ),
    mandate=MandateSubject.MONEY,
    before_body=BudgetState.PROPOSED,
    check=rules.check_may_be_judged,
    check_adoption=rules.check_keeps_what_was_booked,
    adopt=actions.adopt,
    send_back=actions.send_back,
    restore=actions.restore,
    depends=_rests_on,
)


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
    questions=[_ADOPTION.question()],
)
