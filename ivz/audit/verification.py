"""Finding what somebody changed, removed, inserted or moved in the audit trail.

Policy: docs/policy/audit.md#chain
"""

from collections.abc import Iterator, Mapping

from django.db import transaction

from ivz.audit.chain import GENESIS, digest_of, is_signed_here
from ivz.audit.models import AuditCheckpoint, AuditEntry, AuditHead

_AT_A_TIME = 2000


def faults(*, kept_elsewhere: Mapping[int, str] | None = None) -> Iterator[str]:
    """Go through the whole trail and give a sentence per fault; nothing where it is whole.

    Args:
        kept_elsewhere: digests by the number of their entry, as a log outside the database has
            them. What it names must be there, unless a signed checkpoint let it go.
    """
    with transaction.atomic():  # what comes in meanwhile is for the next time
        head = AuditHead.objects.select_for_update().filter(pk=1).first()
        newest = AuditEntry.objects.order_by("pk").last()
        checkpoints = list(AuditCheckpoint.objects.order_by("last_id", "pk"))
    for checkpoint in checkpoints:
        if not is_signed_here(checkpoint):
            yield f"Checkpoint {checkpoint.pk} was not signed by this installation."
    yield from _missing(checkpoints)
    yield from _otherwise(kept_elsewhere or {}, checkpoints)
    marked = {checkpoint.last_id: checkpoint.digest for checkpoint in checkpoints}
    expected = _start(checkpoints)
    entries = AuditEntry.objects.filter(pk__lte=newest.pk if newest else 0).order_by("pk")
    for entry in entries.iterator(chunk_size=_AT_A_TIME):
        yield from _faults_of(entry, expected=expected, marked=marked)
        expected = entry.digest
    if (head.digest if head else GENESIS) != expected:
        yield "The newest entries are missing, or entries were added by another way."


def _missing(checkpoints: list[AuditCheckpoint]) -> Iterator[str]:
    """Give the checkpoints whose entry is gone, though none allows that it went.

    This finds the newest entries gone where the head was set back with them.
    """
    signed = [checkpoint for checkpoint in checkpoints if is_signed_here(checkpoint)]
    pruned = _pruned_up_to(checkpoints)
    kept = [checkpoint for checkpoint in signed if checkpoint.last_id > pruned]
    there = AuditEntry.objects.in_bulk([checkpoint.last_id for checkpoint in kept])
    for checkpoint in kept:
        if checkpoint.last_id not in there:
            yield f"Entry {checkpoint.last_id}, that checkpoint {checkpoint.pk} signed, is missing."


def _pruned_up_to(checkpoints: list[AuditCheckpoint]) -> int:
    """Give the last entry that a checkpoint of this installation let go."""
    allowing = [each for each in checkpoints if each.allows_pruning and is_signed_here(each)]
    return max((each.last_id for each in allowing), default=0)


def _otherwise(
    kept_elsewhere: Mapping[int, str], checkpoints: list[AuditCheckpoint]
) -> Iterator[str]:
    """Give the entries that are gone or different now, by what was kept outside the database.

    This finds what checkpoints cannot: they lie in the same database, and may be taken away too.
    """
    pruned = _pruned_up_to(checkpoints)
    there = AuditEntry.objects.filter(pk__in=kept_elsewhere).values_list("pk", "digest")
    digests = dict(there)
    for pk, digest in kept_elsewhere.items():
        if pk > pruned and digests.get(pk) != digest:
            yield f"Entry {pk} is missing, or another than was kept elsewhere."


def _start(checkpoints: list[AuditCheckpoint]) -> str:
    """Give the digest that the oldest entry must point back to."""
    oldest = AuditEntry.objects.order_by("pk").first()
    pruned = [
        checkpoint.digest
        for checkpoint in checkpoints
        if checkpoint.allows_pruning and (oldest is None or checkpoint.last_id < oldest.pk)
    ]
    return pruned[-1] if pruned else GENESIS


def _faults_of(entry: AuditEntry, *, expected: str, marked: dict[int, str]) -> Iterator[str]:
    if entry.previous != expected:
        yield f"Before entry {entry.pk} something was removed, inserted or moved."
    if entry.digest != digest_of(entry, previous=entry.previous):
        yield f"Entry {entry.pk} was changed."
    if marked.get(entry.pk, entry.digest) != entry.digest:
        yield f"Entry {entry.pk} is another than the one that was signed."
