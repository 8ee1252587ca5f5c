"""What happened, who did it and when; rows are only ever added."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Result(models.TextChoices):
    """Whether it was done."""

    DONE = "done", _("Done")
    REFUSED = "refused", _("Refused")


class AuditEntry(models.Model):
    """One event (Dutch: *logregel*): action, object, result, origin, actor and time.

    ``address`` is the network it came from, cut short. ``acting_as`` is filled where ``by``
    looked along as somebody else.
    Refers to people and subjects by name and number, not by foreign key, so that
    deleting either never rewrites history. Holds no text of the record itself.
    ``digest`` is a hash over the entry and ``previous``, the digest of the entry before it.
    The database refuses to change or delete an entry.
    """

    event = models.CharField(max_length=60)
    subject_model = models.CharField(max_length=50)
    subject_id = models.CharField(max_length=200)
    result = models.CharField(max_length=10, choices=Result, default=Result.DONE)
    origin = models.CharField(max_length=20)
    address = models.CharField(max_length=45, blank=True, default="")
    by = models.CharField(max_length=150)
    acting_as = models.CharField(max_length=150, blank=True, default="")
    at = models.DateTimeField(default=timezone.now)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [
            # Each is read from its newest end, by what the auditor searches for.
            models.Index(fields=["at", "id"], name="audit_at"),
            models.Index(fields=["by", "at", "id"], name="audit_by"),
            models.Index(fields=["event", "at", "id"], name="audit_event"),
            models.Index(fields=["origin", "at", "id"], name="audit_origin"),
            models.Index(fields=["result", "at", "id"], name="audit_result"),
            models.Index(fields=["subject_model", "at", "id"], name="audit_kind"),
            models.Index(fields=["subject_id", "at", "id"], name="audit_number"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by} {self.event}"


class AuditHead(models.Model):
    """The digest of the newest entry; locking this row makes writers wait for each other."""

    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="audit_head_single", condition=models.Q(pk=1)),
        ]

    def __str__(self) -> str:
        return self.digest


class AuditCheckpoint(models.Model):
    """What the newest entry was at a moment, signed (Dutch: *ijkpunt*).

    Where ``allows_pruning`` holds, the entries up to ``last_id`` may be deleted.
    """

    last_id = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    allows_pruning = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    signature = models.CharField(max_length=100)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.last_id}"

    @property
    def mark(self) -> str:
        """What to keep outside the database: the number of the entry and its digest."""
        return f"{self.last_id}:{self.digest}"
