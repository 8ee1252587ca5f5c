"""Addresses of this subject's pages."""

from django.urls import URLPattern

app_name = "finance"

urlpatterns: list[URLPattern] = []
