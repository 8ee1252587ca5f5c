"""Start-up of the schedule."""

from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    name = "ivz.schedule"

    def ready(self) -> None:
        from ivz.schedule import tasks  # noqa: PLC0415 models are ready only now

        tasks.register_all()
