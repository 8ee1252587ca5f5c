"""Start-up of the register of decisions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DecisionsConfig(AppConfig):
    name = "ivz.decisions"

    def ready(self) -> None:
        from ivz.decisions import guarded, register_effects  # noqa: PLC0415 models are ready only now
        from ivz.decisions.effects import register_subject_kind  # noqa: PLC0415
        from ivz.decisions.models import FollowUp  # noqa: PLC0415
        from ivz.network.supplied import register_deciding, register_part  # noqa: PLC0415

        register_subject_kind(register_effects.BODIES)
        register_subject_kind(register_effects.NETWORKS)
        register_part(register_effects.part_about)
        register_deciding(register_effects.is_decided)

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
