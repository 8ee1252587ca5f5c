"""Signing off a proposal, and letting one out without.

Policy: docs/policy/meetings.md#sign-off
"""

from collections.abc import Collection

from django.db import transaction

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.meetings.models import Meeting, Proposal, SignOff
from ivz.meetings.models.signing import unsigned_items
from ivz.meetings.rules import signing as rules
from ivz.meetings.states import Event
from ivz.workflow.versions import StaleEdit


@transaction.atomic
def sign(proposal: Proposal, *, version: int, by: Actor) -> SignOff:
    """Agree with the text of ``version`` going out.

    Raises ``StaleEdit`` when the text changed since.
    """
    proposal = _locked(proposal, version=version)
    rules.check_may_sign(proposal, by=by)
    signed = SignOff.objects.create(
        proposal=proposal, person_id=by.person_id or 0, paper_version=version, signed_on=by.today
    )
    audit(Event.PAPER_SIGNED, subject=proposal, by=by)
    return signed


@transaction.atomic
def take_back(proposal: Proposal, *, version: int, by: Actor) -> None:
    """Take back what was signed off, on the text as it is."""
    proposal = _locked(proposal, version=version)
    rules.check_may_take_back(proposal, by=by)
    signed = SignOff.objects.filter(proposal=proposal, person=by.person_id, paper_version=version)
    signed.delete()
    audit(Event.SIGN_OFF_TAKEN_BACK, subject=proposal, by=by)


def _locked(proposal: Proposal, *, version: int) -> Proposal:
    locked = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if locked.version != version:
        raise StaleEdit(locked)
    return locked


def let_out(
    meeting: Meeting, *, among: Collection[int] | None = None, reason: str, by: Actor
) -> None:
    """Keep with every item, or with those of ``among``, why its paper goes out not signed off.

    Asks after the papers that ``by`` may read. Call it inside the transaction that convenes.
    """
    readable = Proposal.objects.visible_to(by)
    found = unsigned_items().visible_to(by).filter(meeting=meeting, proposal__in=readable)
    if among is not None:
        found = found.filter(pk__in=among)
    items = list(found.order_by("position", "pk"))
    rules.check_reason(items, reason)
    for item in items:
        item.unsigned_reason = reason.strip()
        item.version += 1
        item.save(update_fields=["unsigned_reason", "version"])
        audit(Event.WENT_UNSIGNED, subject=item, by=by)


def keep_signed(proposal: Proposal, *, before: int) -> None:
    """Let what was signed off hold for the same text under its next version."""
    signed = SignOff.objects.filter(proposal=proposal, paper_version=before)
    signed.update(paper_version=proposal.version)
