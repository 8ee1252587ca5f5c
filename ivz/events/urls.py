"""Addresses of the pages on events."""

from django.urls import path

from ivz.events import views

app_name = "events"

urlpatterns = [
    path("", views.index, name="list"),
    path("nieuw/", views.new, name="new"),
    path("<slug:event>/", views.page, name="event"),
    path("<slug:event>/wijzig/", views.change, name="change"),
    path("<slug:event>/gaat-niet-door/", views.cancel, name="cancel"),
    path("<slug:event>/gaat-toch-door/", views.put_back, name="put_back"),
]
