"""Leaving as it is what stands out before publishing, with why, and taking that back.

Policy: docs/policy/meetings.md#reading-through
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.meetings.actions import publishing
from ivz.meetings.models import LeftRemark, Meeting
from ivz.meetings.models.remarks import CLOSED_TITLE
from ivz.meetings.proofreading import Remark
from ivz.meetings.rules import publishing as rules
from ivz.meetings.states import Event


@transaction.atomic
def leave(meeting: Meeting, remarks: Iterable[Remark], *, reason: str, by: Actor) -> Meeting:
    """Keep with the record that what stands out stays as it is, and why."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    rules.check_may_publish(meeting, by=by)
    rules.check_says_why(reason)
    for remark in remarks:
        is_closed = remark.code == CLOSED_TITLE
        LeftRemark.objects.update_or_create(
            meeting=meeting,
            digest=remark.digest,
            defaults={
                "item_id": remark.item,
                "code": remark.code,
                "place": remark.place[:300],
                "words": "" if is_closed else remark.words,
                "sentence": _("A closed title stands in the text.")
                if is_closed
                else remark.sentence,
                "reason": reason.strip(),
                "left_on": by.today,
                "left_by_id": by.person_id,
            },
        )
        audit(Event.REMARK_LEFT, subject=meeting, by=by)
    return meeting


@transaction.atomic
def take_back(meeting: Meeting, *, digest: str, by: Actor) -> Meeting:
    """Let a remark stand out again."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    rules.check_may_publish(meeting, by=by)
    gone, _kinds = LeftRemark.objects.filter(meeting=meeting, digest=digest).delete()
    if gone:
        audit(Event.LEFT_TAKEN_BACK, subject=meeting, by=by)
    return meeting


@transaction.atomic
def publish_leaving(
    meeting: Meeting, remarks: list[Remark], *, reason: str, edition: str, by: Actor
) -> Meeting:
    """Publish the list of ``meeting``, leaving as it is what still stands out."""
    if remarks:
        leave(meeting, remarks, reason=reason, by=by)
    return publishing.publish(meeting, edition=edition, by=by)
