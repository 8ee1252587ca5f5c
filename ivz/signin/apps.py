"""Start-up of signing in."""

from django.apps import AppConfig


class SignInConfig(AppConfig):
    name = "ivz.signin"

    def ready(self) -> None:
        from ivz.network.supplied import register_person_deeds  # noqa: PLC0415
        from ivz.signin import queries, tasks  # noqa: PLC0415  models are ready only now

        register_person_deeds(queries.deeds_for)
        tasks.register_all()
