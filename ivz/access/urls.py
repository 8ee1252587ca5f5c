"""Addresses of looking along and of the access review."""

from django.urls import path

from ivz.access import views

app_name = "access"

_network = "netwerk/<slug:network_slug>/toegang/"

urlpatterns = [
    path("account/meekijken/", views.let_look_along, name="let_look_along"),
    path("account/meekijken/<int:pk>/stop/", views.stop_being_helped, name="stop_being_helped"),
    path("beheer/meekijken/", views.look_along, name="look_along"),
    path("beheer/meekijken/stop/", views.stop_helping, name="stop_helping"),
    path("beheer/toegang/", views.installation_review, name="installation_review"),
    path("beheer/toegang/<int:pk>/oordeel/", views.judge_account, name="judge_account"),
    path(
        "beheer/toegang/toegangscontrole.<str:suffix>",
        views.installation_review_export,
        name="installation_review_export",
    ),
    path(_network, views.network_review, name="network_review"),
    path(f"{_network}<int:pk>/oordeel/", views.judge_person, name="judge_person"),
    path(
        f"{_network}toegangscontrole.<str:suffix>",
        views.network_review_export,
        name="network_review_export",
    ),
]
