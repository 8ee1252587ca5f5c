"""Finding what somebody changed, removed, inserted or moved in the audit trail.

Policy: docs/policy/audit.md#chain
"""

from collections.abc import Iterator

from django.db import transaction

from ivz.audit.chain import GENESIS, digest_of, is_signed_here
from ivz.audit.models import AuditCheckpoint, AuditEntry, AuditHead

_AT_A_TIME = 2000


def faults() -> Iterator[str]:
    """Go through the whole trail and give a sentence per fault; nothing where it is whole."""
    with transaction.atomic():  # what comes in meanwhile is for the next time
        head = AuditHead.objects.select_for_update().filter(pk=1).first()
        newest = AuditEntry.objects.order_by("pk").last()
    checkpoints = list(AuditCheckpoint.objects.order_by("last_id", "pk"))
    for checkpoint in checkpoints:
        if not is_signed_here(checkpoint):
            yield f"Checkpoint {checkpoint.pk} was not signed by this installation."
    marked = {checkpoint.last_id: checkpoint.digest for checkpoint in checkpoints}
    expected = _start(checkpoints)
    entries = AuditEntry.objects.filter(pk__lte=newest.pk if newest else 0).order_by("pk")
    for entry in entries.iterator(chunk_size=_AT_A_TIME):
        yield from _faults_of(entry, expected=expected, marked=marked)
        expected = entry.digest
    if (head.digest if head else GENESIS) != expected:
        yield "The newest entries are missing, or entries were added by another way."


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
