"""Start-up of looking along and access reviews."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ivz.schedule.registry import PeriodicAction, register


class AccessConfig(AppConfig):
    name = "ivz.access"

    def ready(self) -> None:
        from ivz.access.actions import open_due_reviews  # noqa: PLC0415 models are ready only now

        register(
            PeriodicAction(
                name="access.open-due-reviews",
                title=_("Begin the yearly access review where it is due"),
                every=timedelta(days=1),
                run=open_due_reviews,
            )
        )
