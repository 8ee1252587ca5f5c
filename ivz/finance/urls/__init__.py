"""Addresses of this subject's pages."""

from django.urls import path

from ivz.finance import views

app_name = "finance"

urlpatterns = [
    path("", views.start, name="start"),
    path("<slug:network>/nieuw/", views.lay_down, name="lay_down"),
    path("<slug:network>/<int:year>/", views.scheme, name="scheme"),
    path("<slug:network>/<int:year>/bijdragen.csv", views.download, name="download"),
    path("<slug:network>/<int:year>/inlezen/", views.import_file, name="import_file"),
    path("<slug:network>/<int:year>/keuze/<slug:code>/", views.choose, name="choose"),
]
