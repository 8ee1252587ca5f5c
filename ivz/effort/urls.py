"""Addresses of the pages on effort."""

from django.urls import path

from ivz.effort import views

app_name = "effort"

urlpatterns = [
    path("", views.index, name="index"),
    path("inzet.<slug:suffix>", views.file, name="file"),
    path("afspraak/", views.agree, name="agree"),
    path("uren/", views.deliver, name="deliver"),
    path("uren/<int:delivery>/", views.correct, name="correct"),
]
