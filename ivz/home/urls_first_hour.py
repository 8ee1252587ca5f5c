"""Addresses of the first hour."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
