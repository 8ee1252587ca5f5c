"""Writing the audit trail."""

from django.db import models

from ivz.accounts.actors import Actor
from ivz.audit.models import AuditEntry, Result


def record(
    event: str, *, subject: models.Model, by: Actor, result: Result = Result.DONE
) -> AuditEntry:
    """Add an entry; call it inside the transaction that changes ``subject``.

    ``event`` reads ``<subject>.<what happened>``, for instance ``meeting.published``.
    """
    return AuditEntry.objects.create(
        event=event,
        subject_model=subject._meta.label,
        subject_id=str(subject.pk),
        result=result,
        origin=by.origin,
        by=by.name,
    )
