"""Addresses of the pages on what the network knows of its themes."""

from django.urls import path

from ivz.position import views

app_name = "position"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("themas.<slug:suffix>", views.overview_file, name="overview_file"),
    path("<slug:theme_code>/", views.theme, name="theme"),
    path("<slug:theme_code>/wat-we-weten.<slug:suffix>", views.theme_file, name="theme_file"),
]
