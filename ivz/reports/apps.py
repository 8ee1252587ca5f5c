"""Start-up of the reports subject."""

from dataclasses import replace

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ivz.authorization.openness import Openness
from ivz.web.navigation import MenuEntry, register_menu_entry


class ReportsConfig(AppConfig):
    name = "ivz.reports"

    def ready(self) -> None:
        from ivz.decisions.effects import register_subject_kind  # noqa: PLC0415
        from ivz.decisions.guarded import of_a_body, register_guarded  # noqa: PLC0415
        from ivz.reports import searching  # noqa: PLC0415
        from ivz.reports.deciding import PLAN_KIND, REPORT_KIND  # noqa: PLC0415 models are ready only now
        from ivz.reports.models import AnnualPlan, PeriodicReport  # noqa: PLC0415

        register_guarded(of_a_body(AnnualPlan, label=_("Annual plan"), slug="jaarplan"))
        report = of_a_body(PeriodicReport, label=_("Report"), slug="verslag")
        # A report stays within the network: docs/policy/reports.md#adopting
        register_guarded(replace(report, ceiling=lambda row: (Openness.NETWORK, None)))
        register_subject_kind(PLAN_KIND)
        register_subject_kind(REPORT_KIND)
        register_menu_entry(MenuEntry(position=8, label=_("Reports"), url_name="reports:plans"))
        searching.register()
