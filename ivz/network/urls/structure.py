"""Addresses of the pages on the structure of a network."""

from django.urls import path

from ivz.network.views import drawings, upkeep
from ivz.network.views import structure as views

urlpatterns = [
    path("", views.index, name="index"),
    path("kies/", views.choose, name="choose"),
    path("peildatum/", views.set_day, name="set_day"),
    path("<slug:network_slug>/overlegstructuur/", views.structure_page, name="structure"),
    path(
        "<slug:network_slug>/overlegstructuur.<str:suffix>",
        views.structure_file,
        name="structure_file",
    ),
    path("<slug:network_slug>/wijzig/", upkeep.change_network, name="change_network"),
    path("<slug:network_slug>/tekening/", drawings.drawing_page, name="drawing"),
]
