"""Start-up of the register of decisions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DecisionsConfig(AppConfig):
    name = "ivz.decisions"

    def ready(self) -> None:
        from ivz.decisions import guarded  # noqa: PLC0415 models are ready only now
        from ivz.decisions.models import FollowUp  # noqa: PLC0415

        guarded.register_guarded(
            guarded.GuardedKind(
                model=FollowUp,
                label=_("Follow-up"),
                slug="actie",
                position=40,
                place=lambda follow_up: follow_up.body,
                network=lambda follow_up: follow_up.body.network,
                body=lambda follow_up: follow_up.body,
                ceiling=guarded.ceiling_of_follow_up,
            )
        )
