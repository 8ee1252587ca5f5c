"""Addresses of recording, publishing and the decision list."""

from django.urls import path

from ivz.meetings.views import corrections, decision_lists, recording

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
    path("<slug:body>/<slug:meeting>/publiceer/", decision_lists.publish, name="publish"),
    path("<slug:body>/<slug:meeting>/vaststellen/", decision_lists.adopt, name="adopt"),
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
    path("<slug:body>/<slug:meeting>/gepubliceerd/", decision_lists.published, name="published"),
]
