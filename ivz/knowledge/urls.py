"""Addresses of the pages on what the network knows."""

from django.urls import path

from ivz.knowledge.views import developments as views

app_name = "knowledge"

_DEVELOPMENT = "ontwikkelingen/<slug:key>"

urlpatterns = [
    path("ontwikkelingen/", views.index, name="developments"),
    path("ontwikkelingen/nieuw/", views.new, name="new_development"),
    path("ontwikkelingen/ontwikkelingen.<slug:suffix>", views.file, name="developments_file"),
    path(f"{_DEVELOPMENT}/", views.page, name="development"),
    path(f"{_DEVELOPMENT}/wijzigen/", views.change, name="change_development"),
    path(f"{_DEVELOPMENT}/vervolg/", views.move, name="move_development"),
    path(f"{_DEVELOPMENT}/openbaarheid/", views.openness, name="development_openness"),
    path(f"{_DEVELOPMENT}/herstel/<int:step>/", views.undo, name="undo_development"),
]
