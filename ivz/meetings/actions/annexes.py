"""Hanging papers on a proposal, an item or a meeting, and opening, closing and withdrawing them.

Policy: docs/policy/documents.md
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ivz.accounts.actors import Actor
from ivz.audit.actions import record as audit
from ivz.authorization.openness import Openness, is_at_most_as_open, most_closed
from ivz.documents import actions as documents
from ivz.errors import RuleBroken
from ivz.meetings.actions.lateness import note_if_late
from ivz.meetings.models import AgendaItem, Annex, Meeting, Proposal
from ivz.meetings.models.annexes import Host
from ivz.meetings.rules import annexes as rules
from ivz.meetings.states import Event, LateKind
from ivz.workflow.versions import lock_version


@dataclass(frozen=True, kw_only=True)
class AnnexDetails:
    """What an annex is called, from whom it came in, and who may read it once it is out.

    ``late_reason`` says why it comes after the agenda was frozen.
    """

    title: str
    sender: str = ""
    planned_openness: Openness = Openness.NETWORK
    late_reason: str = ""


def add(hangs_on: Host, details: AnnexDetails, *, content: bytes | None, by: Actor) -> Annex:
    """Hang a paper on a proposal, an item or a meeting; without ``content`` by its title alone.

    It waits for publishing where it is planned as public.

    Raises:
        FileRefused: the file is not taken in; the message says why.
    """
    rules.check_may_add(hangs_on, by=by)
    if content is None:
        return _add(hangs_on, details, stored=None, by=by)
    with documents.kept(content, by=by) as stored:
        return _add(hangs_on, details, stored=stored, by=by)


@transaction.atomic
def _add(
    hangs_on: Host,
    details: AnnexDetails,
    *,
    stored: documents.StoredFile | None,
    by: Actor,
) -> Annex:
    hangs_on = type(hangs_on)._default_manager.select_for_update(of=("self",)).get(pk=hangs_on.pk)
    rules.check_may_add(hangs_on, by=by)
    highest = hangs_on.annexes.aggregate(highest=Max("position"))["highest"] or 0
    body = hangs_on.meeting.body if isinstance(hangs_on, AgendaItem) else hangs_on.body
    annex = Annex(body=body, position=highest + 1)
    annex.proposal = hangs_on if isinstance(hangs_on, Proposal) else None
    annex.item = hangs_on if isinstance(hangs_on, AgendaItem) else None
    annex.meeting = hangs_on if isinstance(hangs_on, Meeting) else None
    annex.document = documents.add(stored, by=by) if stored else None
    annex.title, annex.sender = details.title, details.sender
    _plan(annex, details.planned_openness)
    annex.save()
    audit(Event.ANNEX_ADDED, subject=annex, by=by)
    note_if_late(annex, LateKind.ANNEX_ADDED, reason=details.late_reason, by=by)
    return annex


def _plan(annex: Annex, planned: Openness) -> None:
    """Closing counts at once, opening waits; never more open than what it hangs on."""
    annex.planned_openness = planned
    if annex.openness == Openness.RESTRICTED:
        return
    opens = planned == Openness.PUBLIC and annex.openness != Openness.PUBLIC
    _set_openness(annex, Openness.NETWORK if opens else planned)


def _set_openness(annex: Annex, openness: str) -> None:
    annex.openness = most_closed(openness, annex.widest_openness)
    is_restricted = annex.openness == Openness.RESTRICTED
    host = annex.proposal or annex.item
    annex.restriction = host.restriction if is_restricted and host else None


@transaction.atomic
def change(annex: Annex, details: AnnexDetails, *, version: int, by: Actor) -> Annex:
    """Change the title, and who may read it; also when decisions are recorded, to close it.

    Raises ``StaleEdit`` when somebody else changed the annex since ``version``.
    """
    annex = lock_version(annex, version=version)
    rules.check_may_manage(annex, by=by)
    before = (annex.planned_openness, annex.openness)
    if (details.title, details.sender) != (annex.title, annex.sender):
        rules.check_may_change(annex, by=by)
        annex.title, annex.sender = details.title, details.sender
    _plan(annex, details.planned_openness)
    annex.save()
    is_other = before != (annex.planned_openness, annex.openness)
    audit(Event.ANNEX_OPENNESS_CHANGED if is_other else Event.ANNEX_CHANGED, subject=annex, by=by)
    return annex


def replace(
    annex: Annex,
    content: bytes,
    *,
    version: int,
    is_public_at_once: bool,
    late_reason: str = "",
    by: Actor,
) -> Annex:
    """Put a new version before the file that is there, or the file where there was none.

    Args:
        annex: what gets the file.
        content: the file as it came in.
        version: the version the editor saw.
        is_public_at_once: that the editor knows that everyone can read it from now on.
        late_reason: why it comes after the agenda was frozen.
        by: whoever edits the agenda.
    """
    rules.check_may_change(annex, by=by)
    with documents.kept(content, by=by) as stored:
        return _replace(
            annex,
            stored,
            version=version,
            is_public_at_once=is_public_at_once,
            late_reason=late_reason,
            by=by,
        )


@transaction.atomic
def _replace(
    annex: Annex,
    stored: documents.StoredFile,
    *,
    version: int,
    is_public_at_once: bool,
    late_reason: str,
    by: Actor,
) -> Annex:
    annex = lock_version(annex, version=version)
    rules.check_may_change(annex, by=by)
    if annex.effective_openness == Openness.PUBLIC and not is_public_at_once:
        raise RuleBroken(
            _("This annex is public: everyone can read the new file at once. Confirm that.")
        )
    if annex.document is None:
        annex.document = documents.add(stored, by=by)
    else:
        documents.replace(annex.document, stored, by=by)
    annex.save()
    audit(Event.ANNEX_REPLACED, subject=annex, by=by)
    note_if_late(annex, LateKind.ANNEX_REPLACED, reason=late_reason, by=by)
    return annex


@transaction.atomic
def withdraw(annex: Annex, *, version: int, by: Actor) -> Annex:
    """Take an annex away from its readers at once; it can be put back."""
    annex = lock_version(annex, version=version)
    rules.check_may_manage(annex, by=by)
    rules.check_not_withdrawn(annex)
    annex.withdrawn_at, annex.withdrawn_by = timezone.now(), by.user
    annex.save()
    audit(Event.ANNEX_WITHDRAWN, subject=annex, by=by)
    return annex


@transaction.atomic
def put_back(annex: Annex, *, version: int, by: Actor) -> Annex:
    """Give a withdrawn annex back to its readers; what was public waits for publishing."""
    annex = lock_version(annex, version=version)
    rules.check_may_manage(annex, by=by)
    annex.withdrawn_at = annex.withdrawn_by = None
    if annex.openness == Openness.PUBLIC:
        _set_openness(annex, Openness.NETWORK)
    annex.save()
    audit(Event.ANNEX_PUT_BACK, subject=annex, by=by)
    return annex


@transaction.atomic
def publish(annex: Annex, *, version: int, by: Actor) -> Annex:
    """Make an annex public that came after what it hangs on went out."""
    annex = lock_version(annex, version=version)
    rules.check_may_publish(annex, by=by)
    _open(annex, by=by)
    return annex


def _open(annex: Annex, *, by: Actor) -> None:
    annex.openness = Openness.PUBLIC
    annex.save()
    audit(Event.ANNEX_PUBLISHED, subject=annex, by=by)


def publish_with(meeting: Meeting, *, previewed: Collection[int] | None = None, by: Actor) -> None:
    """Open what is planned as public, on a meeting and on its papers that are public now.

    Call it inside the transaction that opens the papers.

    Args:
        meeting: the meeting of which agenda or list goes out.
        previewed: what whoever confirms saw; None where they confirmed in another way.
        by: whoever publishes.
    """
    opened = Proposal.objects.filter(items__meeting=meeting, openness=Openness.PUBLIC)
    papers = list(opened.values_list("pk", flat=True))
    waiting = list(rules.waiting(meeting, opened=papers).select_for_update(of=("self",)))
    if previewed is not None and {annex.pk for annex in waiting} != set(previewed):
        raise RuleBroken(
            _("The agenda changed after this preview was made. Look at it again, then confirm.")
        )
    for annex in waiting:
        annex.version += 1
        _open(annex, by=by)


def close_with(host: Proposal | AgendaItem) -> None:
    """Keep every annex at most as open as the paper or the item it hangs on.

    Policy: docs/policy/openness.md#ceiling
    """
    more_open = [level for level in Openness if not is_at_most_as_open(level, host.openness)]
    on = {"proposal": host} if isinstance(host, Proposal) else {"item": host}
    hanging: QuerySet[Annex] = Annex.objects.filter(**on, openness__in=more_open)
    hanging.update(openness=host.openness, restriction=host.restriction)


def leave_with_meeting(item: AgendaItem) -> None:
    """Let the papers of an item that leaves the agenda hang on its meeting, as closed as now.

    Nothing opens there that the item would have kept closed.
    Policy: docs/policy/documents.md#where-documents-hang
    """
    close_with(item)
    for annex in Annex.objects.filter(item=item).select_for_update(of=("self",)):
        annex.planned_openness = most_closed(annex.planned_openness, item.planned_openness)
        annex.item, annex.meeting = None, item.meeting
        annex.version += 1
        annex.save()


@transaction.atomic
def remove(annex: Annex, *, version: int, by: Actor) -> None:
    """Remove a withdrawn annex for good, with every version of its file.

    Policy: docs/policy/documents.md#removing
    """
    annex = lock_version(annex, version=version)
    rules.check_may_remove(annex, by=by)
    document = annex.document
    audit(Event.ANNEX_REMOVED, subject=annex, by=by)
    annex.delete()
    if document is not None:
        documents.remove(document, by=by)
