"""What the auditor asks."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from ivz.audit.models import AuditEntry


def entries(
    words: str = "", *, events: Collection[str] = (), subject_models: Collection[str] = ()
) -> QuerySet[AuditEntry]:
    """Give the entries whose action, object or actor contains ``words``, newest first.

    Args:
        words: what is looked for in the stored codes and names.
        events: codes that are shown under a label with these words.
        subject_models: kinds of object that are shown under a label with these words.
    """
    found = AuditEntry.objects.order_by("-at", "-pk")
    words = words.replace("\x00", "")  # PostgreSQL refuses to look for it
    if words:
        found = found.filter(
            Q(event__icontains=words)
            | Q(event__in=events)
            | Q(subject_model__icontains=words)
            | Q(subject_model__in=subject_models)
            | Q(by__icontains=words)
        )
    return found
