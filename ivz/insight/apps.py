"""Start-up of the insight subject."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ivz.web.navigation import MenuEntry, register_menu_entry


class InsightConfig(AppConfig):
    name = "ivz.insight"

    def ready(self) -> None:
        from ivz.authorization.permissions import Permission  # noqa: PLC0415
        from ivz.decisions.guarded import GuardedKind, register_guarded  # noqa: PLC0415
        from ivz.insight import searching, tasks  # noqa: PLC0415 models are ready only now
        from ivz.insight.models import DataSet  # noqa: PLC0415

        tasks.register_all()
        searching.register()
        register_guarded(
            GuardedKind(
                model=DataSet,
                label=_("Data set"),
                slug="gegevensset",
                position=5,  # items of agendas hang on its signals
                place=lambda data_set: data_set.network,
                network=lambda data_set: data_set.network,
                permission=Permission.IMPORT_FIGURES,
                address=lambda data_set: data_set.get_absolute_url(),
                body=lambda data_set: None,
            )
        )
        register_menu_entry(MenuEntry(position=4, label=_("Insight"), url_name="insight:data_sets"))
