"""Addresses of the pages on the questions that registers answer."""

from django.urls import path

from ivz.network.views import questions as views

_QUESTIONS = "<slug:network_slug>/vragen/"

urlpatterns = [
    path(_QUESTIONS, views.index, name="questions"),
    path(f"{_QUESTIONS}wie-beslist/", views.mandates, name="question_mandates"),
    path(
        f"{_QUESTIONS}wie-beslist.<str:suffix>",
        views.mandates_export,
        name="question_mandates_export",
    ),
    path(f"{_QUESTIONS}wie-wisselt/", views.turnover_page, name="question_turnover"),
    path(
        f"{_QUESTIONS}wie-wisselt.<str:suffix>",
        views.turnover_export,
        name="question_turnover_export",
    ),
]
