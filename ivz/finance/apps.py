"""Start-up of the finance subject."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FinanceConfig(AppConfig):
    name = "ivz.finance"

    def ready(self) -> None:
        from ivz.decisions.effects import register_subject_kind  # noqa: PLC0415
        from ivz.decisions.guarded import of_a_body, register_guarded  # noqa: PLC0415
        from ivz.finance import models  # noqa: PLC0415 models are ready only now
        from ivz.finance.accounting import ACCOUNT_KIND  # noqa: PLC0415
        from ivz.finance.deciding import BUDGET_KIND  # noqa: PLC0415
        from ivz.web.navigation import MenuEntry, register_menu_entry  # noqa: PLC0415

        register_menu_entry(
            MenuEntry(position=5, label=_("Contributions"), url_name="finance:start")
        )
        register_guarded(of_a_body(models.Budget, label=_("Budget"), slug="begroting"))
        register_subject_kind(BUDGET_KIND)
        register_guarded(
            of_a_body(models.AnnualAccount, label=_("Account of a year"), slug="verantwoording")
        )
        register_subject_kind(ACCOUNT_KIND)
