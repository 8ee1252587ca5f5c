"""Start-up of signing in."""

from django.apps import AppConfig


class SignInConfig(AppConfig):
    name = "ivz.signin"

    def ready(self) -> None:
        from ivz.signin import tasks  # noqa: PLC0415  models are ready only now

        tasks.register_all()
