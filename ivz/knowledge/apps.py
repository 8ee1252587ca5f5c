"""Start-up of the knowledge subject."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ivz.web.navigation import MenuEntry, register_menu_entry


class KnowledgeConfig(AppConfig):
    name = "ivz.knowledge"

    def ready(self) -> None:
        from ivz.authorization.permissions import Permission  # noqa: PLC0415
        from ivz.decisions.guarded import GuardedKind, register_guarded  # noqa: PLC0415
        from ivz.knowledge import searching  # noqa: PLC0415
        from ivz.knowledge.models import Development  # noqa: PLC0415 models are ready only now

        register_guarded(
            GuardedKind(
                model=Development,
                label=_("Development"),
                slug="ontwikkeling",
                position=20,
                place=lambda row: row.network,
                network=lambda row: row.network,
                permission=Permission.STEER_PROJECTS,
                address=lambda row: row.get_absolute_url(),
                body=lambda row: None,
            )
        )
        searching.register()
        register_menu_entry(
            MenuEntry(position=7, label=_("Knowledge"), url_name="knowledge:developments")
        )
