"""Addresses of the secrecy register."""

from django.urls import path

from ivz.decisions import views

app_name = "decisions"

urlpatterns = [
    path("", views.register, name="secrecy_register"),
    path("<int:pk>/", views.restriction, name="restriction"),
    path("<int:pk>/lezers/", views.readers, name="restriction_readers"),
    path("<int:pk>/verleng/", views.prolong, name="prolong_restriction"),
    path("<int:pk>/hef-op/", views.lift, name="lift_restriction"),
    path("opleggen/<slug:kind>/<int:pk>/", views.impose, name="impose"),
]
