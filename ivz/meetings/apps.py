"""Start-up of the meetings subject."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ivz.web.navigation import MenuEntry, register_menu_entry


class MeetingsConfig(AppConfig):
    name = "ivz.meetings"

    def ready(self) -> None:
        from ivz.decisions.addresses import (  # noqa: PLC0415
            register_agendas,
            register_decision_addresses,
            register_decision_page,
        )
        from ivz.decisions.effects import register_subject_kind  # noqa: PLC0415
        from ivz.documents.places import register_places  # noqa: PLC0415
        from ivz.meetings import adopting, guarding, searching  # noqa: PLC0415 models are ready only now
        from ivz.meetings.queries.agenda_load import agenda_load, next_decisions  # noqa: PLC0415
        from ivz.meetings.queries.annexes import readable_annexes  # noqa: PLC0415
        from ivz.meetings.queries.meetings import times_met  # noqa: PLC0415
        from ivz.meetings.queries.questions import decision_addresses, lying  # noqa: PLC0415
        from ivz.meetings.queries.register import page_of  # noqa: PLC0415
        from ivz.network.supplied import register_meeting_count  # noqa: PLC0415
        from ivz.projects.agenda_load import register_agenda_load_source  # noqa: PLC0415
        from ivz.projects.agenda_questions import register_next_decision_source  # noqa: PLC0415

        register_meeting_count(times_met)
        register_subject_kind(adopting.DECISION_LISTS)
        register_decision_addresses(decision_addresses)
        register_decision_page(page_of)
        register_agendas(lying)
        register_places("meetings.Annex", readable_annexes)
        register_agenda_load_source(agenda_load)
        register_next_decision_source(next_decisions)
        guarding.register()
        searching.register()
        register_menu_entry(
            MenuEntry(
                position=2,
                label=_("Meetings"),
                url_name="meetings:list",
                covers=("events:list",),
            )
        )
