"""Start-up of the events subject."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "ivz.events"

    def ready(self) -> None:
        from ivz.events import searching  # noqa: PLC0415 models are ready only now

        searching.register()
