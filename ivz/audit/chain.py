"""Every entry carries the hash of the one before, so that tampering shows.

Policy: docs/policy/audit.md#chain
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC

from django.core.signing import Signer
from django.utils.crypto import constant_time_compare

from ivz.audit.models import AuditCheckpoint, AuditEntry

GENESIS = ""
_FIELDS = ("event", "subject_model", "subject_id", "result", "origin", "by")
# Came later: told only where filled, so that the hashes of older entries stay as they are.
_LATER_FIELDS = ("address", "acting_as")
_signer = Signer(salt="ivz.audit.checkpoint")


def digest_of(entry: AuditEntry, *, previous: str) -> str:
    """Give the SHA-256 over the entry and the hash of the one before, as 64 hexadecimals."""
    told: list[object] = [str(getattr(entry, name)) for name in _FIELDS]
    later = {name: getattr(entry, name, "") for name in _LATER_FIELDS}
    if any(later.values()):
        told.append({name: value for name, value in later.items() if value})
    moment = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    content = json.dumps([previous, moment, *told], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()


def linked(entries: Iterable[AuditEntry], *, after: str) -> Iterator[AuditEntry]:
    """Link new entries to the entry with hash ``after``, and to one another."""
    for entry in entries:
        entry.previous = after
        after = entry.digest = digest_of(entry, previous=after)
        yield entry


def sign(checkpoint: AuditCheckpoint) -> str:
    """Sign what a checkpoint says, with the secret key of the installation."""
    return _signer.signature(_told_by(checkpoint))


def is_signed_here(checkpoint: AuditCheckpoint) -> bool:
    """Tell whether the signature fits; somebody without the secret key cannot make it."""
    return constant_time_compare(checkpoint.signature, sign(checkpoint))


def _told_by(checkpoint: AuditCheckpoint) -> str:
    return f"{checkpoint.last_id}:{checkpoint.digest}:{checkpoint.allows_pruning}"
