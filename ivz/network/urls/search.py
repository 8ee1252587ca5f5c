"""Addresses of the page that searches the registers."""

from django.urls import path

from ivz.network.views import search as views

urlpatterns = [path("<slug:network_slug>/zoek/", views.search_page, name="search")]
