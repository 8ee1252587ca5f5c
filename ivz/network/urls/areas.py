"""Addresses of the pages on areas."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
