"""Addresses of the pages on the questions that registers answer."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
