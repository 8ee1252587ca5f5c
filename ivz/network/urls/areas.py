"""Addresses of the pages on areas."""

from django.urls import URLPattern, path

from ivz.network.views import area_imports as imports
from ivz.network.views import areas as views

_IMPORT = "<slug:network_slug>/gebieden-inlezen/"

urlpatterns: list[URLPattern] = [
    path("<slug:network_slug>/gebieden/", views.areas, name="areas"),
    path("<slug:network_slug>/gebieden.<slug:suffix>", views.download, name="areas_download"),
    path("<slug:network_slug>/gebieden/<slug:code>/", views.area, name="area"),
    path(_IMPORT, imports.page, name="import_areas"),
    path(f"{_IMPORT}sjabloon-<slug:sheet>.<slug:suffix>", imports.template, name="area_template"),
    path(f"{_IMPORT}<int:pk>/terugdraaien/", imports.take_back, name="take_back_areas"),
]
