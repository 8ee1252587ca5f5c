"""Addresses of the page that searches the registers."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
