"""Addresses of the pages on areas."""

from django.urls import URLPattern, path

from ivz.network.views import areas as views

urlpatterns: list[URLPattern] = [
    path("<slug:network_slug>/gebieden/", views.areas, name="areas"),
    path("<slug:network_slug>/gebieden.<slug:suffix>", views.download, name="areas_download"),
    path("<slug:network_slug>/gebieden/<slug:code>/", views.area, name="area"),
]
