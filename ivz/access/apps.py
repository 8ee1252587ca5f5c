"""Start-up of looking along and access reviews."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ivz.schedule.registry import PeriodicAction, register


class AccessConfig(AppConfig):
    name = "ivz.access"

    def ready(self) -> None:
        from ivz.access.actions import (  # noqa: PLC0415 models are ready only now
            open_due_reviews,
            remind_of_due_reviews,
        )

        register(
            PeriodicAction(
                name="access.open-due-reviews",
                title=_("Begin the yearly access review where it is due"),
                every=timedelta(days=1),
                run=open_due_reviews,
            )
        )
        register(
            PeriodicAction(
                name="access.remind-of-due-reviews",
                title=_("Remind by mail of an access review that is due"),
                every=timedelta(days=1),
                run=remind_of_due_reviews,
            )
        )
