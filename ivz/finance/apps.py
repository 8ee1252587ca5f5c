"""Start-up of the finance subject."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FinanceConfig(AppConfig):
    name = "ivz.finance"

    def ready(self) -> None:
        from ivz.web.navigation import MenuEntry, register_menu_entry  # noqa: PLC0415

        register_menu_entry(
            MenuEntry(position=5, label=_("Contributions"), url_name="finance:start")
        )
