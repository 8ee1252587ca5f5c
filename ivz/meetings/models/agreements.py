"""What was agreed at an agenda item, apart from what was decided."""

from django.db import models

from ivz.decisions.models import FollowUp
from ivz.meetings.models.agendas import AgendaItem
from ivz.meetings.models.meetings import Meeting


class Agreement(models.Model):
    """At which item a follow-up without decision was noted (Dutch: *afspraak bij een punt*).

    It is as open as its item at most. ``settled_in`` is the later meeting in which it was done
    or answered, where it was closed there.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="agreements")
    follow_up = models.OneToOneField(FollowUp, on_delete=models.CASCADE, related_name="agreement")
    settled_in = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="settled"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.item}: {self.follow_up}"
