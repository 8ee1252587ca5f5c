"""Addresses of the first hour: beginning a network, the tour, the example region."""

from django.urls import path

from ivz.home.views import begin, example, tour

urlpatterns = [
    path("begin/", begin.page, name="begin"),
    path("begin/gemeenten/", begin.municipalities_page, name="begin_municipalities"),
    path("begin/overleggen/", begin.bodies_page, name="begin_bodies"),
    path("begin/vergadering/", begin.meeting_page, name="begin_meeting"),
    path("rondleiding/", tour.page, name="tour"),
    path("rondleiding/start/", tour.start, name="tour_start"),
    path("rondleiding/bezoeker/", tour.as_visitor, name="tour_visitor"),
    path("voorbeeld/", example.page, name="example"),
    path("voorbeeld/datum/", example.move_date, name="example_date"),
    path("voorbeeld/opnieuw/", example.reset, name="example_reset"),
]
