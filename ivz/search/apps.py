"""Start-up of the search subject."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "ivz.search"

    def ready(self) -> None:
        from ivz.audit.actions import register_follower  # noqa: PLC0415
        from ivz.search import registers, tasks  # noqa: PLC0415 models are ready only now
        from ivz.search.indexing import follow  # noqa: PLC0415

        registers.register()
        register_follower(follow)
        tasks.register_all()
