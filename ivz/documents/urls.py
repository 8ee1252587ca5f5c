"""Addresses of documents: random keys, and links that end."""

from django.urls import path

from ivz.documents import views

app_name = "documents"

urlpatterns = [
    path("link/<str:token>/", views.link, name="link"),
    path("<str:key>/", views.newest, name="newest"),
    path("<str:key>/bekijk/", views.preview, name="preview"),
    path("<str:key>/<int:number>/", views.version, name="version"),
]
