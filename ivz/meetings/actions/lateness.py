"""Noting what joins or changes after an agenda was frozen.

Policy: docs/policy/meetings.md#deadlines
"""

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.meetings.models import AgendaItem, Annex, LateChange, Proposal
from ivz.meetings.models.annexes import Host
from ivz.meetings.rules import lateness as rules
from ivz.meetings.states import Event, LateKind


def note_if_late(
    about: AgendaItem | Proposal | Annex, kind: LateKind, *, reason: str, by: Actor
) -> None:
    """Keep why ``about`` comes late, for every frozen agenda it stands on; else do nothing.

    Call it inside the transaction that makes the change.

    Raises:
        RuleBroken: an agenda is frozen and no reason was given.
    """
    host: Host = about.hangs_on if isinstance(about, Annex) else about
    frozen = rules.frozen_with(host, by=by)
    rules.check_says_why_late(frozen, reason)
    for meeting in frozen:
        late = LateChange(meeting=meeting, kind=kind, sent_on=by.today, sent_by=by.user)
        late.item = about if isinstance(about, AgendaItem) else None
        late.proposal = about if isinstance(about, Proposal) else None
        late.annex = about if isinstance(about, Annex) else None
        late.reason = reason.strip()[: rules.MOST_REASON]
        late.save()
        audit(Event.SENT_LATE, subject=late, by=by)


def note_leaving(item: AgendaItem, *, reason: str, by: Actor) -> None:
    """Keep why an item leaves a frozen agenda, for the network that could read it.

    Only its label is kept: a title would stay here when what was parked of it closes. With its
    paper, the reason closes as well.
    Call it inside the transaction that takes the item off, before that.
    """
    rules.check_says_why_it_leaves(item, reason, by=by)
    if not rules.leaves_late(item, on=by.today):
        return
    late = LateChange(meeting=item.meeting, kind=LateKind.ITEM_REMOVED, words=item.label)
    late.proposal = item.proposal
    late.sent_on, late.sent_by = by.today, by.user
    late.reason = reason.strip()[: rules.MOST_REASON]
    late.save()
    audit(Event.SENT_LATE, subject=late, by=by)
