"""Addresses of the network's pages."""

from django.urls import path

from ivz.network import views

app_name = "network"

urlpatterns = [
    path("", views.index, name="index"),
    path("kies/", views.choose, name="choose"),
    path("peildatum/", views.set_day, name="set_day"),
    path("<slug:network_slug>/overlegstructuur/", views.structure_page, name="structure"),
]
