"""Start-up of the projects subject."""

from datetime import timedelta
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "ivz.projects"

    def ready(self) -> None:
        from ivz.authorization.groups import register_membership_source  # noqa: PLC0415
        from ivz.decisions.guarded import of_a_body, register_guarded  # noqa: PLC0415
        from ivz.effort.promises import PromiseSource, register_promise_source  # noqa: PLC0415
        from ivz.projects import membership, models, searching  # noqa: PLC0415 models are ready only now
        from ivz.web.navigation import MenuEntry, register_menu_entry  # noqa: PLC0415

        register_menu_entry(MenuEntry(position=3, label=_("Projects"), url_name="projects:index"))
        _register_what_decisions_do()
        _register_what_the_worker_does()
        kinds: list[tuple[type[Any], Any, str]] = [
            (models.Request, _("Request for a project"), "projectverzoek"),
            (models.Project, _("Project"), "project"),
            (models.FocusAgenda, _("Focus agenda"), "focusagenda"),
        ]
        for model, label, slug in kinds:
            register_guarded(of_a_body(model, label=label, slug=slug))
        searching.register()
        register_membership_source(membership.memberships_of_person)
        promised = PromiseSource(
            on_day=membership.hours_promised, between=membership.promises_between
        )
        register_promise_source("projects", promised)


def _register_what_decisions_do() -> None:
    from ivz.decisions.effects import register_subject_kind  # noqa: PLC0415
    from ivz.projects.changing import PROJECT_KIND  # noqa: PLC0415
    from ivz.projects.closing import EVALUATION_KIND  # noqa: PLC0415
    from ivz.projects.commissioning import REQUEST_KIND  # noqa: PLC0415
    from ivz.projects.deciding import PLAN_KIND  # noqa: PLC0415
    from ivz.projects.focusing import FOCUS_KIND  # noqa: PLC0415
    from ivz.projects.noting import REPORT_KIND  # noqa: PLC0415

    register_subject_kind(REQUEST_KIND)
    register_subject_kind(PLAN_KIND)
    register_subject_kind(PROJECT_KIND)
    register_subject_kind(EVALUATION_KIND)
    register_subject_kind(REPORT_KIND)
    register_subject_kind(FOCUS_KIND)


def _register_what_the_worker_does() -> None:
    from ivz.projects import tasks  # noqa: PLC0415
    from ivz.schedule.registry import PeriodicAction, register  # noqa: PLC0415

    for name, title, run in [
        (
            tasks.REOPENING,
            _("Look again at refused requests that spread"),
            tasks.reopen_requests,
        ),
        (
            tasks.ENDING,
            _("Let projects be evaluated once their last day passed"),
            tasks.end_projects,
        ),
    ]:
        register(PeriodicAction(name=name, title=title, every=timedelta(hours=1), run=run))
