"""When each periodic action last ran, and how that went."""

from django.db import models


class ScheduledAction(models.Model):
    """The run record of one periodic action (Dutch: *periodieke taak*)."""

    name = models.CharField(max_length=80, unique=True)
    last_run_at = models.DateTimeField(null=True)
    last_success_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name
