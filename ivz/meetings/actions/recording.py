"""Noting outcomes during a meeting, recording them, and putting them right."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.authorization.openness import Openness
from ivz.decisions import actions as decisions
from ivz.decisions.models import Decision
from ivz.decisions.states import Outcome
from ivz.errors import RuleBroken
from ivz.meetings.actions.locking import lock_item, lock_meeting_of
from ivz.meetings.models import AdvicePoint, AgendaItem, DraftDecision, Meeting
from ivz.meetings.rules import recording as rules
from ivz.meetings.states import RECORD, Event
from ivz.network.models import Person
from ivz.workflow.versions import lock_version


@dataclass(frozen=True, kw_only=True)
class Noted:
    """What somebody noted on one point."""

    outcome: Outcome
    text: str
    owner: Person | None = None
    owner_words: str = ""
    due_on: date | None = None
    due_words: str = ""
    open_point: str = ""
    returns_in: Meeting | None = None
    terms: Mapping[str, str] | None = None


@transaction.atomic
def save_draft(
    item: AgendaItem, noted: Noted, *, point: AdvicePoint | None, version: int, by: Actor
) -> DraftDecision:
    """Note what the body seems to conclude on one point; free to change until recorded.

    Args:
        item: the agenda item.
        noted: the outcome with its text, owner, date and open point.
        point: the advice point, or None for an item without proposal.
        version: the version of the draft the editor started from; 0 when there was none.
        by: who notes it.

    Raises:
        StaleEdit: somebody else noted something on this point since.
    """
    lock_meeting_of(item)
    rules.check_may_draft(item, by=by)
    rules.check_returns_later(item.meeting, returns_in=noted.returns_in)
    draft = DraftDecision.objects.filter(item=item, point=point).first()
    if draft is None:
        draft = DraftDecision(item=item, point=point)
    else:
        draft = lock_version(draft, version=version)
    _note(draft, noted)
    draft.save()
    audit(Event.DRAFTED, subject=draft, by=by)
    return draft


def _note(draft: DraftDecision, noted: Noted) -> None:
    has_open_point = noted.outcome == Outcome.ACCEPTED_WITH_OPEN_POINT
    draft.outcome = noted.outcome
    draft.text = noted.text
    draft.owner = noted.owner
    draft.owner_words = noted.owner_words
    draft.due_on = noted.due_on
    draft.due_words = noted.due_words
    draft.open_point = noted.open_point if has_open_point else ""
    draft.returns_in = noted.returns_in if has_open_point else None
    draft.terms = noted.terms if noted.outcome == Outcome.AMENDED else None


@transaction.atomic
def clear_draft(draft: DraftDecision, *, version: int, by: Actor) -> None:
    """Take back what was noted on one point, as if nobody had noted anything.

    Raises:
        StaleEdit: somebody else noted something on this point since.
    """
    lock_meeting_of(draft.item)
    rules.check_may_draft(draft.item, by=by)
    draft = lock_version(draft, version=version)
    audit(Event.DRAFT_CLEARED, subject=draft, by=by)
    draft.delete()


@transaction.atomic
def accept_rest(item: AgendaItem, *, by: Actor) -> list[DraftDecision]:
    """Note "accepted, as proposed" on every point without an outcome."""
    lock_meeting_of(item)
    rules.check_may_draft(item, by=by)
    undecided = [point for point in rules.points_of(item) if point.draft is None]
    drafts = [
        DraftDecision(
            item=item,
            point=point.source,
            outcome=Outcome.ACCEPTED,
            text=point.proposed,
            owner_words=point.owner_words,
            due_words=point.due_words,
        )
        for point in undecided
    ]
    for draft in drafts:
        draft.save()
        audit(Event.DRAFTED, subject=draft, by=by)
    return drafts


@transaction.atomic
def record(
    item: AgendaItem, *, conclusion: str, version: int, by: Actor, edition: str | None = None
) -> list[Decision]:
    """Enter every point of ``item`` in the register, all at once; the meeting then was held.

    Args:
        item: the agenda item.
        conclusion: how the chair summed up, for the minutes.
        version: the version of the item that was confirmed.
        by: who records.
        edition: the drafts that were confirmed (``rules.edition_of``), where somebody did.

    Raises:
        StaleEdit: the item was changed since; nothing was recorded.
        RuleBroken: something is missing, was recorded before, or changed since.
    """
    item = lock_item(item, version=version)
    points = rules.points_of(item)
    rules.check_may_record(item, points=points, by=by)
    if edition is not None and edition != rules.edition_of(points):
        raise RuleBroken(_("A point was changed in the meantime. Look at it again, then record."))
    recorded = [_record_point(item, point, by=by) for point in points]
    item.conclusion = conclusion
    item.save()
    Meeting.objects.filter(pk=item.meeting_id).update(state=RECORD.target)
    audit(Event.DECISIONS_RECORDED, subject=item.meeting, by=by)
    return recorded


def _record_point(item: AgendaItem, point: rules.Point, *, by: Actor) -> Decision:
    draft = point.draft
    if draft is None:
        raise RuleBroken(str(rules.Gap.OUTCOME.label))
    decision = decisions.record(
        _conclusion(draft, point=point, item=item),
        body=item.meeting.body,
        on=item.meeting.date,
        by=by,
        is_practice=item.meeting.is_practice,
    )
    draft.decision = decision
    draft.version += 1
    draft.save()
    return decision


def _conclusion(
    draft: DraftDecision, *, point: rules.Point, item: AgendaItem
) -> decisions.Conclusion:
    return decisions.Conclusion(
        title=point.title,
        text=draft.text,
        outcome=Outcome(draft.outcome),
        planned_openness=Openness(item.planned_openness),
        restriction=item.restriction,
        owner=draft.owner,
        owner_words=draft.owner_words,
        due_on=draft.due_on,
        due_words=draft.due_words,
        action=point.title if rules.makes_task(draft) else "",
        open_point=draft.open_point,
        returns_on=draft.returns_in.date if draft.returns_in else None,
        carried=rules.carried_by(draft, point=point),
    )


@transaction.atomic
def put_right(
    draft: DraftDecision, noted: Noted, *, reason: str, version: int, by: Actor
) -> Decision:
    """Replace what was recorded on one point, with a reason; the old decision stays readable.

    Policy: docs/policy/decisions.md#putting-right
    """
    lock_meeting_of(draft.item)
    draft = lock_version(draft, version=version)
    item = draft.item
    rules.check_may_put_right(item.meeting, by=by)
    rules.check_returns_later(item.meeting, returns_in=noted.returns_in)
    point = next(point for point in rules.points_of(item) if point.draft == draft)
    better = DraftDecision(item=item, point=draft.point, **vars(noted))
    gaps = rules.gaps_in(better, point=point)
    if draft.decision is None or gaps:
        raise RuleBroken(" ".join(str(gap.label) for gap in gaps))
    draft.decision = decisions.put_right(
        draft.decision, _conclusion(better, point=point, item=item), reason=reason, by=by
    )
    _note(draft, noted)
    draft.save()
    return draft.decision
