"""Addresses of this subject's pages."""

from django.urls import path

from ivz.insight import views

app_name = "insight"

urlpatterns = [
    path("", views.data_sets, name="data_sets"),
    path("nieuw/bestand/", views.import_data_set, name="import"),
    path("signalen/", views.signals, name="signals"),
    path("signalen/<slug:signal>/", views.signal_page, name="signal"),
    path("signalen/<slug:signal>/afhandelen/", views.handle_signal, name="handle_signal"),
    path("signalen/<slug:signal>/terug/<int:signal_step>/", views.undo_signal, name="undo_signal"),
    path("<slug:slug>/", views.data_set, name="data_set"),
    path("<slug:slug>/cijfers.csv", views.download, name="download"),
]
