"""Start-up of unsaved text."""

from django.apps import AppConfig


class UnsavedConfig(AppConfig):
    name = "ivz.unsaved"

    def ready(self) -> None:
        from ivz.unsaved import tasks  # noqa: PLC0415  models are ready only now

        tasks.register_all()
