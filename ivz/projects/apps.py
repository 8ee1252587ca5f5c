"""Start-up of the projects subject."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "ivz.projects"

    def ready(self) -> None:
        from ivz.authorization.groups import register_membership_source  # noqa: PLC0415
        from ivz.effort.promises import register_promise_source  # noqa: PLC0415
        from ivz.projects.membership import hours_promised, memberships_of_person  # noqa: PLC0415

        register_membership_source(memberships_of_person)
        register_promise_source("projects", hours_promised)
