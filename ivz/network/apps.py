"""Start-up of the network subject."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "ivz.network"

    def ready(self) -> None:
        from ivz.authorization.seats import register_standing_source  # noqa: PLC0415
        from ivz.network.standing import standing_of_account  # noqa: PLC0415

        register_standing_source(standing_of_account)
