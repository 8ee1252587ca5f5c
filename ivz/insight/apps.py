"""Start-up of the insight subject."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ivz.web.navigation import MenuEntry, register_menu_entry


class InsightConfig(AppConfig):
    name = "ivz.insight"

    def ready(self) -> None:
        register_menu_entry(MenuEntry(position=4, label=_("Insight"), url_name="insight:data_sets"))
