"""Start-up of the reports subject."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "ivz.reports"

    def ready(self) -> None:
        from ivz.decisions.effects import register_subject_kind  # noqa: PLC0415
        from ivz.decisions.guarded import of_a_body, register_guarded  # noqa: PLC0415
        from ivz.reports.deciding import PLAN_KIND  # noqa: PLC0415 models are ready only now
        from ivz.reports.models import AnnualPlan  # noqa: PLC0415

        register_guarded(of_a_body(AnnualPlan, label=_("Annual plan"), slug="jaarplan"))
        register_subject_kind(PLAN_KIND)
