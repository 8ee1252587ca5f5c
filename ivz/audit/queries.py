"""What the auditor asks."""

from django.db.models import Q, QuerySet

from ivz.audit.models import AuditEntry


def entries(words: str = "") -> QuerySet[AuditEntry]:
    """Give the entries whose action, object or actor contains ``words``, newest first."""
    found = AuditEntry.objects.order_by("-at", "-pk")
    words = words.replace("\x00", "")  # PostgreSQL refuses to look for it
    if words:
        found = found.filter(
            Q(event__icontains=words) | Q(subject_model__icontains=words) | Q(by__icontains=words)
        )
    return found
