"""Start-up of the network subject."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    name = "ivz.network"

    def ready(self) -> None:
        from ivz.authorization.seats import register_standing_source  # noqa: PLC0415
        from ivz.network.register_pages import RegisterPage, register_register_page  # noqa: PLC0415
        from ivz.network.standing import standing_of_account  # noqa: PLC0415
        from ivz.web.navigation import MenuEntry, register_menu_entry  # noqa: PLC0415

        register_standing_source(standing_of_account)
        register_menu_entry(MenuEntry(position=6, label=_("Network"), url_name="network:index"))
        register_register_page(
            RegisterPage(position=10, label=_("Bodies"), url_name="network:structure")
        )
        register_register_page(
            RegisterPage(position=30, label=_("Areas"), url_name="network:areas")
        )
        register_register_page(
            RegisterPage(position=20, label=_("Drawing"), url_name="network:drawing")
        )
        register_register_page(
            RegisterPage(position=90, label=_("Questions"), url_name="network:questions")
        )
        _register_upkeep()
        register_register_page(
            RegisterPage(position=95, label=_("Search"), url_name="network:search")
        )
        _register_questions()


def _register_upkeep() -> None:
    from ivz.network.register_pages import RegisterPage, register_register_page  # noqa: PLC0415

    for page in [
        RegisterPage(position=40, label=_("People"), url_name="network:people"),
        RegisterPage(position=45, label=_("Organisations"), url_name="network:organisations"),
    ]:
        register_register_page(page)


def _register_questions() -> None:
    from ivz.network.question_pages import QuestionPage, register_question_page  # noqa: PLC0415

    register_question_page(
        QuestionPage(
            position=20,
            question=_("Which bodies may decide on a subject, and what do they need first?"),
            about=_("From the mandates, and from who advises and prepares."),
            url_name="network:question_mandates",
            export_url_name="network:question_mandates_export",
            api_path="/mandates",
        )
    )
    register_question_page(
        QuestionPage(
            position=50,
            question=_("Who leaves or rotates this half year?"),
            about=_("Seats that end, people who stop, turns that are over, open seats."),
            url_name="network:question_turnover",
            export_url_name="network:question_turnover_export",
            api_path="/turnover",
        )
    )
