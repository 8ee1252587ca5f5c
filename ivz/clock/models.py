"""The example date."""

from django.db import models


class Clock(models.Model):
    """In example mode, what "today" is; without a row today is the real date.

    Policy: docs/policy/time.md#example-date
    """

    today = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="clock_single", condition=models.Q(pk=1)),
        ]

    def __str__(self) -> str:
        return self.today.isoformat()
