"""Start-up of the start page."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ivz.web.navigation import MenuEntry, register_menu_entry


class HomeConfig(AppConfig):
    name = "ivz.home"

    def ready(self) -> None:
        from ivz.home import checks, tasks  # noqa: F401, PLC0415  checks registers refusals

        tasks.register_all()
        register_menu_entry(MenuEntry(position=1, label=_("Today"), url_name="home:start"))
