"""Addresses of the pages on keeping the registers true."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
