"""Start-up of the privacy subject."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "ivz.privacy"

    def ready(self) -> None:
        from ivz.privacy import queries, tasks  # noqa: PLC0415 models are ready only now
        from ivz.web.notices import register_notices  # noqa: PLC0415

        tasks.register_all()
        register_notices("privacy", queries.notices)
