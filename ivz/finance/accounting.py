"""What decisions do to the account of a year: registered with ``decisions`` at the start.

Policy: docs/policy/budget.md#account
"""

from datetime import date

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
from ivz.finance.actions import annual_accounts as actions
from ivz.finance.models import AnnualAccount
from ivz.finance.rules import annual_accounts as rules
from ivz.finance.states import AccountState
from ivz.network.models.bodies import MandateSubject

ACCOUNT = "annual-account"
ADOPT = "adopt"


def _trace(account: AnnualAccount) -> Trace:
    signed_on = account.signed_on
    return {
        "signed_on": signed_on.isoformat() if signed_on else "",
        "signed_by": account.signed_by_id,
    }


def _adopt(account: AnnualAccount, _ruling: Ruling, decision: Decision, by: Actor) -> Trace:
    trace = _trace(account)
    actions.adopt(account, decision, by=by)
    return trace | {"after": str(account.state)}


def _send_back(account: AnnualAccount, _ruling: Ruling, _decision: Decision, by: Actor) -> Trace:
    trace = _trace(account)
    actions.send_back(account, by=by)
    return trace | {"after": str(account.state)}


def _restore(account: AnnualAccount, decided: DecidedSubject, by: Actor) -> None:
    trace = decided.trace
    signed_on = date.fromisoformat(trace["signed_on"])
    actions.restore(account, signed_on=signed_on, signed_by=trace["signed_by"], by=by)


def _depends(account: AnnualAccount, decided: DecidedSubject) -> str:
    """Give why a judgement cannot be reversed any more."""
    if account.state != decided.trace["after"]:
        return _("The account moved on since. Take a new decision instead.")
    return ""


def _check(account: AnnualAccount, _ruling: Ruling) -> None:
    rules.check_may_be_judged(account)


_ADOPT: "Effect[AnnualAccount]" = Effect(
    told=gettext_lazy("The account is adopted; the year is closed."),
    preview=lambda _row, _ruling: _("The account is then adopted, and the year is closed."),
    check=_check,
    apply=_adopt,
    reverse=_restore,
    depends=_depends,
)
_RETURN: "Effect[AnnualAccount]" = Effect(
    told=gettext_lazy("The account goes back to the chair; the signature lapses."),
    preview=lambda _row, _ruling: _("The account then goes back; the signature lapses."),
    check=_check,
    apply=_send_back,
    reverse=_restore,
    depends=_depends,
)


def _check_may_ask(account: AnnualAccount) -> None:
    if account.state != AccountState.SIGNED:
        raise RuleBroken(_("The account lies before the body once the chair signed it."))


def _about(account: AnnualAccount) -> About:
    return About(
        title=f"{account.title}, {account.network.name}",
        url=account.get_absolute_url(),
        network=account.network,
        openness=Openness(account.openness),
        summary=account.words,
    )


ACCOUNT_KIND: "SubjectKind[AnnualAccount]" = SubjectKind(
    key=ACCOUNT,
    label=gettext_lazy("Account of a year"),
    model=AnnualAccount,
    visible_to=lambda actor: AnnualAccount.objects.visible_to(actor).select_related(
        "body__network"
    ),
    about=_about,
    questions=[
        Question(
            key=ADOPT,
            label=gettext_lazy("Adopt the account of the year"),
            asks=lambda row: _("Adopt the account of %(year)s.") % {"year": row.year},
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
