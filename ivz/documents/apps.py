"""Start-up of documents."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "ivz.documents"

    def ready(self) -> None:
        from ivz.documents import tasks  # noqa: PLC0415 models are ready only now

        tasks.register_all()
