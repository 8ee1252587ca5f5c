"""Addresses of the pages on bodies and their seats."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
