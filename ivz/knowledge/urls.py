"""Addresses of the pages on what the network knows."""

from django.urls import path

from ivz.knowledge.views import developments as views
from ivz.knowledge.views import papers, questions

app_name = "knowledge"

_DEVELOPMENT = "ontwikkelingen/<slug:key>"
_PAPER = "stukken/<slug:knowledge_paper>"
_QUESTION = f"{_PAPER}/vragen/<int:knowledge_question>"

urlpatterns = [
    path("ontwikkelingen/", views.index, name="developments"),
    path("ontwikkelingen/nieuw/", views.new, name="new_development"),
    path("ontwikkelingen/ontwikkelingen.<slug:suffix>", views.file, name="developments_file"),
    path(f"{_DEVELOPMENT}/", views.page, name="development"),
    path(f"{_DEVELOPMENT}/wijzigen/", views.change, name="change_development"),
    path(f"{_DEVELOPMENT}/vervolg/", views.move, name="move_development"),
    path(f"{_DEVELOPMENT}/openbaarheid/", views.openness, name="development_openness"),
    path(f"{_DEVELOPMENT}/herstel/<int:step>/", views.undo, name="undo_development"),
    path("stukken/", papers.index, name="papers"),
    path("stukken/nieuw/", papers.new, name="new_paper"),
    path(f"{_PAPER}/", papers.page, name="paper"),
    path(f"{_PAPER}/stuk.<slug:suffix>", papers.file, name="paper_file"),
    path(f"{_PAPER}/wijzigen/", papers.change, name="change_paper"),
    path(f"{_PAPER}/bestand/", papers.put_file, name="put_paper_file"),
    path(f"{_PAPER}/openbaarheid/", papers.openness, name="paper_openness"),
    path(f"{_PAPER}/vraag/", questions.ask, name="ask"),
    path(f"{_QUESTION}/", questions.answer, name="answer"),
    path(f"{_QUESTION}/terug/", questions.withdraw, name="withdraw_question"),
]
