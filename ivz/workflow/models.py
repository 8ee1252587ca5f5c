"""The history of a register: what stood in a row before and after each change."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Change(models.Model):
    """One change to a row of a register (Dutch: *wijziging*): what, why, who and when.

    ``before`` is empty where the row was added, ``after`` where it was removed. ``undoes`` is
    the change that this one takes back; both stay. The row and the people are named, not
    referred to, so that history survives them.
    """

    subject_model = models.CharField(max_length=50)
    subject_id = models.CharField(max_length=50)
    label = models.CharField(max_length=300)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.TextField()
    by = models.CharField(max_length=150)
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by"
    )

    class Meta:
        indexes = [models.Index(fields=["subject_model", "subject_id"], name="change_subject")]
        constraints = [
            models.CheckConstraint(
                name="change_changes_something",
                condition=~Q(before__isnull=True, after__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.reason}"
