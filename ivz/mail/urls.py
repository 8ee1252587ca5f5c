"""Addresses of mail."""

from django.urls import path

from ivz.mail import views

app_name = "mail"

urlpatterns = [
    path("voorbeeld/post/", views.mailbox, name="mailbox"),
    path("account/weekbericht/", views.digest, name="digest"),
]
