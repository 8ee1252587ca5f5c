"""Start-up of the projects subject."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "ivz.projects"

    def ready(self) -> None:
        from ivz.authorization.groups import register_membership_source  # noqa: PLC0415
        from ivz.decisions.effects import register_subject_kind  # noqa: PLC0415
        from ivz.effort.promises import register_promise_source  # noqa: PLC0415
        from ivz.projects.deciding import PLAN_KIND  # noqa: PLC0415
        from ivz.projects.membership import hours_promised, memberships_of_person  # noqa: PLC0415
        from ivz.projects.tasks import REOPENING, reopen_requests  # noqa: PLC0415
        from ivz.schedule.registry import PeriodicAction, register  # noqa: PLC0415
        from ivz.web.navigation import MenuEntry, register_menu_entry  # noqa: PLC0415

        register_menu_entry(MenuEntry(position=3, label=_("Projects"), url_name="projects:index"))
        register_subject_kind(PLAN_KIND)
        register(
            PeriodicAction(
                name=REOPENING,
                title=_("Look again at refused requests that spread"),
                every=timedelta(hours=1),
                run=reopen_requests,
            )
        )
        register_membership_source(memberships_of_person)
        register_promise_source("projects", hours_promised)
