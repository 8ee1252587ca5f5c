"""Addresses of the pages about meetings, agendas and proposals.

Decisions and the decision list have theirs in ``urls_decisions``.
"""

from django.urls import include, path

from ivz.meetings.views import (
    agendas,
    agreements,
    annexes,
    attendance,
    calendars,
    commissioning,
    findings,
    knowledge,
    meetings,
    parking,
    proposals,
    questions,
    routes,
    signing,
    standing,
)

app_name = "meetings"

_knowledge = "kennis-voorleggen/<slug:knowledge_paper>"
_proposal = "<slug:body>/voorstel/<slug:register_number>/"
_annex = "<slug:body>/bijlage/<int:annex>/"
_meeting = "<slug:body>/<slug:meeting>/"

urlpatterns = [
    path("", meetings.overview, name="list"),
    path("nieuw/", meetings.new, name="new"),
    path("agenda/<slug:feed_key>.ics", calendars.personal, name="calendar"),
    path("voorleggen/", questions.put_before, name="put_before"),
    path(f"{_knowledge}/", knowledge.put, name="put_knowledge"),
    path(f"{_knowledge}/<int:presented_paper>/weg/", knowledge.take_off, name="take_off_knowledge"),
    path("", include("ivz.meetings.urls_series")),
    path("", include("ivz.meetings.urls_register")),
    path("", include("ivz.meetings.urls_reading")),
    path("<slug:body>/nieuw-voorstel/", proposals.new, name="new_proposal"),
    path("<slug:body>/geparkeerd/", parking.page, name="parked"),
    path("<slug:body>/geparkeerd/<int:parked>/", parking.step, name="parked_step"),
    path("<slug:body>/vaste-punten/", standing.page, name="standing"),
    path(_proposal, proposals.detail, name="proposal"),
    path(f"{_proposal}wijzig/", proposals.edit, name="edit_proposal"),
    path(f"{_proposal}wat-niet-klopt/", findings.page, name="findings"),
    path(f"{_proposal}bijlage-erbij/", annexes.new_on_proposal, name="new_proposal_annex"),
    path(f"{_proposal}paraaf/", signing.sign, name="sign_proposal"),
    path(f"{_proposal}paraaf-terug/", signing.take_back, name="unsign_proposal"),
    path(f"{_proposal}route/", routes.page, name="route"),
    path(f"{_proposal}route/<int:step>/", routes.act, name="route_step"),
    path(f"{_proposal}route/<int:step>/antwoord/", routes.answer, name="route_answer"),
    path(_annex, annexes.detail, name="annex"),
    path(f"{_annex}wijzig/", annexes.change, name="change_annex"),
    path(f"{_annex}vervang/", annexes.replace, name="replace_annex"),
    path(f"{_annex}trek-in/", annexes.withdraw, name="withdraw_annex"),
    path(f"{_annex}zet-terug/", annexes.put_back, name="put_back_annex"),
    path(f"{_annex}maak-openbaar/", annexes.publish, name="publish_annex"),
    path(f"{_annex}verwijder/", annexes.remove, name="remove_annex"),
    path(f"{_annex}link/", annexes.link, name="link_annex"),
    path(_meeting, meetings.detail, name="detail"),
    path(f"{_meeting}bijlage-erbij/", annexes.new_on_meeting, name="new_meeting_annex"),
    path(f"{_meeting}wijzig/", meetings.edit, name="edit"),
    path(f"{_meeting}bijeenroepen/", meetings.convene, name="convene"),
    path(f"{_meeting}aanwezigheid/", attendance.page, name="attendance"),
    path(f"{_meeting}afgehandeld/<int:follow_up>/", meetings.close_follow_up, name="close"),
    path(f"{_meeting}agenda/vaste-punten/", standing.put, name="put_standing"),
    path(f"{_meeting}agenda/erbij/", parking.put_on, name="put_on"),
    path(f"{_meeting}agenda/<int:item>/parkeer/", parking.park_item, name="park_item"),
    path(f"{_meeting}agenda/nieuw/", agendas.add, name="add_item"),
    path(f"{_meeting}agenda/<int:item>/wijzig/", agendas.edit, name="edit_item"),
    path(f"{_meeting}agenda/<int:item>/verwijder/", agendas.remove, name="remove_item"),
    path(f"{_meeting}agenda/<int:item>/sluit/", agendas.close, name="close_item"),
    path(f"{_meeting}agenda/<int:item>/verplaats/", agendas.move, name="move_item"),
    path(f"{_meeting}agenda/<int:item>/bijlage-erbij/", annexes.new_on_item, name="new_item_annex"),
    path(f"{_meeting}agenda/<int:item>/zet/", agendas.place, name="place_item"),
    path(f"{_meeting}agenda/<int:item>/verslag/", agendas.report, name="report_item"),
    path(f"{_meeting}agenda/<int:item>/afspraken/", agreements.page, name="agreements"),
    path(
        f"{_meeting}agenda/<int:item>/afspraken/<int:follow_up>/terug/",
        agreements.take_back,
        name="take_back_agreement",
    ),
    path(f"{_meeting}agenda/<int:item>/vraag-weg/", questions.withdraw, name="withdraw_question"),
    path(
        f"{_meeting}agenda/<int:item>/opdracht/", commissioning.commission, name="commission_item"
    ),
    path(f"{_meeting}verzoek/<int:asked>/", questions.answer, name="answer_request"),
    path("", include("ivz.meetings.urls_decisions")),
    path("", include("ivz.meetings.urls_live")),
]
