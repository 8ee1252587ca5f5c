"""The yearly check: an organisation says that what is registered about it is right."""

from django.db import models

from ivz.accounts.models import User
from ivz.network.models.people import Organisation
from ivz.workflow.models import Change


class RegisterCheck(models.Model):
    """That somebody went through an organisation's people and seats (Dutch: *jaarlijkse controle*).

    ``on`` is the day of the check in the network's calendar.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="register_checks"
    )
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    remarks = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "on"], name="registercheck_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.on}"


class RegisterImport(models.Model):
    """That a table of seats and people was brought in (Dutch: *inlezing*), to take back whole.

    It made the changes from ``first`` up to and including ``last``; those tell by whom and why.
    """

    network = models.ForeignKey(
        "network.Network", on_delete=models.PROTECT, related_name="register_imports"
    )
    on = models.DateField()
    first = models.OneToOneField(Change, on_delete=models.PROTECT, related_name="+")
    last = models.OneToOneField(Change, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.network}, {self.on}"
