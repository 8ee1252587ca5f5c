"""Start-up of the network subject."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    name = "ivz.network"

    def ready(self) -> None:
        from ivz.authorization.seats import register_standing_source  # noqa: PLC0415
        from ivz.network.register_pages import RegisterPage, register_register_page  # noqa: PLC0415
        from ivz.network.standing import standing_of_account  # noqa: PLC0415
        from ivz.web.navigation import MenuEntry, register_menu_entry  # noqa: PLC0415

        register_standing_source(standing_of_account)
        register_menu_entry(MenuEntry(position=6, label=_("Network"), url_name="network:index"))
        register_register_page(
            RegisterPage(position=10, label=_("Bodies"), url_name="network:structure")
        )
        register_register_page(
            RegisterPage(position=30, label=_("Areas"), url_name="network:areas")
        )
        _register_upkeep()


def _register_upkeep() -> None:
    from ivz.network.register_pages import RegisterPage, register_register_page  # noqa: PLC0415

    for page in [
        RegisterPage(position=40, label=_("People"), url_name="network:people"),
        RegisterPage(position=45, label=_("Organisations"), url_name="network:organisations"),
    ]:
        register_register_page(page)
