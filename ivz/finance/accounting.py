"""What decisions do to the account of a year: registered with ``decisions`` at the start.

Policy: docs/policy/budget.md#account
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ivz.authorization.openness import Openness
from ivz.decisions.effects import About, SubjectKind
from ivz.decisions.papers import SoleAdoption
from ivz.finance.actions import annual_accounts as actions
from ivz.finance.models import AnnualAccount
from ivz.finance.rules import annual_accounts as rules
from ivz.finance.states import AccountState
from ivz.network.models.bodies import MandateSubject

ACCOUNT = "annual-account"

_ADOPTION: "SoleAdoption[AnnualAccount]" = SoleAdoption(
    label=gettext_lazy("Adopt the account of the year"),
    asks=lambda row: _("Adopt the account of %(year)s.") % {"year": row.year},
    told=gettext_lazy("The account is adopted; the year is closed."),
    preview=gettext_lazy("The account is then adopted, and the year is closed."),
    returned=(
        gettext_lazy("The account goes back to the chair; the signature lapses."),
        gettext_lazy("The account then goes back; the signature lapses."),
    ),
    mandate=MandateSubject.MONEY,
    before_body=AccountState.SIGNED,
    check=rules.check_may_be_judged,
    adopt=actions.adopt,
    send_back=actions.send_back,
    restore=actions.restore,
)


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
    questions=[_ADOPTION.question()],
)
