"""Addresses of the start page, signing in, and pages about the site."""

from django.urls import path

from ivz.home import views

app_name = "home"

urlpatterns = [
    path("", views.start, name="start"),
    path("inloggen/", views.sign_in, name="sign_in"),
    path("uitloggen/", views.sign_out, name="sign_out"),
    path("taal/", views.set_language, name="set_language"),
    path("voorbeeld/", views.example, name="example"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("over-de-cijfers/", views.about_figures, name="about_figures"),
]
