"""Addresses of what is held about people."""

from django.urls import path

from ivz.privacy import views

app_name = "privacy"

urlpatterns = [
    path("mijn-gegevens/", views.about_me, name="about_me"),
    path("mijn-gegevens.<slug:suffix>", views.download, name="download"),
    path("mijn-gegevens/naam/", views.correct_name, name="correct_name"),
    path("mijn-gegevens/verzoek/", views.ask, name="ask"),
    path("verzoeken/", views.requests, name="requests"),
    path("verzoeken/<int:pk>/", views.answer, name="answer"),
    path("verwerkingsregister/", views.register, name="register"),
    path("verwerkingsregister.<slug:suffix>", views.register_file, name="register_file"),
]
