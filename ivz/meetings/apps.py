"""Start-up of the meetings subject."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ivz.web.navigation import MenuEntry, register_menu_entry


class MeetingsConfig(AppConfig):
    name = "ivz.meetings"

    def ready(self) -> None:
        register_menu_entry(MenuEntry(position=2, label=_("Meetings"), url_name="meetings:list"))
