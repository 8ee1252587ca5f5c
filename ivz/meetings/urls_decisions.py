"""Addresses of recording, publishing, the decision list and the file with all papers."""

from django.urls import path

from ivz.meetings.views import (
    adoption,
    bundles,
    corrections,
    decision_lists,
    recording,
    records,
    rounds,
)

urlpatterns = [
    path(
        "<slug:body>/<slug:meeting>/besluiten/<str:label>/",
        recording.record_page,
        name="record",
    ),
    path(
        "<slug:body>/<slug:meeting>/besluiten/<str:label>/vastleggen/",
        recording.record_confirm,
        name="record_confirm",
    ),
    path(
        "<slug:body>/<slug:meeting>/besluiten/<str:label>/rest-akkoord/",
        recording.accept_rest,
        name="accept_rest",
    ),
    path(
        "<slug:body>/<slug:meeting>/besluiten/<str:label>/<str:point>/wis/",
        recording.clear,
        name="clear_draft",
    ),
    path(
        "<slug:body>/<slug:meeting>/besluiten/<str:label>/<str:point>/herstel/",
        corrections.put_right,
        name="put_right",
    ),
    path(
        "<slug:body>/<slug:meeting>/besluiten/<str:label>/<str:point>/",
        recording.draft,
        name="draft",
    ),
    path("<slug:body>/<slug:meeting>/concept/", rounds.page, name="concept"),
    path("<slug:body>/<slug:meeting>/concept/<int:concept>/", rounds.step, name="concept_step"),
    path(
        "<slug:body>/<slug:meeting>/concept/opmerking/<int:remark>/",
        rounds.remark_step,
        name="remark_step",
    ),
    path("<slug:body>/<slug:meeting>/stukken.pdf", bundles.papers, name="papers_pdf"),
    path("<slug:body>/<slug:meeting>/publiceer/", decision_lists.publish, name="publish"),
    path("<slug:body>/<slug:meeting>/publiceer/laat-zo/", decision_lists.leave, name="leave"),
    path("<slug:body>/<slug:meeting>/vaststellen/", decision_lists.adopt, name="adopt"),
    path("<slug:body>/<slug:meeting>/vaststelling/", adoption.page, name="adoption"),
    path("<slug:body>/<slug:meeting>/vaststelling/bevries/", adoption.freeze, name="freeze_record"),
    path("<slug:body>/<slug:meeting>/vaststelling/terug/", adoption.thaw, name="thaw_record"),
    path("<slug:body>/<slug:meeting>/vaststelling/teken/", adoption.sign, name="sign_record"),
    path(
        "<slug:body>/<slug:meeting>/besluitenlijst/",
        decision_lists.decision_list,
        name="decision_list",
    ),
    path(
        "<slug:body>/<slug:meeting>/besluitenlijst.pdf",
        decision_lists.decision_list_pdf,
        name="decision_list_pdf",
    ),
    path(
        "<slug:body>/<slug:meeting>/besluitenlijst.odt",
        records.decision_list_odt,
        name="decision_list_odt",
    ),
    path("<slug:body>/<slug:meeting>/verslag/", records.minutes, name="minutes"),
    path(
        "<slug:body>/<slug:meeting>/verslag.<slug:suffix>",
        records.minutes_file,
        name="minutes_file",
    ),
    path("<slug:body>/<slug:meeting>/terugkoppeling/", records.feedback_note, name="feedback_note"),
    path(
        "<slug:body>/<slug:meeting>/terugkoppeling.<slug:suffix>",
        records.feedback_file,
        name="feedback_file",
    ),
    path("<slug:body>/<slug:meeting>/verslagvormen/", records.choose_forms, name="choose_records"),
    path("<slug:body>/<slug:meeting>/gepubliceerd/", decision_lists.published, name="published"),
]
