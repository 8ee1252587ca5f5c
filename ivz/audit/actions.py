"""Writing the audit trail, marking it and removing its oldest end."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.audit.chain import linked, sign
from ivz.audit.models import AuditCheckpoint, AuditEntry, AuditHead, Result
from ivz.audit.states import WHILE_HELPING, Event

_followers: list[Callable[[models.Model], None]] = []


def record(
    event: str, *, subject: models.Model, by: Actor, result: Result = Result.DONE
) -> AuditEntry:
    """Add an entry; call it inside the transaction that changes ``subject``.

    ``event`` reads ``<subject>.<what happened>``, for instance ``meeting.published``.

    Raises:
        PermissionDenied: ``by`` looks along as somebody else, and so may change nothing.
    """
    entry = _entry(event, subject, by, result=result)
    append([entry])
    _tell(subject)
    return entry


def record_all(happened: Iterable[tuple[str, models.Model]], *, by: Actor) -> None:
    """Add an entry for each event with its subject, in a few queries however many there are."""
    told = list(happened)
    append([_entry(event, subject, by) for event, subject in told])
    for _event, subject in told:
        _tell(subject)


def register_follower(follower: Callable[[models.Model], None]) -> None:
    """Let ``follower`` hear, inside the transaction, what something was recorded about."""
    _followers.append(follower)


def _tell(subject: models.Model) -> None:
    for follower in _followers:
        follower(subject)


def _entry(
    event: str, subject: models.Model, by: Actor, *, result: Result = Result.DONE
) -> AuditEntry:
    if by.is_helping and event not in WHILE_HELPING:
        raise PermissionDenied(event)
    return AuditEntry(
        event=event,
        subject_model=subject._meta.label,
        subject_id=str(subject.pk),
        result=result,
        **_who(by),
    )


def _who(by: Actor) -> dict[str, str]:
    """Give who acts, in whose place and from where, as an entry holds it."""
    return {
        "origin": by.origin,
        "address": by.address,
        "by": by.name,
        "acting_as": by.acting_as,
    }


def record_refusal(
    address: str, *, method: str, by: Actor, event: Event = Event.REFUSED
) -> AuditEntry:
    """Add an entry on something that ``by`` asked at ``address`` and may not do or see."""
    entry = AuditEntry(
        event=event,
        subject_model=method,
        subject_id=address[:200],
        result=Result.REFUSED,
        **_who(by),
    )
    append([entry])
    return entry


def record_refused_sign_in(user: User | None, *, by: Actor) -> AuditEntry:
    """Add an entry on a sign-in that failed.

    Names the account only where there is one: people type their password in the wrong field.
    """
    entry = AuditEntry(
        event=Event.SIGN_IN_REFUSED,
        subject_model=User._meta.label,
        subject_id=str(user.pk) if user else "",
        result=Result.REFUSED,
        **_who(by),
    )
    append([entry])
    return entry


@transaction.atomic
def record_removal(event: str, rows: models.QuerySet[Any], *, by: Actor) -> int:
    """Remove ``rows``, add one entry where there were any, and give how many there were.

    It names their kind only: what is gone has no number to look for.
    """
    count, _per_model = rows.delete()
    if count:
        entry = AuditEntry(event=event, subject_model=rows.model._meta.label, **_who(by))
        append([entry])
    return count


@transaction.atomic
def record_export(*, by: Actor) -> AuditEntry:
    """Add an entry on a copy that somebody took of the trail itself."""
    newest = AuditEntry.objects.order_by("pk").last() or AuditEntry()
    return record(Event.EXPORTED, subject=newest, by=by)


def record_readings(by: Actor) -> int:
    """Add an entry for every restricted record that ``by`` read, and give how many."""
    entries = [
        AuditEntry(
            event=Event.RESTRICTED_READ,
            subject_model=label,
            subject_id=key,
            **_who(by),
        )
        for label, key in sorted(by.restricted_readings)
    ]
    by.restricted_readings.clear()
    return append(entries) if entries else 0


@transaction.atomic(savepoint=False)
def append(entries: Iterable[AuditEntry]) -> int:
    """Add unsaved entries to the end of the chain, and give how many.

    Writers wait for each other here until their transactions end.
    """
    heads = AuditHead.objects.select_for_update().filter(pk=1)
    head = heads.first()
    if head is None:  # the very first entry; another writer may be at it as well
        AuditHead.objects.get_or_create(pk=1)
        head = heads.get()
    new = list(linked(entries, after=head.digest))
    if len(new) == 1:
        new[0].save(force_insert=True)
    else:
        AuditEntry.objects.bulk_create(new, batch_size=1000)
    if new:
        heads.update(digest=new[-1].digest)
    return len(new)


@transaction.atomic
def mark(*, allows_pruning_up_to: int | None = None) -> AuditCheckpoint | None:
    """Sign where the chain stands, None where it has no entries.

    Gives the newest checkpoint where that says the same already.

    Args:
        allows_pruning_up_to: the key of the last entry that may be deleted from now on.
    """
    AuditHead.objects.select_for_update().filter(pk=1).first()
    entries = AuditEntry.objects.order_by("pk")
    if allows_pruning_up_to is not None:
        entries = entries.filter(pk=allows_pruning_up_to)
    last = entries.last()
    if last is None:
        return None
    checkpoint = AuditCheckpoint(
        last_id=last.pk, digest=last.digest, allows_pruning=allows_pruning_up_to is not None
    )
    checkpoint.signature = sign(checkpoint)
    newest = AuditCheckpoint.objects.order_by("pk").last()
    if newest is not None and newest.signature == checkpoint.signature:
        return newest
    checkpoint.save()
    return checkpoint


def prunable(before: date) -> models.QuerySet[AuditEntry]:
    """Give the oldest entries, up to the first one of ``before`` or later."""
    start = timezone.make_aware(datetime.combine(before, time.min))
    first_kept = AuditEntry.objects.filter(at__gte=start).order_by("pk").first()
    entries = AuditEntry.objects.order_by("pk")
    return entries.filter(pk__lt=first_kept.pk) if first_kept else entries


@transaction.atomic
def prune(before: date, *, by: Actor) -> int:
    """Remove the oldest entries, up to ``before``, and leave a signed checkpoint.

    Returns:
        How many were removed.
    """
    last = prunable(before).last()
    if last is None:
        return 0
    checkpoint = mark(allows_pruning_up_to=last.pk)
    removed, _per_model = AuditEntry.objects.filter(pk__lte=last.pk).delete()
    if checkpoint is not None:
        record(Event.PRUNED, subject=checkpoint, by=by)
    return removed
