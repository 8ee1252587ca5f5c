"""Start-up of mail."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "ivz.mail"

    def ready(self) -> None:
        from ivz.mail import tasks  # noqa: PLC0415  models are ready only now

        tasks.register_all()
