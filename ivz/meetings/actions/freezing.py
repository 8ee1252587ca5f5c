"""Keeping an adopted record byte for byte, and signing it off.

Policy: docs/policy/decisions.md#freezing
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.errors import RuleBroken
from ivz.meetings.models import FrozenPaper, Meeting, RecordSignature
from ivz.meetings.models.freezing import digest_of
from ivz.meetings.rules import freezing as rules
from ivz.meetings.rules.publishing import edition_of
from ivz.meetings.states import Capacity, Event, RecordForm
from ivz.network.models import Person


@dataclass(frozen=True, kw_only=True)
class Print:
    """A record as it was made into a file; ``covers`` names what stands in it."""

    form: RecordForm
    content: bytes
    covers: Sequence[str]


@transaction.atomic
def freeze(
    meeting: Meeting, prints: Sequence[Print], *, edition: str, by: Actor
) -> list[FrozenPaper]:
    """Keep the files of an adopted record; from now on exactly these bytes are offered.

    ``edition`` is what the files were made of (``edition_of``).
    """
    meeting = _locked(meeting)
    rules.check_may_freeze(meeting, by=by)
    if by.user is None:
        raise PermissionDenied
    if edition != edition_of(meeting):
        raise RuleBroken(_("Something on the list changed in the meantime. Try again."))
    kept = [
        FrozenPaper.objects.create(
            meeting=meeting,
            form=each.form,
            content=each.content,
            digest=digest_of(each.content),
            covers=list(each.covers),
            frozen_on=by.today,
            frozen_by=by.user,
        )
        for each in prints
    ]
    audit(Event.RECORD_FROZEN, subject=meeting, by=by)
    return kept


@transaction.atomic
def thaw(meeting: Meeting, *, by: Actor) -> None:
    """Throw the frozen files away, while nobody signed them."""
    meeting = _locked(meeting)
    rules.check_may_thaw(meeting, by=by)
    FrozenPaper.objects.filter(meeting=meeting).delete()
    audit(Event.RECORD_THAWED, subject=meeting, by=by)


@transaction.atomic
def sign(
    meeting: Meeting, *, capacity: Capacity, digests: Sequence[str], by: Actor
) -> list[RecordSignature]:
    """Sign every frozen file of a record off; ``digests`` are those of the files that were seen."""
    meeting = _locked(meeting)
    rules.check_may_sign(meeting, capacity=capacity, by=by)
    person = Person.objects.get(pk=by.person_id or 0)
    papers = list(FrozenPaper.objects.filter(meeting=meeting))
    if not all(paper.is_intact for paper in papers):
        raise RuleBroken(_("A file is not what was frozen. Do not sign; ask who runs the site."))
    if sorted(digests) != sorted(paper.digest for paper in papers):
        raise RuleBroken(_("The files changed in the meantime. Look at them again, then sign."))
    signed = [
        RecordSignature.objects.create(
            paper=paper,
            capacity=capacity,
            person=person,
            digest=paper.digest,
            signed_on=by.today,
        )
        for paper in papers
    ]
    audit(Event.RECORD_SIGNED, subject=meeting, by=by)
    return signed


def _locked(meeting: Meeting) -> Meeting:
    locked = Meeting.objects.select_for_update(of=("self",)).select_related("body__network")
    return locked.get(pk=meeting.pk)
