"""Addresses of the register of decisions."""

from django.urls import path

from ivz.meetings.views import register

urlpatterns = [
    path("besluiten/", register.page, name="register"),
    path(
        "besluiten/<slug:body>/<int:year>/<slug:number>/",
        register.decision,
        name="decision",
    ),
]
