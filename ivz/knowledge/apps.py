"""Start-up of the knowledge subject."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ivz.web.navigation import MenuEntry, register_menu_entry


class KnowledgeConfig(AppConfig):
    name = "ivz.knowledge"

    def ready(self) -> None:
        from ivz.documents.places import register_places  # noqa: PLC0415
        from ivz.knowledge import guarding, searching  # noqa: PLC0415 models are ready only now
        from ivz.knowledge.queries.papers import readable_files  # noqa: PLC0415

        guarding.register()
        searching.register()
        register_places("knowledge.KnowledgePaper", readable_files)
        register_menu_entry(
            MenuEntry(
                position=7,
                label=_("Knowledge"),
                url_name="knowledge:developments",
                covers=("knowledge:papers",),
            )
        )
