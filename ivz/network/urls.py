"""Addresses of the network's pages."""

from django.urls import path

from ivz.network import views

app_name = "network"

urlpatterns = [path("kies/", views.choose, name="choose")]
