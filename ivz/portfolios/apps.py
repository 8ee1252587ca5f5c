"""Start-up of the portfolios subject."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortfoliosConfig(AppConfig):
    name = "ivz.portfolios"

    def ready(self) -> None:
        from ivz.decisions.effects import register_subject_kind  # noqa: PLC0415
        from ivz.network.register_pages import RegisterPage, register_register_page  # noqa: PLC0415
        from ivz.network.supplied import register_person_facts  # noqa: PLC0415
        from ivz.portfolios import searching  # noqa: PLC0415
        from ivz.portfolios.effects import PORTFOLIOS  # noqa: PLC0415
        from ivz.portfolios.queries.portfolios import facts_about  # noqa: PLC0415

        register_person_facts(facts_about)
        register_subject_kind(PORTFOLIOS)
        searching.register()
        for position, label, url_name in (
            (50, _("Portfolios"), "portfolios:overview"),
            (52, _("Coverage"), "portfolios:coverage"),
            (60, _("Themes"), "portfolios:themes"),
            (62, _("Municipal priorities"), "portfolios:priorities"),
            (64, _("Per municipality"), "portfolios:registers"),
        ):
            register_register_page(RegisterPage(position=position, label=label, url_name=url_name))
        _register_questions()


def _register_questions() -> None:
    from ivz.network.question_pages import QuestionPage, register_question_page  # noqa: PLC0415

    register_question_page(
        QuestionPage(
            position=10,
            question=_("Who held which theme on a day, and by which decision?"),
            about=_("From the portfolios and their history, also per theme."),
            url_name="portfolios:overview",
            export_url_name="portfolios:overview_file",
            api_path="/portfolios",
        )
    )
    register_question_page(
        QuestionPage(
            position=30,
            question=_("Which districts lack a seat in which team?"),
            about=_("From the seats in the expert teams, for each part of the region."),
            url_name="portfolios:coverage",
            export_url_name="portfolios:coverage_file",
            api_path="/coverage",
        )
    )
    register_question_page(
        QuestionPage(
            position=40,
            question=_("Which themes play in at least seven municipalities?"),
            about=_(
                "From the priorities that municipalities filled in, with the documents that say so."
            ),
            url_name="portfolios:frequent",
            export_url_name="portfolios:frequent_file",
            api_path="/priority-counts",
        )
    )
