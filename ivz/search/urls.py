"""The address of the page that searches everything."""

from django.urls import path

from ivz.search import views

app_name = "search"

urlpatterns = [path("", views.page, name="page")]
