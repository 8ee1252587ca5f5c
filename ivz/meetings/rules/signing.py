"""Who signs off a proposal, and what a proposal needs before it goes out.

Policy: docs/policy/meetings.md#sign-off
"""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.errors import RuleBroken
from ivz.meetings.models import AgendaItem, Proposal, RouteStep, SignOff
from ivz.network.models import Person

MOST_REASON = 300


def signers(proposal: Proposal) -> list[Person]:
    """Give who signs off: the portfolio holder and the project leader, once each."""
    named = [proposal.portfolio_holder, proposal.project_leader]
    return list(dict.fromkeys(person for person in named if person))


def missing_for(proposal: Proposal, steps: Collection[RouteStep]) -> list[Person]:
    """Give who did not sign off the text that would be sent along ``steps``.

    The prosecutor checks a text that may still change, so a legal check waits for nobody.
    """
    asked = signers(proposal)
    if not asked or not any(step.body_id for step in steps):
        return []
    given = SignOff.objects.filter(proposal=proposal, paper_version=proposal.version)
    signed = set(given.values_list("person", flat=True))
    return [person for person in asked if person.pk not in signed]


def check_reason_to_send(missing: Collection[Person], reason: str) -> None:
    """Ask why a paper is sent on that these people did not sign off."""
    if missing and not reason.strip():
        raise RuleBroken(
            _(
                "Not signed off yet by: %(names)s. "
                "Wait for that, or write down why it is sent without."
            )
            % {"names": ", ".join(str(person) for person in missing)}
        )


def check_may_sign(proposal: Proposal, *, by: Actor) -> None:
    """Let its portfolio holder and project leader sign off the text as it is, once."""
    _check_is_asked(proposal, by=by)
    if _signed(proposal, by=by):
        raise RuleBroken(_("You signed off this text already."))


def check_may_take_back(proposal: Proposal, *, by: Actor) -> None:
    """Let whoever signed off this text take that back."""
    _check_is_asked(proposal, by=by)
    if not _signed(proposal, by=by):
        raise RuleBroken(_("You did not sign off this text."))


def check_reason(items: Collection[AgendaItem], reason: str) -> None:
    """Ask why papers go out that were not signed off."""
    if items and not reason.strip():
        raise RuleBroken(
            _(
                "Not everybody signed off the paper at %(labels)s. "
                "Wait for that, or write down why it goes out without."
            )
            % {"labels": ", ".join(item.label for item in items)}
        )


def _check_is_asked(proposal: Proposal, *, by: Actor) -> None:
    if by.person_id not in [person.pk for person in signers(proposal)]:
        raise PermissionDenied


def _signed(proposal: Proposal, *, by: Actor) -> bool:
    of_text = SignOff.objects.filter(proposal=proposal, paper_version=proposal.version)
    return of_text.filter(person=by.person_id).exists()
