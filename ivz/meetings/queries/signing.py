"""What pages ask about signing off."""

from dataclasses import dataclass
from datetime import date

from ivz.accounts.actors import Actor
from ivz.meetings.models import AgendaItem, Meeting, Proposal, SignOff
from ivz.meetings.models.signing import to_sign_off, unsigned_items
from ivz.meetings.queries.meetings import hide_unreadable_papers
from ivz.meetings.rules.signing import signers
from ivz.network.models import Person


@dataclass(frozen=True, kw_only=True)
class Signing:
    """Whether somebody signed off a proposal; ``is_earlier`` tells that the text changed since."""

    person: Person
    signed_on: date | None
    is_earlier: bool
    is_own: bool


def signings(proposal: Proposal, *, actor: Actor) -> list[Signing]:
    """Tell per signer how far it is; for people of the network, one query where any is named."""
    asked = signers(proposal)
    if not asked or proposal.body.network_id not in actor.network_ids:
        return []
    given = SignOff.objects.visible_to(actor).filter(proposal=proposal).order_by("paper_version")
    latest = {each.person_id: each for each in given}
    return [_signing(person, latest.get(person.pk), proposal, actor=actor) for person in asked]


def _signing(person: Person, given: SignOff | None, proposal: Proposal, *, actor: Actor) -> Signing:
    return Signing(
        person=person,
        signed_on=given.signed_on if given else None,
        is_earlier=given is not None and given.paper_version != proposal.version,
        is_own=person.pk == actor.person_id,
    )


def not_signed(meeting: Meeting, *, actor: Actor) -> list[AgendaItem]:
    """Give the items ``actor`` may read whose paper still has to be signed off; two queries."""
    found = unsigned_items().visible_to(actor).filter(meeting=meeting)
    items = list(found.select_related("proposal__body").order_by("position", "pk"))
    hide_unreadable_papers(items, actor=actor)
    return [item for item in items if item.proposal]


def papers_to_sign(actor: Actor) -> list[Proposal]:
    """Give the papers that wait for the sign-off of ``actor``, by number; one query."""
    found = to_sign_off(actor).select_related("body")
    return list(found.order_by("register_number", "pk"))
